import type { BuildProject } from '../service/pipeline/types.ts';

/** The projects, itself among them, that differ from one by their environment alone: by name, role and values. */
export function alikeProjects(
  project: BuildProject,
  all: readonly BuildProject[],
): readonly BuildProject[] {
  const kind = kindOf(project);
  return all.filter((one) => kindOf(one) === kind);
}

function kindOf(project: BuildProject): string {
  const { name, role: _, environment: __, logGroup, variables, ...rest } = project;
  return JSON.stringify([
    rest,
    logGroup.retentionDays,
    logGroup.name === `/aws/codebuild/${name}`,
    variables.map((one) => one.name),
  ]);
}
