import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * CodeBuild deployment role. Lets the buildspec of the deployment register the task definition and
 * update the service of one environment. It builds no image and pushes none.
 */
export class CodeBuildDeployRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, service, family, deployProject } = config;
    super(scope, id, {
      roleName: `${project}-codebuild-deploy-role-${environment}`,
      path: '/',
      description: 'CodeBuild deployment role of 0Shop_API-v2',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': `arn:${partition}:codebuild:${region}:${account}:project/${deployProject}`,
          },
        },
      }),
    });
    const codeBuildDeploy = new Policy(this, 'CodeBuildDeploy', {
      policyName: 'CodeBuildDeploy',
      roles: [this],
      statements: [
        // CodeBuild creates the log group of the project on the first build.
        new PolicyStatement({
          sid: 'CreateBuildLogGroup',
          actions: ['logs:CreateLogGroup'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${deployProject}`,
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${deployProject}:*`,
          ],
        }),
        // CodeBuild creates a log stream for each build and writes its output to it.
        new PolicyStatement({
          sid: 'WriteBuildLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [
            `arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/${deployProject}:*`,
          ],
        }),
        // The action downloads its input artifact from the artifact bucket of the pipeline.
        new PolicyStatement({
          sid: 'ReadArtifacts',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::0shop-api-v2-dev-1-artifacts-${account}/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
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
      ],
    });
    Validations.of(codeBuildDeploy).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/codebuild/${deployProject}:*]`,
        reason: 'Statements CreateBuildLogGroup and WriteBuildLogs say why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::0shop-api-v2-dev-1-artifacts-<AWS::AccountId>/*]',
        reason: 'Statement ReadArtifacts says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Statements ReadTaskDefinition and RegisterTaskDefinition say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statement TagTaskDefinitionOnRegister says why.',
      },
    );
  }
}
