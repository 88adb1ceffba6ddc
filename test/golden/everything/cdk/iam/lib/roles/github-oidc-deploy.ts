import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  CompositePrincipal,
  Policy,
  PolicyStatement,
  Role,
  WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Environment, home } from '../environments';

/**
 * GitHub Actions deploy role (OIDC). Lets a GitHub Actions workflow push the image and deploy,
 * without stored keys.
 */
export class GithubOidcDeployRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      family,
      repository,
      codeDeployApplication,
      deploymentGroup,
      deploymentConfig,
      githubOwner,
      githubRepository,
      githubEnvironment,
      oidcAudience,
      branch,
      ruleName,
      scheduleGroup,
    } = config;
    super(scope, id, {
      roleName: `${project}-github-deploy-role-${environment}`,
      path: '/team/shop/',
      description: 'GitHub Actions deploy role (OIDC) of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new CompositePrincipal(
        new WebIdentityPrincipal(
          `arn:${partition}:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
          {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': oidcAudience,
              'token.actions.githubusercontent.com:sub': `repo:${githubOwner}/${githubRepository}:environment:${githubEnvironment}`,
            },
          },
        ),
        new WebIdentityPrincipal(
          `arn:${partition}:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
          {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': oidcAudience,
              'token.actions.githubusercontent.com:sub': `repo:${githubOwner}/${githubRepository}:ref:refs/heads/${branch}`,
            },
          },
        ),
        new WebIdentityPrincipal(
          `arn:${partition}:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
          {
            StringEquals: { 'token.actions.githubusercontent.com:aud': oidcAudience },
            StringLike: {
              'token.actions.githubusercontent.com:sub': `repo:${githubOwner}/${githubRepository}:ref:refs/tags/v*`,
            },
          },
        ),
      ),
    });
    const githubOidcDeploy = new Policy(this, 'GithubOidcDeploy', {
      policyName: 'GithubOidcDeploy',
      roles: [this],
      statements: [
        // Every pull and every push needs an authorization token; this action supports only *.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // docker push uploads the manifest and the layers that the repository does not have; docker
        // pull reads the image as a layer cache.
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
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        // The action registers the AppSpec file as a revision of the application.
        new PolicyStatement({
          sid: 'CodeDeployApplication',
          actions: ['codedeploy:RegisterApplicationRevision'],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:application:${codeDeployApplication}`,
          ],
        }),
        // The action reads the deployment group, creates a deployment in it and reads that until it
        // ends.
        new PolicyStatement({
          sid: 'CodeDeployGroup',
          actions: [
            'codedeploy:CreateDeployment',
            'codedeploy:GetDeployment',
            'codedeploy:GetDeploymentGroup',
          ],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${codeDeployApplication}/${deploymentGroup}`,
          ],
        }),
        // CodeDeploy checks the deployment configuration, which has its own ARN.
        new PolicyStatement({
          sid: 'CodeDeployConfig',
          actions: ['codedeploy:GetDeploymentConfig'],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:deploymentconfig:${deploymentConfig}`,
          ],
        }),
        // CreateService and UpdateService pass these roles to ECS; the statement allows no other
        // role.
        new PolicyStatement({
          sid: 'PassInfrastructureRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-infrastructure-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-deployment-hook-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } },
        }),
        // The deployer lists and reads the deployments of this service, stops one, and continues
        // one that a pause hook holds.
        new PolicyStatement({
          sid: 'ManageServiceDeployments',
          actions: [
            'ecs:ContinueServiceDeployment',
            'ecs:DescribeServiceDeployments',
            'ecs:ListServiceDeployments',
            'ecs:StopServiceDeployment',
          ],
          resources: [
            `arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`,
            `arn:${partition}:ecs:${region}:${account}:service-deployment/${cluster}/${service}/*`,
          ],
        }),
        // The deployer creates or updates the Express Mode service and reads its state.
        new PolicyStatement({
          sid: 'DeployExpressService',
          actions: [
            'ecs:CreateExpressGatewayService',
            'ecs:DescribeExpressGatewayService',
            'ecs:UpdateExpressGatewayService',
          ],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
        }),
        // RunTask starts the task, in this cluster only; ECS checks the ARN with the revision, also
        // for a call that names none.
        new PolicyStatement({
          sid: 'RunTask',
          actions: ['ecs:RunTask'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: {
            ArnEquals: {
              'ecs:cluster': `arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`,
            },
          },
        }),
        // RunTask tags a task that has tags, its own or propagated ones; the condition allows
        // tagging in that call only.
        new PolicyStatement({
          sid: 'TagTaskOnRun',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
        }),
        // The workflow waits for the task to stop; the task ID is not known before.
        new PolicyStatement({
          sid: 'WatchTasks',
          actions: ['ecs:DescribeTasks'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
        }),
        // The workflow stops the task when the job is cancelled; the conditions allow tasks with
        // the tags of this service only.
        new PolicyStatement({
          sid: 'StopOwnTask',
          actions: ['ecs:StopTask'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task/${cluster}/*`],
          conditions: {
            StringEquals: {
              'aws:ResourceTag/ecs-iam:project': project,
              'aws:ResourceTag/ecs-iam:environment': environment,
            },
          },
        }),
        // Settings, trust and policies of each role.
        new PolicyStatement({
          sid: 'ReadRoles',
          actions: [
            'iam:GetRole',
            'iam:GetRolePolicy',
            'iam:ListAttachedRolePolicies',
            'iam:ListRolePolicies',
          ],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-codebuild-validate-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-exec-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-service-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-codedeploy-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-infrastructure-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-deployment-hook-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-instance-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-anywhere-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-scheduler-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-events-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-runner-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-github-deploy-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-cross-account-ecr-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-cross-account-logs-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecr-pull-through-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecr-template-role-${environment}`,
          ],
        }),
        // Which role an instance profile holds.
        new PolicyStatement({
          sid: 'ReadInstanceProfiles',
          actions: ['iam:GetInstanceProfile'],
          resources: [
            `arn:${partition}:iam::${account}:instance-profile/${project}-ecs-instance-role-${environment}`,
            `arn:${partition}:iam::${account}:instance-profile/*/${project}-ecs-instance-role-${environment}`,
          ],
        }),
        // Listed below a path prefix; the call takes no resource.
        new PolicyStatement({
          sid: 'FindServiceLinkedRoles',
          actions: ['iam:ListRoles'],
          resources: ['*'],
        }),
        // Audiences of the identity provider.
        new PolicyStatement({
          sid: 'ReadProviders',
          actions: ['iam:GetOpenIDConnectProvider'],
          resources: [
            `arn:${partition}:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
          ],
        }),
        // That the repository exists, and its policy.
        new PolicyStatement({
          sid: 'ReadRepository',
          actions: ['ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy'],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
        // The call takes no resource.
        new PolicyStatement({
          sid: 'ReadLogsPolicies',
          actions: ['logs:DescribeResourcePolicies'],
          resources: ['*'],
        }),
        // The call takes no resource.
        new PolicyStatement({
          sid: 'ReadDestinations',
          actions: ['logs:DescribeDestinations'],
          resources: ['*'],
        }),
        // The workflow reads the target of the rule and writes it with the new revision.
        new PolicyStatement({
          sid: 'UpdateRuleTarget',
          actions: ['events:ListTargetsByRule', 'events:PutTargets'],
          resources: [`arn:${partition}:events:${region}:${account}:rule/${ruleName}`],
        }),
        // The target names the role with which the task is started; the statement allows no other
        // role.
        new PolicyStatement({
          sid: 'PassRuleRole',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-events-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'events.amazonaws.com' } },
        }),
        // The workflow reads each schedule of this service and writes it with the new revision.
        new PolicyStatement({
          sid: 'UpdateSchedule',
          actions: ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
          resources: [
            `arn:${partition}:scheduler:${region}:${account}:schedule/${scheduleGroup}/${project}-${environment}*`,
          ],
        }),
        // The target names the role with which the task is started; the statement allows no other
        // role.
        new PolicyStatement({
          sid: 'PassScheduleRole',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-scheduler-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
        }),
      ],
    });
    Validations.of(githubOidcDeploy).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'Statements EcrAuthToken, RegisterTaskDefinition, FindServiceLinkedRoles, ReadLogsPolicies and ReadDestinations say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statements TagTaskDefinitionOnRegister and RunTask say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:service-deployment/${cluster}/${service}/*]`,
        reason: 'Statement ManageServiceDeployments says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${cluster}/*]`,
        reason: 'Statements TagTaskOnRun, WatchTasks and StopOwnTask say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:instance-profile/*/${project}-ecs-instance-role-${environment}]`,
        reason: 'Statement ReadInstanceProfiles says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${scheduleGroup}/${project}-${environment}*]`,
        reason: 'Statement UpdateSchedule says why.',
      },
    );
    if (config.environment === home) {
      const validateHomeRoles = new Policy(this, 'ValidateHomeRoles', {
        policyName: 'ValidateHomeRoles',
        roles: [this],
        statements: [
          // Settings, trust and policies of each role.
          new PolicyStatement({
            sid: 'ReadRoles',
            actions: [
              'iam:GetRole',
              'iam:GetRolePolicy',
              'iam:ListAttachedRolePolicies',
              'iam:ListRolePolicies',
            ],
            resources: [
              `arn:${partition}:iam::${account}:role/team/shop/${project}-codebuild-role-${environment}`,
              `arn:${partition}:iam::${account}:role/team/shop/${project}-codepipeline-role-${environment}`,
              `arn:${partition}:iam::${account}:role/team/shop/${project}-pipeline-trigger-role-${environment}`,
              `arn:${partition}:iam::${account}:role/team/shop/${project}-codebuild-batch-role-${environment}`,
            ],
          }),
          // Documents of the customer-managed policies.
          new PolicyStatement({
            sid: 'ReadPolicies',
            actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
            resources: [
              `arn:${partition}:iam::${account}:policy/team/shop/${project}-codebuild-role-${environment}-*`,
            ],
          }),
        ],
      });
      Validations.of(validateHomeRoles).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:policy/team/shop/${project}-codebuild-role-${environment}-*]`,
        reason: 'Statement ReadPolicies says why.',
      });
    } else {
      new Policy(this, 'ValidateOtherRoles', {
        policyName: 'ValidateOtherRoles',
        roles: [this],
        statements: [
          // Settings, trust and policies of each role.
          new PolicyStatement({
            sid: 'ReadRoles',
            actions: [
              'iam:GetRole',
              'iam:GetRolePolicy',
              'iam:ListAttachedRolePolicies',
              'iam:ListRolePolicies',
            ],
            resources: [
              `arn:${partition}:iam::${account}:role/team/shop/${project}-pipeline-deploy-role-${environment}`,
            ],
          }),
        ],
      });
    }
  }
}
