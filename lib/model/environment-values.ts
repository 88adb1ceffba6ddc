import type { Answers, EnvironmentAnswers } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { open, partsOf, substitute } from '../iam/open.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';
import { OPEN_PARTS, type OpenPart, type PartValues, partSpec } from '../iam/parts.ts';
import { derivedFromNames, spellDerived } from '../names.ts';

/** The values of one environment, and the parts that have none although they need one. */
export interface FoundValues {
  readonly environment: Environment;
  readonly missing: readonly OpenPart[];
}

/** Finds a value for every part that the model uses: given, derived, or left to deploy time. */
export function environmentValues(
  environment: EnvironmentAnswers,
  answers: Answers,
  parts: readonly OpenPart[],
): FoundValues {
  const known = knownValues(environment, answers);
  const values: { [Part in OpenPart]?: string } = {};
  const missing: OpenPart[] = [];
  for (const part of parts) {
    const value = resolve(part, known, []);
    const { atDeploy, optional } = partSpec(part);
    if (value !== undefined) values[part] = value;
    else if (!atDeploy && !optional) missing.push(part);
  }
  return { environment: { name: environment.name, values }, missing };
}

/** The given values, and those that follow from them and from the names. */
export function knownValues(environment: EnvironmentAnswers, answers: Answers): PartValues {
  const given: PartValues = { ...answers.values, ...environment.values };
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
function workloadValues({ crossAccountLogs }: Answers): PartValues {
  for (const logs of crossAccountLogs) {
    if (logs.kind === 'from') {
      return { workloadAccount: logs.account, centralLogGroup: logs.logGroup };
    }
  }
  return {};
}

/** A part's value: given, or its default with the parts of that resolved likewise. */
function resolve(
  part: OpenPart,
  known: PartValues,
  within: readonly OpenPart[],
): string | undefined {
  const given = known[part];
  if (given !== undefined) return given;
  const { initial } = partSpec(part);
  if (initial === undefined) return undefined;
  if (within.includes(part)) throw new Error(`The default of <${part}> depends on itself.`);
  const needed = partsOf(open(initial));
  const values = Object.fromEntries(
    needed.map((need) => [need, resolve(need, known, [...within, part])]),
  );
  if (Object.values(values).includes(undefined)) return undefined;
  return spellDerived(part, substitute(open(initial), values));
}

/** Lists the parts of some open strings in the order of the table. */
export function orderParts(found: Iterable<OpenPart>): readonly OpenPart[] {
  const set = new Set(found);
  return OPEN_PARTS.filter((part) => set.has(part));
}

/** One fault for each part that has no value: what it means and the flag that gives it. */
export function missingValues(
  found: readonly FoundValues[],
  usedBy: (part: OpenPart) => string,
): readonly UserError[] {
  const environments = new Map<OpenPart, string[]>();
  for (const { environment, missing } of found) {
    for (const part of missing) {
      environments.set(part, [...(environments.get(part) ?? []), environment.name]);
    }
  }
  return [...environments].map(([part, names]) => {
    const everywhere = names.length === found.length;
    const { meaning } = partSpec(part);
    const where = everywhere ? '' : ` in environment ${names.join(', ')}`;
    const flag = everywhere ? `--set ${part}=…` : `--set ${names[0]}.${part}=…`;
    return new UserError(
      'ValueMissing',
      `No value for ${part} (${meaning})${where}; ${usedBy(part)} needs it.`,
      `Give it with ${flag}.`,
    );
  });
}
