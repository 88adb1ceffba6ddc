import type { BuildProject } from '../../../service/pipeline/types.ts';
import { alikeProjects } from '../../alike-projects.ts';
import { text } from '../expression.ts';
import { attribute, type Block, block, type Expression, line, list } from '../hcl.ts';
import { printHcl } from '../print-hcl.ts';
import { eachOf, oneOf, type WriteValue, type Written } from './project-values.ts';

/** A buildspec that no source holds stands beside the definitions under this name. */
export const INLINE_BUILDSPEC = 'buildspec.yml';

/** `builds.tf`: the build projects, each with the log group that it writes to. */
export function projectsFile(projects: readonly BuildProject[], value: WriteValue): string {
  return printHcl(projectBlocks(projects, value));
}

/** Build projects, each with the log group that it writes to; those that are alike as one resource. */
export function projectBlocks(
  projects: readonly BuildProject[],
  value: WriteValue,
): readonly Block[] {
  const groups = new Map(projects.map((one) => [addressOf(one, projects).label, one]));
  return [...groups].flatMap(([label, project]) => {
    const alike = alikeProjects(project, projects);
    const each = alike.length > 1 ? eachOf(label, alike, value) : oneOf(project, value);
    return [
      ...(each.locals ? [block(['locals'], [each.locals])] : []),
      logGroup(label, project, each),
      projectBlock(label, project, each),
    ];
  });
}

/** The resource of a project: `aws_codebuild_project.validate["prod"]`. */
export function projectAddress(project: BuildProject, all: readonly BuildProject[]): string {
  const { label, key } = addressOf(project, all);
  return `aws_codebuild_project.${label}${key === undefined ? '' : `[${key}]`}`;
}

function addressOf(project: BuildProject, all: readonly BuildProject[]) {
  const { id, environment } = project;
  if (alikeProjects(project, all).length < 2) {
    return { label: environment === undefined ? id : `${id}_${environment.replaceAll('-', '_')}` };
  }
  return { label: id, key: environment === undefined ? 'var.environment' : `"${environment}"` };
}

function logGroup(label: string, { logGroup: { retentionDays } }: BuildProject, written: Written) {
  return block(
    ['resource', 'aws_cloudwatch_log_group', label],
    [
      ...written.first,
      attribute('name', written.logGroup),
      attribute('retention_in_days', line(String(retentionDays))),
    ],
  );
}

function projectBlock(label: string, project: BuildProject, written: Written): Block {
  const group = `aws_cloudwatch_log_group.${label}${written.key}.name`;
  return block(
    ['resource', 'aws_codebuild_project', label],
    [
      ...written.first,
      attribute('name', written.name),
      attribute('description', text(project.description)),
      attribute('service_role', written.role),
      attribute('build_timeout', line(String(project.timeout))),
      block(['artifacts'], [attribute('type', text('CODEPIPELINE'))]),
      block(
        ['source'],
        [attribute('type', text('CODEPIPELINE')), attribute('buildspec', buildspec(project))],
      ),
      environment(project, written),
      ...cache(project),
      block(['logs_config'], [block(['cloudwatch_logs'], [attribute('group_name', line(group))])]),
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

function environment(project: BuildProject, { variables }: Written): Block {
  return block(
    ['environment'],
    [
      attribute('type', text(project.type)),
      attribute('compute_type', text(project.computeType)),
      attribute('image', text(project.image)),
      attribute('privileged_mode', line(String(project.privileged))),
      ...variables,
    ],
  );
}
