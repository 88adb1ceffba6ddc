import type { Environment } from '../../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { isVariable } from './expression.ts';

/** A root module with a state of its own: what its variables and their values are printed from. */
export interface RootModule {
  readonly folder: 'iam' | 'pipeline';
  readonly project: string;
  /** The placeholders that its resources hold. */
  readonly placeholders: readonly Placeholder[];
  readonly environments: readonly Environment[];
}

/** `iam/`. What environments share stands in no state: its placeholders are not asked for. */
export function rolesModule({ model, environments }: Service): RootModule {
  const { project, roles } = model;
  return { folder: 'iam', project, placeholders: placeholdersIn(roles), environments };
}

/** `pipeline/`, which finds the roles by their names. */
export function pipelineModule({ placeholders }: Pipeline, service: Service): RootModule {
  const { model, environments } = service;
  return { folder: 'pipeline', project: model.project, placeholders, environments };
}

/**
 * The placeholders that are input variables, in the order of PLACEHOLDERS: those of the resources, and the names
 * of project and environment.
 */
export function variablePlaceholders({ placeholders }: RootModule): readonly Placeholder[] {
  const used = new Set<Placeholder>(['project', 'environment', ...placeholders]);
  return PLACEHOLDER_NAMES.filter(
    (placeholder) => used.has(placeholder) && isVariable(placeholder),
  );
}

/** The value of a placeholder that is the same in every environment by its nature. */
export function valueOfAll(placeholder: Placeholder, module: RootModule): string | undefined {
  if (placeholderSpec(placeholder).scope !== 'once') return undefined;
  return placeholder === 'project' ? module.project : module.environments[0]?.values[placeholder];
}

/** True for a placeholder that Terraform takes as a bool. */
export function isSwitch(placeholder: Placeholder): boolean {
  return placeholder === 'approval';
}
