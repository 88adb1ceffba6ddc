import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ArnPrincipal, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Pipeline deployment role. Lets the actions of the one pipeline validate and deploy in this
 * environment, in the same account or in another one.
 */
export class PipelineDeployRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const { project, environment, cluster, service, family, validateProject, homeAccount } = config;
    super(scope, id, {
      roleName: `${project}-pipeline-deploy-role-${environment}`,
      path: '/',
      description: 'Pipeline deployment role of shop',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ArnPrincipal(`arn:${partition}:iam::${homeAccount}:root`).withConditions({
        ArnEquals: {
          'aws:PrincipalArn': `arn:${partition}:iam::${homeAccount}:role/${project}-codepipeline-role-dev`,
        },
      }),
    });
    const pipelineDeploy = new Policy(this, 'PipelineDeploy', {
      policyName: 'PipelineDeploy',
      roles: [this],
      statements: [
        // The action downloads its input artifact from the artifact bucket of the pipeline.
        new PolicyStatement({
          sid: 'ReadArtifacts',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::shop-dev-artifacts-${homeAccount}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': homeAccount } },
        }),
        // S3 decrypts each artifact with the key of the pipeline when the role reads it; the policy
        // of that key names this role, and no other key of that account does.
        new PolicyStatement({
          sid: 'ReadOwnArtifactKey',
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: [`arn:${partition}:kms:${region}:${homeAccount}:key/*`],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.${dnsSuffix}` } },
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
        // The Validate stage starts the validation project and waits for it to end.
        new PolicyStatement({
          sid: 'RunValidation',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${validateProject}`],
        }),
      ],
    });
    Validations.of(pipelineDeploy).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::shop-dev-artifacts-${homeAccount}/*]`,
        reason: 'Statement ReadArtifacts says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:${homeAccount}:key/*]`,
        reason: 'Statement ReadOwnArtifactKey says why.',
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
