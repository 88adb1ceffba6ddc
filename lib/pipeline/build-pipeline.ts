import type { Answers, EnvironmentAnswers } from '../answers/types.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Environment, Model } from '../iam/model.ts';
import { open, substitute } from '../iam/open.ts';
import { type OpenPart, type PartValues, partSpec } from '../iam/parts.ts';
import { partsIn } from '../iam/parts-in.ts';
import { environmentValues, orderParts } from '../model/environment-values.ts';
import { switchedOptions } from '../model/switched-options.ts';
import { BUILD_VARIABLES, buildProjects } from './build-projects.ts';
import { stages } from './stages.ts';
import type { PipelineModel } from './types.ts';

/**
 * Makes the pipeline that belongs to a model: undefined where the CodeBuild or CodePipeline role
 * was left out, for there is then nothing to run it with.
 */
export function buildPipeline(answers: Answers, model: Model): PipelineModel | undefined {
  const roleName = (id: string) => model.roles.find((role) => role.id === id)?.name;
  const pipelineRole = roleName('codepipeline');
  const buildRole = roleName('codebuild');
  if (pipelineRole === undefined || buildRole === undefined) return undefined;
  const given = [answers.values, ...answers.environments.map((one) => one.values)];
  const has = (part: OpenPart) => given.some((values) => values[part] !== undefined);
  const kind = { source: answers.source, deploy: answers.deploy, validates: validates(answers) };
  const drafted: PipelineModel = {
    name: open('<pipelineName>'),
    deploy: answers.deploy,
    source: answers.source,
    pipelineRole,
    buildRole,
    bucket: {
      name: open('<artifactBucket>'),
      given: has('artifactBucket'),
      ...(has('artifactKmsKeyId') && { kmsKeyId: open('<artifactKmsKeyId>') }),
      expireAfter: 30,
    },
    projects: buildProjects(kind, BUILD_VARIABLES),
    stages: stages(kind),
    parts: [],
    environments: [],
  };
  const inlined: PartValues = {
    rolePath: answers.rolePath,
    ...(!has('artifactBucket') && { artifactBucket: '<artifactBucketPrefix>-<account>' }),
  };
  return withValues(inline(drafted, inlined), answers);
}

/** Both roles may: the build role reads the roles, the pipeline's role starts that build. */
function validates(answers: Answers): boolean {
  return (
    switchedOptions('codebuild', answers).includes('validateRoles') &&
    switchedOptions('codepipeline', answers).includes('validateStage')
  );
}

function inline(pipeline: PipelineModel, values: PartValues): PipelineModel {
  return mapStrings(pipeline, (value) => substitute(value, values));
}

function withValues(pipeline: PipelineModel, answers: Answers): PipelineModel {
  const parts = orderParts(['approval', ...partsIn(pipeline)]);
  const environments = answers.environments.map((environment) =>
    valuesOf(environment, answers, parts),
  );
  return { ...pipeline, parts, environments };
}

function valuesOf(
  environment: EnvironmentAnswers,
  answers: Answers,
  parts: readonly OpenPart[],
): Environment {
  const own: PartValues = {
    ...(answers.repositoryId !== '' && { repositoryId: answers.repositoryId }),
    approval: String(needsApproval(environment.name, answers.approval)),
    // Set as a part, for all environments or for one, it goes before the answer for all.
    ...answers.values,
    ...environment.values,
  };
  return environmentValues({ ...environment, values: own }, answers, parts).environment;
}

function needsApproval(environment: string, approval: Answers['approval']): boolean {
  return approval === 'auto' ? /^prod(uction)?$/i.test(environment) : approval === 'yes';
}

/** The parts that the pipeline needs and an environment has no value for, such as connectionId. */
export function missingForPipeline(pipeline: PipelineModel, environment: Environment): OpenPart[] {
  return pipeline.parts.filter(
    (part) => environment.values[part] === undefined && !partSpec(part).atDeploy,
  );
}
