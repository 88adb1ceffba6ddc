import type { Service } from '../../service/types.ts';
import { quoted } from '../../templates.ts';
import { stackReadmeView } from '../stacks.ts';
import { exampleRole, targetReadme } from '../target-readme.ts';
import type { TargetReadme } from '../types.ts';
import { projectsStacks } from './pipeline/projects-stack-file.ts';
import { roleClass, roleProperty } from './role-names.ts';
import { sharedStacks } from './shared-stack-file.ts';

/** What the generated documents say about this target. */
export function readme(service: Service): TargetReadme {
  const [shared] = sharedStacks(service);
  const role = exampleRole(service.model.roles);
  return targetReadme('cdk', {
    ...stackReadmeView(service),
    roleFile: quoted.code(`iam/lib/roles/${role?.id ?? ''}.ts`),
    roleClass: quoted.text(role === undefined ? '' : roleClass(role)),
    isOptional: role?.where !== undefined,
    roleProperty: quoted.text(role === undefined ? '' : roleProperty(role)),
    hasProjectsElsewhere: projectsStacks(service).length > 0,
    sharedFile: quoted.code(`iam/lib/${shared?.file ?? ''}.ts`),
  });
}
