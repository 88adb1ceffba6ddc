import { shown, UserError } from '../errors.ts';
import { partitionOfRegion } from '../iam/partitions.ts';
import { alternatives } from './parse/basic.ts';
import { selectedRoles } from './selected-roles.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, EnvironmentAnswers, Preset } from './types.ts';
import { valuesIn } from './values-in.ts';

/**
 * Answers in which each environment has the boundary that a preset demands, once its account is
 * known: the ARN of a customer managed policy holds it.
 */
export function withBoundary(answers: Answers, presets: readonly Preset[]): Answers {
  const boundary = boundaryOf(presets);
  if (boundary === undefined) return answers;
  const environments = answers.environments.map((environment): EnvironmentAnswers => {
    const own = valuesIn(environment, answers);
    const arn = filled(boundary, own);
    if (own.permissionsBoundary !== undefined || arn === undefined) return environment;
    return { ...environment, values: { ...environment.values, permissionsBoundary: arn } };
  });
  return { ...answers, environments };
}

function boundaryOf(presets: readonly Preset[]): string | undefined {
  return presets.findLast(({ rules }) => rules.boundary !== undefined)?.rules.boundary;
}

function filled(
  boundary: string,
  { account, region, partition }: EnvironmentAnswers['values'],
): string | undefined {
  if (account === undefined && boundary.includes('<account>')) return undefined;
  const real = partition ?? (region === undefined ? undefined : partitionOfRegion(region)) ?? 'aws';
  return boundary.replaceAll('<account>', account ?? '').replaceAll('<partition>', real);
}

/** What presets demand of answers and these do not have, each with its place. */
export function presetFaults(
  answers: Answers,
  entries: readonly Entry[],
  presets: readonly Preset[],
): readonly UserError[] {
  return presets.flatMap((preset) => [
    ...tagFaults(answers, entries, preset),
    ...forbiddenFaults(answers, entries, preset),
    ...answers.environments.flatMap((one) => placeFaultsOf(one, answers, { entries, preset })),
  ]);
}

/** True where a text matches a pattern with `*`. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}

function tagFaults(
  { tags }: Answers,
  entries: readonly Entry[],
  { name, rules }: Preset,
): readonly UserError[] {
  return Object.entries(rules.tags).flatMap(([key, pattern]) => {
    const value = tags[key];
    const example = pattern.replaceAll('*', '') || 'VALUE';
    if (value === undefined) {
      const message = `Preset ${name} demands the tag '${key}' on every role, and none is given.`;
      return [new UserError('RequiredByPreset', message, `Give --tag ${key}=${example}.`)];
    }
    if (matches(pattern, value)) return [];
    const at = placeOf(entries, ['tags', key]);
    const message = `${at}: Preset ${name} demands that the tag '${key}' matches ${shown(pattern)}, and ${shown(value)} does not.`;
    return [new UserError('RefusedByPreset', message, `Give --tag ${key}=${example}.`)];
  });
}

function forbiddenFaults(
  answers: Answers,
  entries: readonly Entry[],
  { name, rules: { forbidden } }: Preset,
): readonly UserError[] {
  const roles = selectedRoles(answers).filter((id) => forbidden.roles.includes(id));
  const grants = new Set(answers.grants.map(({ preset }) => preset));
  return [
    ...[...grants]
      .filter((id) => forbidden.grants.includes(id))
      .map((id) => refused(placeOf(entries, ['grants']), name, `grant ${id}`)),
    ...roles.map((id) => refused(placeOf(entries, ['roles']), name, `role ${id}`)),
  ];
}

/** The fault of something that a preset forbids. */
export function refused(at: string, preset: string, what: string): UserError {
  const hint = 'Leave it out, or ask whoever keeps the preset.';
  return new UserError('RefusedByPreset', `${at}: Preset ${preset} forbids ${what}.`, hint);
}

function placeFaultsOf(
  environment: EnvironmentAnswers,
  answers: Answers,
  { entries, preset }: { readonly entries: readonly Entry[]; readonly preset: Preset },
): readonly UserError[] {
  const { name, rules } = preset;
  const { region, account, permissionsBoundary } = valuesIn(environment, answers);
  const at = (value: string) =>
    placeOf(entries, ['environments', environment.name, value], ['values', value]);
  const accounts = rules.accounts[environment.name];
  const where = `environment ${environment.name}`;
  const faults: UserError[] = [];
  if (region !== undefined && rules.regions && !rules.regions.includes(region)) {
    const message = `${at('region')}: Preset ${name} allows ${alternatives(rules.regions)}, and ${where} is in ${region}.`;
    faults.push(new UserError('RefusedByPreset', message, 'Give one of these Regions.'));
  }
  if (account !== undefined && accounts && !accounts.includes(account)) {
    const message = `${at('account')}: Preset ${name} has ${where} in account ${alternatives(accounts)}, not ${account}.`;
    faults.push(new UserError('RefusedByPreset', message, 'Leave the account out, or correct it.'));
  }
  if (rules.boundary === undefined) return faults;
  const wanted = filled(rules.boundary, valuesIn(environment, answers));
  if (permissionsBoundary === undefined) {
    const message = `Preset ${name} demands the boundary ${rules.boundary}, and the account of ${where} is not given.`;
    const hint = `Give --set ${environment.name}.account=ACCOUNT.`;
    faults.push(new UserError('RequiredByPreset', message, hint));
  } else if (wanted !== undefined && permissionsBoundary !== wanted) {
    const message = `${at('permissionsBoundary')}: Preset ${name} demands the boundary ${wanted}, not ${permissionsBoundary}.`;
    faults.push(new UserError('RefusedByPreset', message, 'Leave the boundary out.'));
  }
  return faults;
}
