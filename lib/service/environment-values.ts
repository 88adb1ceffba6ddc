import { accountOf, crossesAccounts } from '../answers/accounts.ts';
import { existingRoleValues, placeOfExisting } from '../answers/existing-role-places.ts';
import { homeAnswers, promotes } from '../answers/promotion.ts';
import type { Answers, EnvironmentAnswers } from '../answers/types.ts';
import { valuesIn } from '../answers/values-in.ts';
import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../iam/placeholders.ts';
import { placeholdersOf, substitute, template } from '../iam/template-string.ts';
import { derivedFromNames, isProduction, spellDerived } from '../names.ts';

/** Finds the value of each placeholder: provided or derived; absent where only the deploy knows it. */
export function environmentValues(
  environment: EnvironmentAnswers,
  answers: Answers,
  placeholders: readonly Placeholder[],
): Environment {
  const known = knownValues(environment, answers);
  const resolved = { ...known };
  const values: { [Name in Placeholder]?: string } = {};
  const ofHome: readonly Placeholder[] = known.homeAccount === undefined ? [] : ['homeAccount'];
  for (const placeholder of new Set([...placeholders, ...PLACE, ...ofHome])) {
    const value = resolve(placeholder, resolved, []);
    if (value === undefined) continue;
    values[placeholder] = value;
    resolved[placeholder] = value;
  }
  return { name: environment.name, values };
}

/** Where an environment is, and how its statements are known: kept whether or not a policy says it. */
const PLACE: readonly Placeholder[] = [
  'account',
  'region',
  'partition',
  'dnsSuffix',
  'project',
  'environment',
  'environmentSid',
];

/** The provided values, and those that follow from them and from the names. */
function knownValues(environment: EnvironmentAnswers, answers: Answers): PlaceholderValues {
  const provided: PlaceholderValues = { ...answers.values, ...environment.values };
  const { region } = provided;
  const existing = placeOfExisting(environment, answers);
  const partition =
    provided.partition ?? (region && partitionOfRegion(region)) ?? existing.partition;
  const facts = partition === undefined ? undefined : PARTITIONS[partition];
  return {
    ...(facts && { dnsSuffix: facts.dnsSuffix, oidcAudience: facts.oidcAudience }),
    ...(partition && { partition }),
    ...(existing.account && { account: existing.account }),
    ...workloadValues(answers),
    ...(answers.repositoryId !== '' && { repositoryId: answers.repositoryId }),
    ...githubValues(answers),
    ...existingRoleValues(environment, answers),
    approval: String(needsApproval(environment.name, answers.approval)),
    // Set as a placeholder, for all environments or for one, a value goes before an answer.
    ...provided,
    ...valuesFromHome(answers),
    rolePath: answers.rolePath,
    ...(answers.id !== '' && { ownershipId: answers.id }),
    ...derivedFromNames(answers.project, environment.name),
  };
}

/** The account of the one pipeline, its repository, and the container that it deploys to. */
function valuesFromHome(answers: Answers): PlaceholderValues {
  if (!promotes(answers)) return {};
  const home = homeAnswers(answers);
  const account = accountOf(home, answers);
  const { repository, container } = valuesIn(home, answers);
  return {
    ...(crossesAccounts(answers) && account && { homeAccount: account }),
    ...(repository && { repository }),
    ...(container && { container }),
  };
}

/** GitHub's owner/name in two; a GitLab group inside a group is nothing of GitHub's. */
function githubValues({ repositoryId }: Answers): PlaceholderValues {
  const [githubOwner, githubRepository, ...more] = repositoryId.split('/');
  if (!githubOwner || !githubRepository || more.length > 0) return {};
  return { githubOwner, githubRepository };
}

function needsApproval(environment: string, approval: Answers['approval']): boolean {
  return approval === 'auto' ? isProduction(environment) : approval === 'yes';
}

/** Where the logs come from and go to, when another account's tasks write here. */
function workloadValues({ crossAccountLogs }: Answers): PlaceholderValues {
  for (const logs of crossAccountLogs) {
    if (logs.kind === 'from') {
      return { workloadAccount: logs.account, centralLogGroup: logs.logGroup };
    }
  }
  return {};
}

/** A placeholder's value: the known one, or its default with the placeholders of that resolved likewise. */
function resolve(
  placeholder: Placeholder,
  known: PlaceholderValues,
  within: readonly Placeholder[],
): string | undefined {
  const value = known[placeholder];
  if (value !== undefined) return value;
  const { initial } = placeholderSpec(placeholder);
  if (initial === undefined) return undefined;
  if (within.includes(placeholder))
    throw new Error(`The default of <${placeholder}> depends on itself.`);
  const needed = placeholdersOf(template(initial));
  const values = Object.fromEntries(
    needed.map((need) => [need, resolve(need, known, [...within, placeholder])]),
  );
  if (Object.values(values).includes(undefined)) return undefined;
  return spellDerived(placeholder, substitute(template(initial), values));
}

/** One fault for each placeholder that has no value: what it means and the flag that gives it. */
export function missingValues(
  environments: readonly Environment[],
  neededIn: (environment: Environment) => readonly Placeholder[],
  /** As in `role codepipeline needs it`. */
  usedBy: (placeholder: Placeholder) => string,
): readonly UserError[] {
  const needed = environments.map((one) => ({ ...one, needs: neededIn(one) }));
  const placeholders = new Set(needed.flatMap(({ needs }) => needs));
  return PLACEHOLDER_NAMES.filter((one) => placeholders.has(one)).flatMap((placeholder) => {
    const { meaning, atDeploy, optional } = placeholderSpec(placeholder);
    const users = needed.filter(({ needs }) => needs.includes(placeholder));
    const lacking = users.filter(({ values }) => values[placeholder] === undefined);
    const names = lacking.map(({ name }) => name);
    if (names.length === 0 || atDeploy || optional) return [];
    const everywhere = lacking.length === users.length;
    const where = everywhere ? '' : ` in environment ${names.join(', ')}`;
    const flag = everywhere ? `--set ${placeholder}=…` : `--set ${names[0]}.${placeholder}=…`;
    return [
      new UserError(
        'ValueMissing',
        `${shortMeaning(meaning)} is missing${where}: ${usedBy(placeholder)}.`,
        `Give it with ${flag}.`,
        { cause: { placeholder } },
      ),
    ];
  });
}

/** What stands before the first sign: the rest says which forms a value takes. */
function shortMeaning(meaning: string): string {
  return meaning.split(/[;:(]/)[0]?.trim() ?? meaning;
}

/**
 * One fault `DerivedNameIllegal` for each value that follows from the names and is not legal where
 * it is used: places allow less than a project's name does. Provided values were checked when they were read.
 */
export function derivedFaults(environments: readonly Environment[]): readonly UserError[] {
  return environments.flatMap(({ name, values }) =>
    PLACEHOLDER_NAMES.flatMap((placeholder) => {
      const value = values[placeholder];
      if (value === undefined || placeholderSpec(placeholder).pattern.test(value)) return [];
      return [illegal(placeholder, value, name)];
    }),
  );
}

function illegal(placeholder: Placeholder, value: string, environment: string): UserError {
  const { meaning, takes } = placeholderSpec(placeholder);
  const most = Number(/(?:at most|to) (\d+)\b/.exec(takes)?.[1] ?? value.length);
  const excess = value.length - most;
  const over = excess > 0 ? ` and is ${excess} characters too long` : '';
  return new UserError(
    'DerivedNameIllegal',
    `${meaning}: '${value}' (environment ${environment}) follows from the names${over}; it takes ${takes}.`,
    `Change the names, or give it with --set ${environment}.${placeholder}=….`,
  );
}
