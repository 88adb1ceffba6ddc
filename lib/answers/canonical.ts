import { PLACEHOLDER_NAMES, type PlaceholderValues } from '../iam/placeholders.ts';
import { orderValues } from './parse/placeholders.ts';
import { ROLE_IDS, ROLE_OPTIONS } from './parse/roles.ts';
import type { Answers, NamedResource } from './types.ts';
import { valuesIn } from './values-in.ts';

/**
 * The same answers in one order, however they were provided: equal answers are equal bytes.
 * A secret or parameter keeps an account or Region only where it is not the environments' own.
 */
export function inOneOrder(answers: Answers): Answers {
  return {
    ...answers,
    environments: answers.environments.map((one) => ({ ...one, values: orderValues(one.values) })),
    values: orderValues(answers.values),
    options: inOrder(answers.options, ROLE_OPTIONS),
    rolePolicies: byRole(answers.rolePolicies),
    existingRoles: inOrder(answers.existingRoles, Object.keys(answers.existingRoles).sort()),
    roleNames: byRole(answers.roleNames),
    roleOverrides: byRole(answers.roleOverrides),
    lists: inOrder(answers.lists, PLACEHOLDER_NAMES),
    tags: inOrder(answers.tags, Object.keys(answers.tags).sort()),
    secrets: answers.secrets.map((one) => atHome(one, answers)),
    parameters: answers.parameters.map((one) => atHome(one, answers)),
  };
}

/** Roles of presets come after those of the catalogue. */
function byRole<Value extends object>(object: Value): Value {
  return inOrder(object, [...new Set([...ROLE_IDS, ...Object.keys(object).sort()])]);
}

function inOrder<Value extends object>(object: Value, keys: readonly string[]): Value {
  const entries = new Map<string, unknown>(Object.entries(object));
  const ordered = keys.flatMap((key) => (entries.has(key) ? [[key, entries.get(key)]] : []));
  // The same keys and values as before: only their order differs.
  return Object.fromEntries(ordered) as Value;
}

function atHome(resource: NamedResource, answers: Answers): NamedResource {
  const { account, region, ...named } = resource;
  const own = (field: 'account' | 'region', value: string | undefined) =>
    answers.environments.every((one): boolean => {
      const place: PlaceholderValues = valuesIn(one, answers);
      return place[field] === value;
    });
  return {
    ...named,
    ...(account !== undefined && !own('account', account) && { account }),
    ...(region !== undefined && !own('region', region) && { region }),
  };
}
