import { pipelineStackName, stackName } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { quoted } from '../../templates.ts';
import { emptyBucketLines } from '../empty-bucket.ts';
import { environmentWord } from '../environment-word.ts';
import { exampleRole, targetReadme } from '../target-readme.ts';
import type { TargetReadme } from '../types.ts';
import { roleClass, roleProperty } from './role-names.ts';
import { sharedStacks } from './shared-stack-file.ts';

/** What the generated documents say about this target. */
export function readme(service: Service): TargetReadme {
  const { model, pipeline, environments } = service;
  const { project, roles } = model;
  const [shared] = sharedStacks(service);
  const role = exampleRole(roles);
  return targetReadme('cdk', {
    stack: quoted.text(stackName(project, environments[0]?.name ?? '')),
    roleFile: quoted.code(`iam/lib/roles/${role?.id ?? ''}.ts`),
    roleClass: quoted.text(role === undefined ? '' : roleClass(role)),
    roleProperty: quoted.text(role === undefined ? '' : roleProperty(role)),
    hasShared: shared !== undefined,
    sharedFile: quoted.code(`iam/lib/${shared?.file ?? ''}.ts`),
    sharedStack: quoted.text(shared?.stackName ?? ''),
    hasPipeline: pipeline !== undefined,
    makesBucket: pipeline?.bucket.existing === false,
    emptyBucket: quoted.text(
      pipeline === undefined ? '' : emptyBucketLines(pipeline, environments),
    ),
    pipelineStack: quoted.text(
      environmentWord(environments, ({ name }) => pipelineStackName(project, name)),
    ),
  });
}
