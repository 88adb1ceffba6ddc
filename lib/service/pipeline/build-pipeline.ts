import { UserError } from '../../errors.ts';
import type { Environment } from '../../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { template } from '../../iam/template-string.ts';
import { isGiven, isOn } from '../choose-roles.ts';
import type { Service } from '../types.ts';
import { buildProjects, buildVariables } from './build-projects.ts';
import { stages } from './stages.ts';
import type { Pipeline } from './types.ts';

/**
 * Makes the pipeline that belongs to a model: undefined where the CodeBuild or CodePipeline role
 * was left out, for there is then nothing to run it with. `inline` writes the values that stand in
 * the model as text.
 *
 * @throws UserError `ExecutionRoleMissing` where the task definition would have no execution role.
 */
export function buildPipeline(
  { answers, chosen, model }: Pick<Service, 'answers' | 'chosen' | 'model'>,
  inline: <From extends object>(from: From) => From,
): Pipeline | undefined {
  const roleName = (id: string) => model.roles.find((role) => role.id === id)?.name;
  const pipelineRole = roleName('codepipeline');
  const buildRole = roleName('codebuild');
  if (pipelineRole === undefined || buildRole === undefined) return undefined;
  if (roleName('task-execution') === undefined) throw withoutExecutionRole();
  const { source, deploy } = answers;
  // Both roles may: the build role reads the roles, the pipeline's role starts that build.
  const validates =
    isOn(chosen, 'codebuild', 'validateRoles') && isOn(chosen, 'codepipeline', 'validateStage');
  const kind = { source, deploy, validates };
  const drafted = inline({
    name: template('<pipelineName>'),
    deploy,
    source,
    pipelineRole,
    buildRole,
    bucket: {
      name: template('<artifactBucket>'),
      given: isGiven(answers, 'artifactBucket'),
      ...(isGiven(answers, 'artifactKmsKeyId') && { kmsKeyId: template('<artifactKmsKeyId>') }),
      expireAfter: 30,
    },
    projects: buildProjects(kind, buildVariables(model)),
    stages: stages(kind),
  });
  const used = new Set<Placeholder>(['approval', ...placeholdersIn(drafted)]);
  return { ...drafted, placeholders: PLACEHOLDER_NAMES.filter((one) => used.has(one)) };
}

/** Fargate pulls the image and writes the log with the execution role. */
function withoutExecutionRole(): UserError {
  return new UserError(
    'ExecutionRoleMissing',
    'The pipeline deploys a task definition, and role task-execution, which starts its tasks, is not among the roles.',
    'Add task-execution to --roles.',
  );
}

/** The placeholders that the pipeline needs and an environment has no value for, such as connectionId. */
export function missingForPipeline(
  { placeholders }: Pipeline,
  { values }: Environment,
): readonly Placeholder[] {
  return placeholders.filter(
    (placeholder) => values[placeholder] === undefined && !placeholderSpec(placeholder).atDeploy,
  );
}
