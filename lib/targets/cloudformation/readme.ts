import type { Service } from '../../service/types.ts';
import { quoted } from '../../templates.ts';
import { stackReadmeView } from '../stacks.ts';
import { exampleRole, targetReadme } from '../target-readme.ts';
import type { TargetReadme } from '../types.ts';
import { sharedPath } from './paths.ts';
import { roleLogicalId } from './roles.ts';

/** What the generated documents say about this target. */
export function readme(service: Service): TargetReadme {
  const { model, environments, shared } = service;
  const [unit] = shared;
  const role = exampleRole(model.roles);
  return targetReadme('cloudformation', {
    ...stackReadmeView(service),
    environment: quoted.text(environments[0]?.name ?? ''),
    sharedFile: quoted.code(unit === undefined ? '' : sharedPath(unit)),
    sharedPath: quoted.text(unit === undefined ? '' : sharedPath(unit)),
    roleTitle: quoted.text(role?.title ?? ''),
    arnOutput: quoted.text(role === undefined ? '' : `${roleLogicalId(role)}Arn`),
  });
}
