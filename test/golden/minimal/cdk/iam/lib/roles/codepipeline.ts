import { Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * CodePipeline service role. Moves artifacts, starts the build and deploys the
 * imagedefinitions.json of the build to the ECS service (rolling), or hands over to CodeDeploy
 * (blue/green option).
 */
export class CodePipelineRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
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
    } = values;
    super(scope, id, {
      roleName: `${project}-codepipeline-role-${environment}`,
      path: '/',
      description: 'CodePipeline service role of shop',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'CodePipelineAssume',
          principals: [new ServicePrincipal('codepipeline.amazonaws.com')],
          actions: ['sts:AssumeRole'],
        }),
      ),
    });
    new Policy(this, 'PipelineArtifacts', {
      policyName: 'PipelineArtifacts',
      roles: [this],
      statements: [
        // Each action downloads its input artifact, by version, and uploads its output to the
        // pipeline's bucket.
        new PolicyStatement({
          sid: 'ArtifactObjects',
          actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}/*`],
          conditions: {
            StringEquals: { 'aws:ResourceAccount': account },
          },
        }),
        // CodePipeline checks the owner, Region and versioning of the artifact bucket.
        new PolicyStatement({
          sid: 'ArtifactBucket',
          actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'],
          resources: [`arn:${partition}:s3:::${artifactBucketPrefix}-${account}`],
          conditions: {
            StringEquals: { 'aws:ResourceAccount': account },
          },
        }),
      ],
    });
    new Policy(this, 'PipelineBuild', {
      policyName: 'PipelineBuild',
      roles: [this],
      statements: [
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
      ],
    });
    new Policy(this, 'PipelineDeploy', {
      policyName: 'PipelineDeploy',
      roles: [this],
      statements: [
        // The new revision starts as a copy of the current one; IAM offers no resource for this
        // read.
        new PolicyStatement({
          sid: 'ReadTaskDefinition',
          actions: ['ecs:DescribeTaskDefinition'],
          resources: ['*'],
        }),
        // The deployment registers a revision with the new image; the call is checked on *, and
        // PassTaskRoles is what limits it.
        new PolicyStatement({
          sid: 'RegisterTaskDefinition',
          actions: ['ecs:RegisterTaskDefinition'],
          resources: ['*'],
        }),
        // A revision with tags is tagged in the call that registers it, and in no other.
        new PolicyStatement({
          sid: 'TagTaskDefinitionOnRegister',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: {
            StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' },
          },
        }),
        // The service is given the new revision, then read until it is stable.
        new PolicyStatement({
          sid: 'DeployService',
          actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
        }),
        // The deployment waits for the new tasks to run and reads why one stopped.
        new PolicyStatement({
          sid: 'WatchTasks',
          actions: ['ecs:DescribeTasks'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
        }),
        // The deployment lists the service's tasks; IAM offers no resource for a list by service,
        // so the cluster limits it.
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
        // Whoever registers or runs a task definition passes its task role and execution role to
        // ECS, and may pass no other.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/${project}-ecs-task-role-${environment}`,
          ],
          conditions: {
            StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
          },
        }),
      ],
    });
  }
}
