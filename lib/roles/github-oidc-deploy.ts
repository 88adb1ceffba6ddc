import { open } from '../iam/open.ts';
import { allow, trustWebIdentity } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Lets a GitHub Actions workflow push the image and deploy, without stored keys. */
export const githubOidcDeployRole = {
  id: 'github-oidc-deploy',
  title: 'GitHub Actions deploy role (OIDC)',
  name: open('<project>-github-deploy-role-<environment>'),
  recommended: false,
  purpose: 'Lets a GitHub Actions workflow push the image and deploy, without stored keys.',
  why: 'An alternative to CodePipeline for repositories on GitHub.',
  trust: [
    trustWebIdentity(
      'GitHubActionsAssume',
      'arn:<partition>:iam::<account>:oidc-provider/token.actions.githubusercontent.com',
      {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': '<oidcAudience>',
          'token.actions.githubusercontent.com:sub':
            'repo:<githubOwner>/<githubRepository>:environment:<githubEnvironment>',
        },
      },
    ),
  ],
  policies: [
    {
      name: 'DeployImages',
      statements: [
        allow('EcrAuthToken', ['ecr:GetAuthorizationToken'], ['*'], { why: '' }),
        allow(
          'EcrPullPush',
          [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:CompleteLayerUpload',
            'ecr:GetDownloadUrlForLayer',
            'ecr:InitiateLayerUpload',
            'ecr:PutImage',
            'ecr:UploadLayerPart',
          ],
          ['arn:<partition>:ecr:<region>:<account>:repository/<repository>'],
          { why: '' },
        ),
      ],
    },
    {
      name: 'DeployService',
      statements: [
        allow('ReadTaskDefinition', ['ecs:DescribeTaskDefinition'], ['*'], { why: '' }),
        allow('RegisterTaskDefinition', ['ecs:RegisterTaskDefinition'], ['*'], { why: '' }),
        allow(
          'TagTaskDefinitionOnRegister',
          ['ecs:TagResource'],
          ['arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*'],
          {
            why: '',
            conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
          },
        ),
        allow(
          'DeployService',
          ['ecs:DescribeServices', 'ecs:UpdateService'],
          ['arn:<partition>:ecs:<region>:<account>:service/<cluster>/<service>'],
          { why: '' },
        ),
        allow(
          'PassTaskRoles',
          ['iam:PassRole'],
          [
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-execution-role-<environment>',
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-task-role-<environment>',
          ],
          {
            why: '',
            conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
          },
        ),
      ],
    },
  ],
  options: {
    branchSubject: {
      summary:
        'Trusts a branch instead of a GitHub environment: sub becomes repo:<githubOwner>/<githubRepository>:ref:refs/heads/<branch>. Never repo:<githubOwner>/*, never without sub.',
      statements: [],
      trust: [
        trustWebIdentity(
          'GitHubActionsAssume',
          'arn:<partition>:iam::<account>:oidc-provider/token.actions.githubusercontent.com',
          {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': '<oidcAudience>',
              'token.actions.githubusercontent.com:sub':
                'repo:<githubOwner>/<githubRepository>:ref:refs/heads/<branch>',
            },
          },
        ),
      ],
    },
    runTask: {
      summary: 'One-off task (migration) before the deploy.',
      policy: 'DeployService',
      statements: [
        allow(
          'RunTask',
          ['ecs:RunTask'],
          [
            'arn:<partition>:ecs:<region>:<account>:task-definition/<family>',
            'arn:<partition>:ecs:<region>:<account>:task-definition/<family>:*',
          ],
          {
            why: '',
            conditions: {
              ArnEquals: {
                'ecs:cluster': 'arn:<partition>:ecs:<region>:<account>:cluster/<cluster>',
              },
            },
          },
        ),
        allow(
          'TagTaskOnRun',
          ['ecs:TagResource'],
          ['arn:<partition>:ecs:<region>:<account>:task/<cluster>/*'],
          { why: '', conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } },
        ),
        allow(
          'WatchTasks',
          ['ecs:DescribeTasks', 'ecs:StopTask'],
          ['arn:<partition>:ecs:<region>:<account>:task/<cluster>/*'],
          { why: '' },
        ),
      ],
    },
  },
  oidcProvider: {
    url: 'https://token.actions.githubusercontent.com',
    audience: open('<oidcAudience>'),
  },
  notGranted: [],
  sources: [
    'Configuring OpenID Connect in Amazon Web Services — https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
    'Create a role for OIDC federation — https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'amazon-ecs-deploy-task-definition, permissions — https://github.com/aws-actions/amazon-ecs-deploy-task-definition',
    'Immutable subject claims for GitHub Actions OIDC tokens — https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/',
  ],
} as const satisfies Role;
