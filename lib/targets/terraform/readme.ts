import type { Service } from '../../service/types.ts';
import { quoted } from '../../templates.ts';
import { pipelinePlaces } from '../pipeline-places.ts';
import { exampleEnvironment, exampleRole, targetReadme } from '../target-readme.ts';
import type { TargetReadme } from '../types.ts';
import { roleLabel } from './labels.ts';
import { sharedFolder } from './shared-files.ts';

/** What the generated documents say about this target. */
export function readme(service: Service): TargetReadme {
  const {
    model: { project, roles },
    pipeline,
    environments,
    shared,
  } = service;
  const role = exampleRole(roles);
  return targetReadme('terraform', {
    project: quoted.text(project),
    environment: quoted.sh(environments[0]?.name ?? ''),
    usedIn: quoted.text(exampleEnvironment(service)),
    roleFile: quoted.code(`iam/modules/roles/${role === undefined ? '' : roleLabel(role)}.tf`),
    arnOutput: quoted.text(role === undefined ? '' : `role_arns.${roleLabel(role)}`),
    hasShared: shared.length > 0,
    sharedFolder: quoted.sh(sharedFolder(shared[0] ?? {})),
    ...pipelinePlaces(service),
    awayNames: quoted.text(
      pipeline?.elsewhere.map(({ environment }) => environment).join(', ') ?? '',
    ),
    hasPipeline: pipeline !== undefined,
    makesBucket: pipeline?.bucket.existing === false,
  });
}
