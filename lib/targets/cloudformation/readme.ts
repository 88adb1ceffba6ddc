import { pipelineStackName, sharedStackName, stackName } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { quoted } from '../../templates.ts';
import { emptyBucketLines } from '../empty-bucket.ts';
import { environmentWord } from '../environment-word.ts';
import { exampleRole, targetReadme } from '../target-readme.ts';
import type { TargetReadme } from '../types.ts';
import { sharedPath } from './paths.ts';
import { roleLogicalId } from './roles.ts';

/** What the generated documents say about this target. */
export function readme({ model, pipeline, environments, shared }: Service): TargetReadme {
  const { project, roles } = model;
  const [unit] = shared;
  const environment = environments[0]?.name ?? '';
  const role = exampleRole(roles);
  return targetReadme('cloudformation', {
    environment: quoted.text(environment),
    hasShared: unit !== undefined,
    sharedFile: quoted.code(unit === undefined ? '' : sharedPath(unit)),
    sharedPath: quoted.text(unit === undefined ? '' : sharedPath(unit)),
    sharedStack: quoted.text(sharedStackName(project, unit?.name)),
    stack: quoted.text(stackName(project, environment)),
    roleTitle: quoted.text(role?.title ?? ''),
    arnOutput: quoted.text(role === undefined ? '' : `${roleLogicalId(role)}Arn`),
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
