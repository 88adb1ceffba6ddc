import type { Environment, Model } from '../../iam/model.ts';
import { OPEN_PARTS, type OpenPart, partSpec } from '../../iam/parts.ts';
import { partsInRoles } from '../../iam/parts-in.ts';
import type { PipelineModel } from '../../pipeline/types.ts';
import { isVariable } from './expression.ts';

/** A root module with a state of its own: what its variables and their values are printed from. */
export interface RootModule {
  readonly folder: 'iam' | 'pipeline';
  readonly project: string;
  /** The parts that its resources hold. */
  readonly parts: readonly OpenPart[];
  readonly environments: readonly Environment[];
}

/** `iam/`. What environments share stands in no state: its parts are not asked for. */
export function rolesModule({ project, roles, environments }: Model): RootModule {
  return { folder: 'iam', project, parts: partsInRoles(roles), environments };
}

/** `pipeline/`, which finds the roles by their names. */
export function pipelineModule(pipeline: PipelineModel, { project }: Model): RootModule {
  const { parts, environments } = pipeline;
  return { folder: 'pipeline', project, parts, environments };
}

/**
 * The parts that are input variables, in the order of PARTS: those of the resources, and the names
 * of project and environment.
 */
export function variableParts({ parts }: RootModule): readonly OpenPart[] {
  const used = new Set<OpenPart>(['project', 'environment', ...parts]);
  return OPEN_PARTS.filter((part) => used.has(part) && isVariable(part));
}

/** The value of a part that is the same in every environment by its nature. */
export function valueOfAll(part: OpenPart, module: RootModule): string | undefined {
  if (partSpec(part).scope !== 'once') return undefined;
  return part === 'project' ? module.project : module.environments[0]?.values[part];
}

/** True for a part that Terraform takes as a bool. */
export function isSwitch(part: OpenPart): boolean {
  return part === 'approval';
}
