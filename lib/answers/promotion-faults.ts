import { UserError } from '../errors.ts';
import { accountOf, crossesAccounts } from './accounts.ts';
import { homeAnswers, homeOf, makesPipeline, promotes } from './promotion.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';
import { valuesIn } from './values-in.ts';

/**
 * What cannot be one pipeline, or several: Regions that differ, a home whose account is not known
 * while another's is, the same branch twice.
 */
export function promotionFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  if (!makesPipeline(answers) || answers.environments.length < 2) return [];
  return promotes(answers)
    ? [
        ...regionFaults(answers, entries),
        ...accountFaults(answers, entries),
        ...branchFaults(answers, entries),
      ]
    : sourceFaults(answers, entries);
}

function regionFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const known = answers.environments.flatMap((one) => {
    const { region } = valuesIn(one, answers);
    return region === undefined ? [] : [{ name: one.name, region }];
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
    account: accountOf(one, answers),
    isGiven: valuesIn(one, answers).account !== undefined,
  }));
  const known = accounts.find(({ account }) => account !== undefined);
  const unknown = accounts.filter(({ account }) => account === undefined);
  const [first] = unknown;
  // Nothing is known, or everything: nobody has to guess whether two accounts are one.
  if (known === undefined || first === undefined) return [];
  // The ARN of a role that exists tells an account too; it need not be the only one.
  if (accounts.every(({ isGiven }) => !isGiven) && !crossesAccounts(answers)) return [];
  const lacking = unknown.find(({ name }) => name === home)?.name ?? first.name;
  const at = known.isGiven
    ? placeOf(entries, ['environments', known.name, 'account'], ['values', 'account'])
    : '--existing-role';
  return [
    new UserError(
      'HomeAccountUnknown',
      `The account of ${known.name} is given (${at}), that of ${lacking} is not, and one pipeline serves both.`,
      `Give it with --set ${lacking}.account=….`,
    ),
  ];
}

/** A branch of another environment than home, which would start nothing. */
function branchFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  if (answers.source === 's3' || answers.source === 'ecr') return [];
  const home = homeAnswers(answers);
  const branch = branchIn(home, answers);
  const other = answers.environments.find((one) => (one.values.branch ?? branch) !== branch);
  if (other === undefined) return [];
  const at = placeOf(entries, ['environments', other.name, 'branch']);
  return [
    new UserError(
      'SeveralBranches',
      `One pipeline starts from one branch, '${branch}', but ${other.name} has '${other.values.branch}' (${at}).`,
      'Give --pipeline each, or one branch with --set branch=….',
    ),
  ];
}

function branchIn(environment: EnvironmentAnswers, answers: Answers): string {
  return valuesIn(environment, answers).branch ?? 'main';
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
  if (answers.source !== 's3') return branchIn(environment, answers);
  const { sourceBucket = '', sourceKey = '' } = valuesIn(environment, answers);
  return `${sourceBucket}/${sourceKey}`;
}
