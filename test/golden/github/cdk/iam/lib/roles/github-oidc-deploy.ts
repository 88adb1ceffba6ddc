import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

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
      githubOwner,
      githubRepository,
      githubEnvironment,
      oidcAudience,
    } = config;
    super(scope, id, {
      roleName: `${project}-github-deploy-role-${environment}`,
      path: '/',
      description: 'GitHub Actions deploy role (OIDC) of shop',
      maxSessionDuration: Duration.hours(1),
      assumedBy: new WebIdentityPrincipal(
        `arn:${partition}:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
        {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': oidcAudience,
            'token.actions.githubusercontent.com:sub': `repo:${githubOwner}/${githubRepository}:environment:${githubEnvironment}`,
          },
        },
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
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
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
            `arn:${partition}:iam::${account}:role/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/${project}-github-deploy-role-${environment}`,
          ],
        }),
        // Listed below a path prefix; the call takes no resource.
        new PolicyStatement({
          sid: 'FindServiceLinkedRoles',
          actions: ['iam:ListRoles'],
          resources: ['*'],
        }),
        // That the repository exists, and its policy.
        new PolicyStatement({
          sid: 'ReadRepository',
          actions: ['ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy'],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
      ],
    });
    Validations.of(githubOidcDeploy).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'Statements EcrAuthToken, ReadTaskDefinition, RegisterTaskDefinition and FindServiceLinkedRoles say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statement TagTaskDefinitionOnRegister says why.',
      },
    );
  }
}
