import type { Answers, EnvironmentAnswers } from '../../answers/types.ts';
import { mapStrings } from '../../iam/map-strings.ts';
import type { Environment, Model } from '../../iam/model.ts';
import {
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { substitute, template } from '../../iam/template-string.ts';
import { environmentValues, orderPlaceholders } from '../environment-values.ts';
import { switchedOptions } from '../switched-options.ts';
import { BUILD_VARIABLES, buildProjects } from './build-projects.ts';
import { stages } from './stages.ts';
import type { Pipeline } from './types.ts';

/**
 * Makes the pipeline that belongs to a model: undefined where the CodeBuild or CodePipeline role
 * was left out, for there is then nothing to run it with.
 */
export function buildPipeline(answers: Answers, model: Model): Pipeline | undefined {
  const roleName = (id: string) => model.roles.find((role) => role.id === id)?.name;
  const pipelineRole = roleName('codepipeline');
  const buildRole = roleName('codebuild');
  if (pipelineRole === undefined || buildRole === undefined) return undefined;
  const given = [answers.values, ...answers.environments.map((one) => one.values)];
  const has = (placeholder: Placeholder) =>
    given.some((values) => values[placeholder] !== undefined);
  const kind = { source: answers.source, deploy: answers.deploy, validates: validates(answers) };
  const drafted: Pipeline = {
    name: template('<pipelineName>'),
    deploy: answers.deploy,
    source: answers.source,
    pipelineRole,
    buildRole,
    bucket: {
      name: template('<artifactBucket>'),
      given: has('artifactBucket'),
      ...(has('artifactKmsKeyId') && { kmsKeyId: template('<artifactKmsKeyId>') }),
      expireAfter: 30,
    },
    projects: buildProjects(kind, BUILD_VARIABLES),
    stages: stages(kind),
    placeholders: [],
    environments: [],
  };
  const inlined: PlaceholderValues = {
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

function inline(pipeline: Pipeline, values: PlaceholderValues): Pipeline {
  return mapStrings(pipeline, (value) => substitute(value, values));
}

function withValues(pipeline: Pipeline, answers: Answers): Pipeline {
  const placeholders = orderPlaceholders(['approval', ...placeholdersIn(pipeline)]);
  const environments = answers.environments.map((environment) =>
    valuesOf(environment, answers, placeholders),
  );
  return { ...pipeline, placeholders, environments };
}

function valuesOf(
  environment: EnvironmentAnswers,
  answers: Answers,
  placeholders: readonly Placeholder[],
): Environment {
  const own: PlaceholderValues = {
    ...(answers.repositoryId !== '' && { repositoryId: answers.repositoryId }),
    approval: String(needsApproval(environment.name, answers.approval)),
    // Set as a placeholder, for all environments or for one, it goes before the answer for all.
    ...answers.values,
    ...environment.values,
  };
  return environmentValues({ ...environment, values: own }, answers, placeholders).environment;
}

function needsApproval(environment: string, approval: Answers['approval']): boolean {
  return approval === 'auto' ? /^prod(uction)?$/i.test(environment) : approval === 'yes';
}

/** The placeholders that the pipeline needs and an environment has no value for, such as connectionId. */
export function missingForPipeline(pipeline: Pipeline, environment: Environment): Placeholder[] {
  return pipeline.placeholders.filter(
    (placeholder) =>
      environment.values[placeholder] === undefined && !placeholderSpec(placeholder).atDeploy,
  );
}
