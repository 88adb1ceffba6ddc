import { allow } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { inputOptions, networkOptions, sourceOptions } from './codebuild/options.ts';
import { ARTIFACT_BUCKET } from './shared/arns.ts';
import { artifactObjects, IN_OWN_ACCOUNT } from './shared/artifacts.ts';
import { buildLogs, publishReports, trustProject } from './shared/builds.ts';
import {
  deployService,
  passTaskRoles,
  readTaskDefinition,
  registerTaskDefinition,
  scopedRegistration,
  tagTaskDefinitionOnRegister,
  watchService,
} from './shared/deploy.ts';
import { ecrAuthToken, ecrPullPush } from './shared/images.ts';
import { nativeDeploymentOptions } from './shared/native-deployments.ts';
import type { Role, RoleOption } from './types.ts';

const NOTHING_BUILT =
  'The source is an image in ECR (--source ecr), so the build project builds no image.';

/** For a build that makes an image: the repository and the test reports. */
const imageOptions = {
  buildImages: {
    summary: 'The build pulls and pushes the image. It is on unless the source is an image.',
    policy: 'BuildImages',
    statements: [ecrAuthToken, ecrPullPush],
    whenOff: NOTHING_BUILT,
  },
  buildReports: {
    summary: 'The build publishes test reports. It is on unless the source is an image.',
    policy: 'BuildReports',
    statements: [
      publishReports(
        'TestReports',
        '<buildProject>',
        'CodeBuild creates a report group for the reports section of the buildspec and adds each report to it; without these actions the build fails even if its tests pass.',
      ),
    ],
    whenOff: NOTHING_BUILT,
  },
} as const satisfies Record<string, RoleOption>;

/** For a buildspec that deploys. */
const deployOptions = {
  deployFromBuild: {
    summary:
      'The buildspec registers the task definition and updates the service. It is on with --deploy build.',
    policy: 'BuildDeploy',
    statements: [
      readTaskDefinition,
      registerTaskDefinition,
      tagTaskDefinitionOnRegister,
      deployService,
      watchService,
      passTaskRoles,
    ],
    whenOff:
      'The build only pushes the image, and the pipeline deploys it; --deploy build grants it to this role.',
  },
  scopedRegisterTaskDefinition: scopedRegistration('BuildDeploy', 'deployFromBuild'),
  ...nativeDeploymentOptions('BuildDeploy', ['deployFromBuild']),
} as const satisfies Record<string, RoleOption>;

/** The role with which the commands of the buildspec run. */
export const codebuildRole = {
  id: 'codebuild',
  title: 'CodeBuild service role',
  belongsTo: 'home',
  name: template('<project>-codebuild-role-<environment>'),
  recommended: true,
  purpose:
    'Lets CodeBuild pull and push the image, write logs, read and write pipeline artifacts and publish test reports. Where the buildspec deploys, it also registers the task definition and updates the service.',
  why: 'Every CodeBuild project needs a service role. The permissions to deploy are a separate policy, which the role has only where the buildspec deploys.',
  trust: [trustProject('<buildProject>')],
  policies: [
    buildLogs('<buildProject>'),
    {
      name: 'BuildArtifacts',
      statements: [
        artifactObjects,
        allow('ArtifactBucket', ['s3:GetBucketAcl', 's3:GetBucketLocation'], [ARTIFACT_BUCKET], {
          why: 'CodeBuild checks the owner and the Region of the artifact bucket before it uploads.',
          conditions: IN_OWN_ACCOUNT,
        }),
      ],
    },
  ],
  options: {
    ...imageOptions,
    ...deployOptions,
    ...inputOptions,
    ...sourceOptions,
    ...networkOptions,
  },
  risk: 'Whoever changes the source or the buildspec runs commands with it. It can push an image, and pushing an image is running code, with the task role and the injected secrets. Protect the branch by reviews, and keep the approval before production (--approval).',
  notGranted: [],
  sources: [
    'Allow CodeBuild to interact with other AWS services: https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html',
    'Debug builds with Session Manager: https://docs.aws.amazon.com/codebuild/latest/userguide/session-manager.html',
    'Test report permissions: https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html',
    'Use Amazon VPC with CodeBuild, example policy: https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html',
    'Grant permission to tag resources on creation: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
    'Secret encryption and decryption in AWS Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    'AWS CodeStar Connections rename: https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html',
  ],
} as const satisfies Role;
