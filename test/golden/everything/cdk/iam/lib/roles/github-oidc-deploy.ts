import { Duration, Stack } from 'aws-cdk-lib';
import { FederatedPrincipal, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * GitHub Actions deploy role (OIDC). Lets a GitHub Actions workflow push the image and deploy,
 * without stored keys.
 */
export class GithubOidcDeployRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      family,
      repository,
      githubOwner,
      githubRepository,
      oidcAudience,
      branch,
    } = values;
    super(scope, id, {
      roleName: `${project}-github-deploy-role-${environment}`,
      path: '/team/shop/',
      description: 'GitHub Actions deploy role (OIDC) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'GitHubActionsAssume',
          principals: [
            new FederatedPrincipal(
              `arn:${partition}:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
            ),
          ],
          actions: ['sts:AssumeRoleWithWebIdentity'],
          conditions: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': oidcAudience,
              'token.actions.githubusercontent.com:sub': `repo:${githubOwner}/${githubRepository}:ref:refs/heads/${branch}`,
            },
          },
        }),
      ),
    });
    new Policy(this, 'DeployImages', {
      policyName: 'DeployImages',
      roles: [this],
      statements: [
        // Every pull and push begins with a login token, and the call names no repository.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // docker push uploads the new layers and the manifest; the pull half serves the layer cache
        // and skips layers already there.
        new PolicyStatement({
          sid: 'EcrPullPush',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
      ],
    });
    new Policy(this, 'DeployService', {
      policyName: 'DeployService',
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
        // Whoever registers or runs a task definition passes its task role and execution role to
        // ECS, and may pass no other.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: {
            StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
          },
        }),
        // Starts the task, in this cluster alone; a call without a revision is checked against the
        // family.
        new PolicyStatement({
          sid: 'RunTask',
          actions: ['ecs:RunTask'],
          resources: [
            `arn:${partition}:ecs:${region}:${account}:task-definition/${family}`,
            `arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`,
          ],
          conditions: {
            ArnEquals: {
              'ecs:cluster': `arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`,
            },
          },
        }),
        // A task that gets tags (its own or propagated ones) is tagged in the call that starts it.
        new PolicyStatement({
          sid: 'TagTaskOnRun',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
          conditions: {
            StringEquals: { 'ecs:CreateAction': 'RunTask' },
          },
        }),
        // The workflow waits for the task to end and stops it when the job is cancelled.
        new PolicyStatement({
          sid: 'WatchTasks',
          actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
        }),
      ],
    });
  }
}
