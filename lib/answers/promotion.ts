import { UserError } from '../errors.ts';
import { existingRoleIds } from './existing-roles.ts';
import { hasPipeline, namedRoles, PIPELINE_ROLES } from './pipeline-roles.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';

/** The name of the environment that has the pipeline where one serves several. */
export function homeOf({ home, environments }: Pick<Answers, 'home' | 'environments'>): string {
  return home === '' ? (environments[0]?.name ?? '') : home;
}

/** False for a home that has the pipeline and no service, such as `tools`. */
export function hasService({ service }: EnvironmentAnswers): boolean {
  return service !== false;
}

/** True where a pipeline of AWS is made: it runs with two roles, and without either there is none. */
export function makesPipeline(answers: Answers): boolean {
  const named = [...namedRoles(answers.roles), ...existingRoleIds(answers)];
  return hasPipeline(answers.deploy) && PIPELINE_ROLES.every((id) => named.includes(id));
}

/** True where one pipeline builds once and deploys to several environments. */
export function promotes(answers: Answers): boolean {
  const { pipeline, environments } = answers;
  return pipeline === 'one' && environments.length > 1 && makesPipeline(answers);
}

/** The environment that has the pipeline. */
export function homeAnswers(answers: Answers): EnvironmentAnswers {
  const home = homeOf(answers);
  const found = answers.environments.find(({ name }) => name === home);
  if (found === undefined) throw new Error(`There is no environment '${home}'.`);
  return found;
}

/** The account of an environment, where the answers give it. */
export function accountOf({ values }: EnvironmentAnswers, answers: Answers): string | undefined {
  return values.account ?? answers.values.account;
}

/** True where one pipeline serves environments in several accounts. */
export function crossesAccounts(answers: Answers): boolean {
  if (!promotes(answers)) return false;
  return new Set(answers.environments.map((one) => accountOf(one, answers))).size > 1;
}

/** False for a home that has the pipeline and no service. */
export function homeServes(answers: Answers): boolean {
  return hasService(homeAnswers(answers));
}

/**
 * What cannot be one pipeline, or several: Regions that differ, a home whose account is not known
 * while another's is, the same branch twice.
 */
export function promotionFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  if (!makesPipeline(answers) || answers.environments.length < 2) return [];
  return promotes(answers)
    ? [...regionFaults(answers, entries), ...accountFaults(answers, entries)]
    : sourceFaults(answers, entries);
}

type ValueName = 'account' | 'region' | 'branch' | 'sourceKey' | 'sourceBucket';

function valueIn({ values }: Answers, environment: EnvironmentAnswers, name: ValueName) {
  return environment.values[name] ?? values[name];
}

function regionFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const known = answers.environments.flatMap(({ name, ...rest }) => {
    const region = valueIn(answers, { name, ...rest }, 'region');
    return region === undefined ? [] : [{ name, region }];
  });
  const [first] = known;
  const other = known.find(({ region }) => region !== first?.region);
  if (first === undefined || other === undefined) return [];
  const at = (name: string) =>
    placeOf(entries, ['environments', name, 'region'], ['values', 'region']);
  return [
    new UserError(
      'SeveralRegions',
      `One pipeline works in one Region, but ${first.name} is in ${first.region} (${at(first.name)}) and ${other.name} in ${other.region} (${at(other.name)}).`,
      'Give --pipeline each, with a branch for each environment.',
    ),
  ];
}

function accountFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const home = homeOf(answers);
  const accounts = answers.environments.map((one) => ({
    name: one.name,
    account: valueIn(answers, one, 'account'),
  }));
  const ofHome = accounts.find(({ name }) => name === home)?.account;
  const known = accounts.find(({ account }) => account !== undefined);
  const unknown = accounts.find(({ account }) => account === undefined);
  // Nothing is known, or everything: nobody has to guess whether two accounts are one.
  if (known === undefined || unknown === undefined) return [];
  const lacking = ofHome === undefined ? home : unknown.name;
  const at = placeOf(entries, ['environments', known.name, 'account'], ['values', 'account']);
  return [
    new UserError(
      'HomeAccountUnknown',
      `The account of ${known.name} is given (${at}), that of ${lacking} is not, and one pipeline serves both.`,
      `Give it with --set ${lacking}.account=….`,
    ),
  ];
}

/** What starts a pipeline of its own for each environment must differ. */
function sourceFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const { source, environments } = answers;
  // The tag of an image is the environment's name.
  if (source === 'ecr') return [];
  const name = source === 's3' ? 'sourceKey' : 'branch';
  const seen = new Map<string, string>();
  for (const environment of environments) {
    const value = sourceIn(answers, environment);
    const other = seen.get(value);
    if (other !== undefined) {
      const at = placeOf(entries, ['environments', environment.name, name], ['values', name]);
      const what = source === 's3' ? 'object' : 'branch';
      return [
        new UserError(
          'SameSource',
          `The pipelines of ${other} and ${environment.name} would start from the same ${what} '${value}' (${at}).`,
          `Give each its own, with --set ${environment.name}.${name}=…, or leave out --pipeline each: one pipeline deploys to both.`,
        ),
      ];
    }
    seen.set(value, environment.name);
  }
  return [];
}

function sourceIn(answers: Answers, environment: EnvironmentAnswers): string {
  if (answers.source !== 's3') return valueIn(answers, environment, 'branch') ?? 'main';
  const object = (['sourceBucket', 'sourceKey'] as const).map(
    (name) => valueIn(answers, environment, name) ?? '',
  );
  return object.join('/');
}
