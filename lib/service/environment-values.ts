import type { Answers, EnvironmentAnswers } from '../answers/types.ts';
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
import { derivedFromNames, spellDerived } from '../names.ts';

/** The values of one environment, and the placeholders that have none although they need one. */
export interface FoundValues {
  readonly environment: Environment;
  readonly missing: readonly Placeholder[];
}

/** Finds a value for every placeholder that the model uses: given, derived, or left to deploy time. */
export function environmentValues(
  environment: EnvironmentAnswers,
  answers: Answers,
  placeholders: readonly Placeholder[],
): FoundValues {
  const known = knownValues(environment, answers);
  const values: { [Name in Placeholder]?: string } = {};
  const missing: Placeholder[] = [];
  for (const placeholder of placeholders) {
    const value = resolve(placeholder, known, []);
    const { atDeploy, optional } = placeholderSpec(placeholder);
    if (value !== undefined) values[placeholder] = value;
    else if (!atDeploy && !optional) missing.push(placeholder);
  }
  return { environment: { name: environment.name, values }, missing };
}

/** The given values, and those that follow from them and from the names. */
export function knownValues(environment: EnvironmentAnswers, answers: Answers): PlaceholderValues {
  const given: PlaceholderValues = { ...answers.values, ...environment.values };
  const { region } = given;
  const partition = given.partition ?? (region && partitionOfRegion(region));
  const facts = partition === undefined ? undefined : PARTITIONS[partition];
  return {
    ...(facts && { dnsSuffix: facts.dnsSuffix, oidcAudience: facts.oidcAudience }),
    ...(partition && { partition }),
    ...workloadValues(answers),
    ...given,
    rolePath: answers.rolePath,
    ...derivedFromNames(answers.project, environment.name),
  };
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

/** A placeholder's value: given, or its default with the placeholders of that resolved likewise. */
function resolve(
  placeholder: Placeholder,
  known: PlaceholderValues,
  within: readonly Placeholder[],
): string | undefined {
  const given = known[placeholder];
  if (given !== undefined) return given;
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

/** Lists the placeholders of some template strings in the order of the table. */
export function orderPlaceholders(found: Iterable<Placeholder>): readonly Placeholder[] {
  const set = new Set(found);
  return PLACEHOLDER_NAMES.filter((placeholder) => set.has(placeholder));
}

/** One fault for each placeholder that has no value: what it means and the flag that gives it. */
export function missingValues(
  found: readonly FoundValues[],
  usedBy: (placeholder: Placeholder) => string,
): readonly UserError[] {
  const environments = new Map<Placeholder, string[]>();
  for (const { environment, missing } of found) {
    for (const placeholder of missing) {
      environments.set(placeholder, [...(environments.get(placeholder) ?? []), environment.name]);
    }
  }
  return [...environments].map(([placeholder, names]) => {
    const everywhere = names.length === found.length;
    const { meaning } = placeholderSpec(placeholder);
    const where = everywhere ? '' : ` in environment ${names.join(', ')}`;
    const flag = everywhere ? `--set ${placeholder}=…` : `--set ${names[0]}.${placeholder}=…`;
    return new UserError(
      'ValueMissing',
      `No value for ${placeholder} (${meaning})${where}; ${usedBy(placeholder)} needs it.`,
      `Give it with ${flag}.`,
    );
  });
}
