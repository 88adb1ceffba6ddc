import {
  deployService,
  passTaskRoles,
  readTaskDefinition,
  registerTaskDefinition,
  scopedRegistration,
  tagTaskDefinitionOnRegister,
} from '../shared/deploy.ts';
import type { RoleOption } from '../types.ts';

/** The buildspec as the one that deploys. */
export const buildDeployOptions = {
  deployFromBuild: {
    summary:
      'The buildspec registers the task definition and updates the service. On when the build deploys (deploy kind build).',
    policy: 'BuildDeploy',
    statements: [
      readTaskDefinition,
      registerTaskDefinition,
      tagTaskDefinitionOnRegister,
      deployService,
      passTaskRoles,
    ],
    whenOff:
      'The build only builds and pushes the image; the pipeline deploys it. --deploy build grants it here.',
  },
  scopedRegisterTaskDefinition: scopedRegistration('BuildDeploy', 'deployFromBuild'),
} as const satisfies Record<string, RoleOption>;
