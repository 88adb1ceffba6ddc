import type { TemplateString } from '../../../iam/template-string.ts';
import type { BuildProject } from '../../../service/pipeline/types.ts';
import { templateText, text } from '../expression.ts';
import { attribute, type Block, block, type Expression, line, list, object } from '../hcl.ts';
import { printHcl } from '../print-hcl.ts';

/** A buildspec that no source holds stands beside the definitions under this name. */
export const INLINE_BUILDSPEC = 'buildspec.yml';

/** Writes a value of the pipeline; the ARN of a role as the local that holds it. */
export type WriteValue = (value: TemplateString) => Expression;

/** `builds.tf`: the build projects, each with the log group that it writes to. */
export function projectsFile(projects: readonly BuildProject[], value: WriteValue): string {
  return printHcl(projectBlocks(projects, value));
}

/** Build projects, each with the log group that it writes to. */
export function projectBlocks(
  projects: readonly BuildProject[],
  value: WriteValue,
): readonly Block[] {
  return projects.flatMap((project) => [logGroup(project), projectBlock(project, value)]);
}

/** `validate` of the pipeline's own environment, `validate_prod` of another one. */
export function projectLabel({ id, environment }: BuildProject): string {
  return environment === undefined ? id : `${id}_${environment.replaceAll('-', '_')}`;
}

function logGroup(project: BuildProject): Block {
  const { name, retentionDays } = project.logGroup;
  return block(
    ['resource', 'aws_cloudwatch_log_group', projectLabel(project)],
    [
      attribute('name', templateText(name)),
      attribute('retention_in_days', line(String(retentionDays))),
    ],
  );
}

function projectBlock(project: BuildProject, value: WriteValue): Block {
  const label = projectLabel(project);
  return block(
    ['resource', 'aws_codebuild_project', label],
    [
      attribute('name', templateText(project.name)),
      attribute('description', text(project.description)),
      attribute('service_role', value(project.role.arn)),
      attribute('build_timeout', line(String(project.timeout))),
      block(['artifacts'], [attribute('type', text('CODEPIPELINE'))]),
      block(
        ['source'],
        [attribute('type', text('CODEPIPELINE')), attribute('buildspec', buildspec(project))],
      ),
      environment(project, value),
      ...cache(project),
      block(
        ['logs_config'],
        [
          block(
            ['cloudwatch_logs'],
            [attribute('group_name', line(`aws_cloudwatch_log_group.${label}.name`))],
          ),
        ],
      ),
    ],
  );
}

function cache({ cachesLayers }: BuildProject): readonly Block[] {
  if (!cachesLayers) return [];
  return [
    block(
      ['cache'],
      [
        attribute('type', text('LOCAL')),
        attribute('modes', list([text('LOCAL_DOCKER_LAYER_CACHE')])),
      ],
      "Docker's layers stay on the build host for the next build, where it is the same host.",
    ),
  ];
}

function buildspec({ buildspec }: BuildProject): Expression {
  if (buildspec.kind === 'file') return text(buildspec.path);
  // The hole is Terraform's, not ours.
  return line(`file("\${path.module}/${INLINE_BUILDSPEC}")`);
}

function environment(project: BuildProject, write: WriteValue): Block {
  return block(
    ['environment'],
    [
      attribute('type', text(project.type)),
      attribute('compute_type', text(project.computeType)),
      attribute('image', text(project.image)),
      attribute('privileged_mode', line(String(project.privileged))),
      variables(project, write),
    ],
  );
}

/** One variable is a block; of several, a map is easier to read. */
function variables({ variables }: BuildProject, write: WriteValue): Block {
  const [first, ...others] = variables;
  if (first !== undefined && others.length === 0) {
    return block(
      ['environment_variable'],
      [attribute('name', text(first.name)), attribute('value', write(first.value))],
    );
  }
  return block(
    ['dynamic', 'environment_variable'],
    [
      attribute('for_each', object(variables.map(({ name, value }) => [name, write(value)]))),
      block(
        ['content'],
        [
          attribute('name', line('environment_variable.key')),
          attribute('value', line('environment_variable.value')),
        ],
      ),
    ],
  );
}
