import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import { isPlaceholder, type Placeholder, type PlaceholderValues } from '../iam/placeholders.ts';
import { substitute, template } from '../iam/template-string.ts';
import { isRoleId, type RoleId } from '../roles/registry.ts';
import { parseArn } from './parse/arn.ts';
import { splitExistingRole } from './parse/existing-roles.ts';
import { valuesIn } from './places.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';

/** A role that is used and not made here: its ARN in one environment, or in all of them. */
interface ExistingRole {
  readonly key: string;
  readonly environment: string | undefined;
  readonly id: RoleId;
  readonly arn: string;
}

function existingRoles(answers: Answers): readonly ExistingRole[] {
  return Object.entries(answers.existingRoles).flatMap(([key, arn]) => {
    const { environment, role: id = '' } = splitExistingRole(key);
    return isRoleId(id) ? [{ key, environment, id, arn }] : [];
  });
}

/** The roles that exist already: they are used and not made. */
export function existingRoleIds(answers: Answers): ReadonlySet<RoleId> {
  const names = answers.environments.map(({ name }) => name);
  const ours = existingRoles(answers).filter(
    ({ environment }) => environment === undefined || names.includes(environment),
  );
  return new Set(ours.map(({ id }) => id));
}

/** The placeholder of an existing role's ARN, as `taskRoleArn`; undefined where nothing refers to the role. */
export function existingRolePlaceholder(id: RoleId): Placeholder | undefined {
  const name = `${id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}RoleArn`;
  return isPlaceholder(name) ? name : undefined;
}

/** The ARNs of the existing roles in one environment, each by its placeholder. */
export function existingRoleValues(
  { name: environment }: EnvironmentAnswers,
  answers: Answers,
): PlaceholderValues {
  const names = { project: answers.project, environment };
  const values = [...existingRoleIds(answers)].flatMap((id) => {
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
  const [first] = existingRoleIds(answers);
  const arn = first && existingRoleArn(first, name, answers);
  if (arn === undefined) return {};
  const { account, partition } = parseArn(arn, ['iam']);
  return { account, partition };
}

function existingRoleArn(id: RoleId, environment: string, { existingRoles }: Answers) {
  return existingRoles[`${environment}.${id}`] ?? existingRoles[id];
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
