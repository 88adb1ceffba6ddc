import { template } from '../iam/template-string.ts';
import { readArtifactKey, readArtifacts, readOwnArtifactKey } from './shared/artifacts.ts';
import { buildLogs, trustProject } from './shared/builds.ts';
import {
  deployService,
  passTaskRoles,
  readTaskDefinition,
  registerTaskDefinition,
  scopedRegistration,
  tagTaskDefinitionOnRegister,
  watchService,
} from './shared/deploy.ts';
import { nativeDeploymentOptions } from './shared/native-deployments.ts';
import type { Role } from './types.ts';

/** The role of the build that deploys to one environment what another build made. */
export const codebuildDeployRole = {
  id: 'codebuild-deploy',
  title: 'CodeBuild deployment role',
  name: template('<project>-codebuild-deploy-role-<environment>'),
  recommended: false,
  follows: true,
  purpose:
    'Lets the buildspec of the deployment register the task definition and update the service of one environment. It builds no image and pushes none.',
  why: 'A pipeline that serves several environments has it with --deploy build: the image is built once, by a role that deploys nothing, and each environment is deployed by a role of its own.',
  risk: 'Whoever changes the source or the buildspec deploys with it, to this environment only: any image that the execution role can pull, with the task role and the injected secrets. The approval holds production back (--approval).',
  trust: [trustProject('<deployProject>')],
  policies: [
    buildLogs('<deployProject>'),
    { name: 'BuildArtifacts', statements: [readArtifacts] },
    {
      name: 'BuildDeploy',
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
    artifactKmsKey: readArtifactKey('BuildArtifacts'),
    ownArtifactKey: readOwnArtifactKey('BuildArtifacts'),
    scopedRegisterTaskDefinition: scopedRegistration('BuildDeploy'),
    ...nativeDeploymentOptions('BuildDeploy'),
  },
  notGranted: [
    {
      action: 'ecr:PutImage',
      reason: 'The image is built and pushed once, in the environment that has the pipeline.',
    },
  ],
  sources: [
    'Allow CodeBuild to interact with other AWS services: https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html',
    'Grant permission to tag resources on creation: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
    'Service Authorization Reference, Amazon ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  ],
} as const satisfies Role;
