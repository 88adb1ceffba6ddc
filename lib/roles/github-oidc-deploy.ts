import { allow } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import {
  ENVIRONMENT_SUBJECT,
  PROVIDER,
  scheduleOptions,
  subjectOptions,
  workflowOptions,
} from './github-oidc-deploy/options.ts';
import { TASKS } from './shared/arns.ts';
import {
  deployService,
  passTaskRoles,
  RUN_TASK_SOURCE,
  readTaskDefinition,
  registerTaskDefinition,
  runTask,
  tagTaskDefinitionOnRegister,
  tagTaskOnRun,
  watchService,
} from './shared/deploy.ts';
import { ecrAuthToken, ecrPullPush } from './shared/images.ts';
import { nativeDeploymentOptions } from './shared/native-deployments.ts';
import type { Role } from './types.ts';

/** The role that a GitHub Actions workflow assumes with its OIDC token. */
export const githubOidcDeployRole = {
  id: 'github-oidc-deploy',
  title: 'GitHub Actions deploy role (OIDC)',
  name: template('<project>-github-deploy-role-<environment>'),
  recommended: false,
  purpose: 'Lets a GitHub Actions workflow push the image and deploy, without stored keys.',
  why: 'An alternative to CodePipeline for repositories on GitHub.',
  trust: [ENVIRONMENT_SUBJECT],
  policies: [
    { name: 'DeployImages', statements: [ecrAuthToken, ecrPullPush] },
    {
      name: 'DeployService',
      statements: [
        readTaskDefinition,
        registerTaskDefinition,
        tagTaskDefinitionOnRegister,
        deployService,
        watchService,
        passTaskRoles,
      ],
    },
  ],
  options: {
    ...subjectOptions,
    ...workflowOptions,
    ...nativeDeploymentOptions('DeployService'),
    ...scheduleOptions,
    runTask: {
      summary:
        'The workflow runs a one-off task, such as a migration, before it deploys. To stop it when the job is cancelled, the workflow starts it with the tags ecs-iam:project and ecs-iam:environment.',
      policy: 'DeployService',
      statements: [
        runTask,
        tagTaskOnRun,
        allow('WatchTasks', ['ecs:DescribeTasks'], [TASKS], {
          why: 'The workflow waits for the task to stop; the task ID is not known before.',
        }),
        allow('StopOwnTask', ['ecs:StopTask'], [TASKS], {
          why: 'The workflow stops the task when the job is cancelled; the conditions allow tasks with the tags of this service only.',
          conditions: {
            StringEquals: {
              'aws:ResourceTag/ecs-iam:project': '<project>',
              'aws:ResourceTag/ecs-iam:environment': '<environment>',
            },
          },
        }),
      ],
    },
  },
  oidcProvider: { url: `https://${PROVIDER}`, audience: template('<oidcAudience>') },
  risk: 'Whoever can run a workflow in the trusted GitHub environment or branch pushes images and deploys, which is running code with the task role and the injected secrets. Give the GitHub environment reviewers and allowed branches.',
  notGranted: [],
  sources: [
    RUN_TASK_SOURCE,
    'Configuring OpenID Connect in Amazon Web Services: https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
    'Create a role for OIDC federation: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'amazon-ecs-deploy-task-definition, permissions: https://github.com/aws-actions/amazon-ecs-deploy-task-definition',
    'Immutable subject claims for GitHub Actions OIDC tokens: https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
    'Tagging Amazon ECS resources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
  ],
} as const satisfies Role;
