import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import { substitute, template } from '../iam/template-string.ts';
import type { RoleId } from '../roles/registry.ts';
import {
  type ExistingRole,
  existingRoleArn,
  existingRoleIds,
  existingRolePlaceholder,
  existingRoles,
} from './existing-roles.ts';
import { parseArn } from './parse/arn.ts';
import { isMadeIn } from './promotion.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';
import { valuesIn } from './values-in.ts';

/** The ARNs of the existing roles in one environment, each by its placeholder. */
export function existingRoleValues(
  { name: environment }: EnvironmentAnswers,
  answers: Answers,
): PlaceholderValues {
  const names = { project: answers.project, environment };
  const values = existingRolesIn(environment, answers).flatMap((id) => {
    const placeholder = existingRolePlaceholder(id);
    const arn = existingRoleArn(id, environment, answers);
    if (placeholder === undefined || arn === undefined) return [];
    return [[placeholder, substitute(template(arn), names)]];
  });
  return Object.fromEntries(values);
}

/** Account and partition that the existing roles of an environment tell, where nothing else does. */
export function placeOfExisting(
  { name }: EnvironmentAnswers,
  answers: Answers,
): Pick<PlaceholderValues, 'account' | 'partition'> {
  const [first] = existingRolesIn(name, answers);
  const arn = first && existingRoleArn(first, name, answers);
  if (arn === undefined) return {};
  const { account, partition } = parseArn(arn, ['iam']);
  return { account, partition };
}

/**
 * What is wrong with the existing roles: one of an environment that there is not, one that only some
 * environments have, one of another account or partition than its environment's.
 */
export function existingRoleFaults(
  answers: Answers,
  entries: readonly Entry[],
): readonly UserError[] {
  return [
    ...existingRoles(answers).flatMap((role) => roleFaults(role, answers, entries)),
    ...gaps(answers),
  ];
}

/** Those of the existing roles that an environment has: some are home's alone, some of the others. */
function existingRolesIn(environment: string, answers: Answers): readonly RoleId[] {
  return [...existingRoleIds(answers)].filter((id) => isMadeIn(environment, id, answers));
}

function roleFaults(
  { key, environment, id, arn }: ExistingRole,
  answers: Answers,
  entries: readonly Entry[],
): readonly UserError[] {
  const entry = entries.find(({ path }) => path[0] === 'existingRoles' && path[1] === key);
  const at = placeOf(entries, ['existingRoles', key]);
  const names = answers.environments.map(({ name }) => name);
  if (environment !== undefined && !names.includes(environment)) {
    // A file may keep the role of an environment that a flag left out.
    if (entry?.from !== 'flag') return [];
    const message = `${at}: There is no environment ${shown(environment)}.`;
    const hint = didYouMean(environment, names, `Environments: ${names.join(', ')}.`);
    return [new UserError('UnknownEnvironment', message, hint)];
  }
  const found = parseArn(arn, ['iam']);
  return answers.environments
    .filter(({ name }) => environment === undefined || environment === name)
    .filter(({ name }) => isMadeIn(name, id, answers))
    .flatMap((one) => {
      if (environment === undefined && answers.existingRoles[`${one.name}.${key}`]) return [];
      const values = { ...placeOfExisting(one, answers), ...valuesIn(one, answers) };
      const field = (['partition', 'account'] as const).find(
        (name) => values[name] !== undefined && values[name] !== found[name],
      );
      if (field === undefined) return [];
      const message = `${at}: ${shown(arn)} has ${field} ${found[field]}, but environment ${one.name} has ${values[field]}.`;
      const hint = `Give the role of each environment: --existing-role ${one.name}.${id}=ARN`;
      return [new UserError('ArnElsewhere', message, hint)];
    });
}

/** One fault for each role that exists in some environments and not in others. */
function gaps(answers: Answers): readonly UserError[] {
  return [...existingRoleIds(answers)].flatMap((id) => {
    const lacking = answers.environments
      .map(({ name }) => name)
      .filter((name) => isMadeIn(name, id, answers))
      .filter((name) => existingRoleArn(id, name, answers) === undefined);
    const [first] = lacking;
    if (first === undefined) return [];
    return [
      new UserError(
        'ExistingRoleMissing',
        `Role ${id} exists in some environments, and no ARN of it is given for ${lacking.join(', ')}.`,
        `Give it with --existing-role ${first}.${id}=ARN, or one for all with --existing-role ${id}=ARN.`,
      ),
    ];
  });
}
