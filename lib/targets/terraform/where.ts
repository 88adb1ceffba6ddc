import type { Model, ModelRole, Where } from '../../iam/model.ts';
import { quotedKey } from './expression.ts';
import { attribute, comment, gap, type Item, line } from './hcl.ts';

/** `count = …` of a block that stands in home alone, or in the other environments alone. */
export function countItems(where: Where | undefined): readonly Item[] {
  return where === undefined ? [] : [attribute('count', line(chosen(where, '1', '0'))), gap];
}

/** One expression where something stands, and another one where it does not. */
export function chosen(where: Where, there: string, elsewhere: string): string {
  return where === 'home'
    ? `local.is_home ? ${there} : ${elsewhere}`
    : `local.is_home ? ${elsewhere} : ${there}`;
}

/** The key of the one instance of a block that has a count; '' of another one. */
export function keyOf(where: Where | undefined): string {
  return where === undefined ? '' : '[0]';
}

/** `local.is_home`, where something of the model depends on it. */
export function isHome({ home, roles }: Model): readonly Item[] {
  if (!roles.some(dependsOnPlace)) return [];
  return [
    comment('This environment has the pipeline, which serves the others too.'),
    attribute('is_home', line(`var.environment == ${quotedKey(home)}`)),
  ];
}

function dependsOnPlace({ where, inlinePolicies, managedPolicies }: ModelRole): boolean {
  const policies = [...inlinePolicies, ...managedPolicies];
  return [where, ...policies.map((policy) => policy.where)].some((one) => one !== undefined);
}
