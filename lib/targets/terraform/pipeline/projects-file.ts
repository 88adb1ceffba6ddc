import type { TemplateString } from '../../../iam/template-string.ts';
import type { BuildProject, BuildVariable, Pipeline } from '../../../service/pipeline/types.ts';
import { templateText, text } from '../expression.ts';
import {
  attribute,
  type Block,
  block,
  comment,
  type Expression,
  type Item,
  line,
  object,
} from '../hcl.ts';
import { printHcl } from '../print-hcl.ts';

/** A buildspec that no source holds stands beside the definitions under this name. */
export const INLINE_BUILDSPEC = 'buildspec.yml';

/** `local.build_variables`: what the build projects have alike; nothing where they differ. */
export function buildVariables({ projects }: Pipeline, value: WriteValue): readonly Item[] {
  const [first, ...others] = projects;
  if (first === undefined || !others.every((one) => sameVariables(one, first))) return [];
  return [
    comment('What the buildspecs read from their environment.'),
    attribute('build_variables', variablesObject(first.variables, value)),
  ];
}

/** Writes a value of the pipeline; the ARN of a role as the local that holds it. */
export type WriteValue = (value: TemplateString) => Expression;

function sameVariables(one: BuildProject, other: BuildProject): boolean {
  return JSON.stringify(one.variables) === JSON.stringify(other.variables);
}

function variablesObject(variables: readonly BuildVariable[], write: WriteValue): Expression {
  return object(variables.map(({ name, value }) => [name, write(value)]));
}

/** `builds.tf`: the build projects. */
export function projectsFile(pipeline: Pipeline, value: WriteValue): string {
  const shared = buildVariables(pipeline, value).length > 0;
  return printHcl(
    pipeline.projects.map((project) =>
      projectBlock(
        project,
        shared ? line('local.build_variables') : variablesObject(project.variables, value),
      ),
    ),
  );
}

function projectBlock(project: BuildProject, variables: Expression): Block {
  return block(
    ['resource', 'aws_codebuild_project', project.id],
    [
      attribute('name', templateText(project.name)),
      attribute('description', text(project.description)),
      attribute('service_role', line('local.role_arns.codebuild')),
      attribute('build_timeout', line(String(project.timeout))),
      block(['artifacts'], [attribute('type', text('CODEPIPELINE'))]),
      block(
        ['source'],
        [attribute('type', text('CODEPIPELINE')), attribute('buildspec', buildspec(project))],
      ),
      environment(project, variables),
      block(
        ['logs_config'],
        [block(['cloudwatch_logs'], [attribute('group_name', templateText(project.logGroup))])],
      ),
    ],
  );
}

function buildspec({ buildspec }: BuildProject): Expression {
  if (buildspec.kind === 'file') return text(buildspec.path);
  // The hole is Terraform's, not ours.
  return line(`file("\${path.module}/${INLINE_BUILDSPEC}")`);
}

function environment(project: BuildProject, variables: Expression): Block {
  const variable = block(
    ['dynamic', 'environment_variable'],
    [
      attribute('for_each', variables),
      block(
        ['content'],
        [
          attribute('name', line('environment_variable.key')),
          attribute('value', line('environment_variable.value')),
        ],
      ),
    ],
  );
  return block(
    ['environment'],
    [
      attribute('type', text('LINUX_CONTAINER')),
      attribute('compute_type', text(project.computeType)),
      attribute('image', text(project.image)),
      attribute('privileged_mode', line(String(project.privileged))),
      variable,
    ],
  );
}
