import type { Service } from '../../service/types.ts';
import { quoted } from '../../templates.ts';
import { exampleRole, targetReadme } from '../target-readme.ts';
import type { TargetReadme } from '../types.ts';
import { roleLabel } from './labels.ts';
import { arnOutput } from './outputs-file.ts';

/** What the generated documents say about this target. */
export function readme({ model: { roles }, pipeline, environments }: Service): TargetReadme {
  const role = exampleRole(roles);
  return targetReadme('terraform', {
    environment: quoted.sh(environments[0]?.name ?? ''),
    roleFile: quoted.code(`iam/role_${role === undefined ? '' : roleLabel(role)}.tf`),
    arnOutput: quoted.text(role === undefined ? '' : arnOutput(role)),
    hasPipeline: pipeline !== undefined,
    makesBucket: pipeline?.bucket.existing === false,
  });
}
