import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodePipeline service role. Lets CodePipeline read and write artifacts, start the build and deploy
 * the image to the ECS service, with a rolling update or through CodeDeploy.
 */
export class CodePipelineRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      family,
      buildProject,
      validateProject,
      artifactBucketPrefix,
    } = config;
    super(scope, id, {
      roleName: `${project}-codepipeline-role-${environment}`,
      path: '/',
      description: 'CodePipeline service role of shop',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('codepipeline.amazonaws.com'),
    });
    const codePipeline = new Policy(this, 'CodePipeline', {
      policyName: 'CodePipeline',
      roles: [this],
      statements: [
        // Each action downloads a version of its input artifact from the artifact bucket and
        // uploads its output artifact to it.
        new PolicyStatement({
          sid: 'ArtifactObjects',
          actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // CodePipeline checks the owner, Region and versioning of the artifact bucket.
        new PolicyStatement({
          sid: 'ArtifactBucket',
          actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // S3 encrypts each artifact with the key of this alias when the role writes it and decrypts
        // it when the role reads it.
        new PolicyStatement({
          sid: 'ArtifactKey',
          actions: [
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          resources: [`arn:${partition}:kms:${region}:${account}:key/*`],
          conditions: {
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${project}-dev-artifacts` },
          },
        }),
        // The build action starts the build project and waits for the build to end.
        new PolicyStatement({
          sid: 'RunBuild',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${buildProject}`],
        }),
        // The Validate stage starts the validation project and waits for it to end.
        new PolicyStatement({
          sid: 'RunValidation',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${validateProject}`],
        }),
        // The deployment copies the current revision of the task definition; this action supports
        // only *.
        new PolicyStatement({
          sid: 'ReadTaskDefinition',
          actions: ['ecs:DescribeTaskDefinition'],
          resources: ['*'],
        }),
        // The deployment registers a revision with the new image; ECS checks this action on *, the
        // condition refuses privileged containers, and the statement PassTaskRoles limits the roles
        // of the revision.
        new PolicyStatement({
          sid: 'RegisterTaskDefinition',
          actions: ['ecs:RegisterTaskDefinition'],
          resources: ['*'],
          conditions: { StringEqualsIfExists: { 'ecs:privileged': 'false' } },
        }),
        // RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in
        // that call only.
        new PolicyStatement({
          sid: 'TagTaskDefinitionOnRegister',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
        }),
        // The deployment updates the service to the new revision; the condition refuses a task
        // definition of another family.
        new PolicyStatement({
          sid: 'DeployService',
          actions: ['ecs:UpdateService'],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
          conditions: {
            ArnLikeIfExists: {
              'ecs:task-definition': `arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`,
            },
          },
        }),
        // The deployment reads the service until it is stable.
        new PolicyStatement({
          sid: 'WatchService',
          actions: ['ecs:DescribeServices'],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
        }),
        // The deployment waits until the new tasks run, and reads why a task stopped.
        new PolicyStatement({
          sid: 'WatchTasks',
          actions: ['ecs:DescribeTasks'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
        }),
        // The deployment lists the tasks of the service; ECS checks a list by service on *, so the
        // condition limits it to the cluster.
        new PolicyStatement({
          sid: 'ListServiceTasks',
          actions: ['ecs:ListTasks'],
          resources: ['*'],
          conditions: {
            ArnEquals: {
              'ecs:cluster': `arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`,
            },
          },
        }),
        // A call that registers or runs a task definition passes its task role and execution role
        // to ECS; the statement allows no other role.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/${project}-ecs-task-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        // The actions of the other environments run with a role of that environment.
        new PolicyStatement({
          sid: 'AssumeDeployRoles',
          actions: ['sts:AssumeRole'],
          resources: [`arn:${partition}:iam::444455556666:role/shop-pipeline-deploy-role-prod`],
        }),
      ],
    });
    Validations.of(codePipeline).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${artifactBucketPrefix}-<AWS::AccountId>/*]`,
        reason: 'Statement ArtifactObjects says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*]',
        reason: 'Statement ArtifactKey says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'Statements ReadTaskDefinition, RegisterTaskDefinition and ListServiceTasks say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statement TagTaskDefinitionOnRegister says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${cluster}/*]`,
        reason: 'Statement WatchTasks says why.',
      },
    );
  }
}
