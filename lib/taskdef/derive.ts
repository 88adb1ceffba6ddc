import type { Entry } from '../answers/sources.ts';
import { UserError } from '../errors.ts';
import { assignEnvironments, withEnvironment } from './environments.ts';
import { needsOf, type Part } from './needs.ts';
import { ownPlace, type Place } from './own-place.ts';
import { report } from './report.ts';
import { agreesWith, runsOn } from './runs-on.ts';
import { executionStatements, taskStatements } from './statements.ts';
import { templateOf, withContainer } from './template.ts';
import { unknownPlaces } from './tokens.ts';
import type { TaskDefinition } from './types.ts';

/** What other sources give, before the task definitions are read. */
export interface Given {
  /** Absent: nobody named environments. */
  readonly environments?: readonly string[];
  readonly placeOf: (environment: string | undefined) => Place;
  /** An answer that a flag or a file gives, and where. */
  readonly chosen: (name: 'platform' | 'launchType') => string | undefined;
  /** True for a placeholder that a flag gives. */
  readonly has: (placeholder: string) => boolean;
}

/** Answers, as a file gives them, and what a person is told about them. */
export interface Derived {
  readonly entries: readonly Entry[];
  readonly notes: readonly string[];
}

/**
 * Derives answers from task definitions: the same answers as flags give, so that one parser checks them.
 *
 * @throws UserError for what the files lack or contradict.
 */
export function deriveAnswers(files: readonly TaskDefinition[], given: Given): Derived {
  const { names, definitions } = assignEnvironments(files, given.environments);
  const parts = definitions.map(({ of, definition }): Part => {
    const place = ownPlace(definition, given.placeOf(of));
    return { definition, of, place, needs: needsOf(definition, of, place) };
  });
  const [first] = parts;
  if (first === undefined) return { entries: [], notes: [] };
  sameContainer(parts);
  for (const { definition } of parts) agreesWith(definition, given.chosen);
  const at = parts.map(({ definition }) => definition.file).join(', ');
  const entry = (path: readonly string[], value: unknown): Entry => ({
    path,
    value,
    from: 'answers',
    at,
  });
  const list = (name: string, values: readonly unknown[]) =>
    values.length === 0
      ? []
      : [entry([name], [...new Map(values.map((one) => [JSON.stringify(one), one])).values()])];
  const needs = parts.map((part) => part.needs);
  const isCreated = needs.some(({ logGroup }) => logGroup?.isCreated);
  const container = first.definition.main.name;
  return {
    entries: [
      ...(given.environments === undefined ? [entry(['environments'], names)] : []),
      entry(['taskDefinitions'], templates(parts, names)),
      ...(unknownPlaces(container).length === 0 ? [entry(['values', 'container'], container)] : []),
      ...valueEntries(names, parts, given).map(([path, value]) => entry(path, value)),
      ...(needs.some(({ repository }) => repository !== undefined) && !given.has('repository')
        ? [entry(['ecrRepository'], 'existing')]
        : []),
      ...list(
        'secrets',
        needs.flatMap((one) => one.secrets),
      ),
      ...list(
        'parameters',
        needs.flatMap((one) => one.parameters),
      ),
      ...list(
        'envFiles',
        needs.flatMap((one) => one.envFiles).map(({ bucket, key }) => `${bucket}/${key}`),
      ),
      ...list('executionStatements', executionStatements(needs)),
      ...list('taskStatements', taskStatements(needs)),
      ...runsOn(first.definition, given.chosen('launchType')).map(([name, value]) =>
        entry([name], value),
      ),
      ...(needs.some(({ exec }) => exec) ? [entry(['exec'], 'task')] : []),
      ...(isCreated ? [entry(['options', 'task-execution.awslogsCreateGroup'], true)] : []),
    ],
    notes: [
      ...report(parts, names),
      ...accountsLeftOpen(names, parts, given).map(
        (name) =>
          `The account of ${name} is not in the files, so that of no environment is taken: --set ENV.account=ID gives them.`,
      ),
    ],
  };
}

/** The container that a deployment gives its image to has one name in all environments. */
function sameContainer(parts: readonly Part[]): void {
  const [first, ...rest] = parts.map(({ definition }) => definition);
  const other = rest.find(({ main }) => main.name !== first?.main.name);
  if (first === undefined || other === undefined) return;
  throw new UserError(
    'Contradiction',
    `The main container is '${first.main.name}' (${first.at(first.main.path)}) and '${other.main.name}' (${other.at(other.main.path)}).`,
    'Give it one name in all environments.',
  );
}

/** One template where the environments agree up to placeholders, else one for each file. */
function templates(parts: readonly Part[], names: readonly string[]): readonly object[] {
  const written = parts.map(({ definition, of, place, needs }) => ({
    environment: of,
    container: withContainer(definition.main.name, definition.main.name),
    definition: templateOf(definition, {
      environment: of,
      place: names.length > 1 ? place : {},
      logGroup: needs.logGroup && groupText(definition, needs.logGroup.containers[0] ?? ''),
    }),
  }));
  const texts = new Set(written.map(({ definition }) => JSON.stringify(definition)));
  if (texts.size > 1) return written;
  return written.slice(0, 1).map(({ environment: _, ...template }) => template);
}

/** The log group as the file writes it. */
function groupText({ containers }: TaskDefinition, name: string): string | undefined {
  return containers.find((one) => one.name === name)?.log?.options['awslogs-group'];
}

/**
 * The environments whose account nobody knows where that of another is known: whether the two are one
 * account is not to be guessed, so that both stay open.
 */
function accountsLeftOpen(
  names: readonly string[],
  parts: readonly Part[],
  given: Given,
): readonly string[] {
  const account = (name: string) =>
    given.placeOf(name).account ?? parts.find(({ of }) => of === name)?.place.account;
  const isGiven = names.some((name) => given.placeOf(name).account !== undefined);
  const unknown = names.filter((name) => account(name) === undefined);
  return isGiven || unknown.length === names.length ? [] : unknown;
}

/** Values of all environments where these have the same, else of each. */
function valueEntries(
  names: readonly string[],
  parts: readonly Part[],
  given: Given,
): readonly (readonly [path: readonly string[], value: string])[] {
  const isOpen = accountsLeftOpen(names, parts, given).length > 0;
  const all = names.flatMap((name) =>
    valuesFor(name, parts, given)
      .filter(([placeholder]) => placeholder !== 'account' || !isOpen)
      .map(([placeholder, value]) => ({ name, placeholder, value })),
  );
  const placeholders = [...new Set(all.map(({ placeholder }) => placeholder))];
  type Value = readonly [path: readonly string[], value: string];
  return placeholders.flatMap((placeholder): readonly Value[] => {
    const own = all.filter((one) => one.placeholder === placeholder);
    const [first] = own;
    const isShared =
      own.length === names.length && own.every(({ value }) => value === first?.value);
    if (isShared && first !== undefined) return [[['values', placeholder], first.value]];
    return own.map(({ name, value }) => [['environments', name, placeholder], value]);
  });
}

/** The values of one environment: from its own file, else from that of another with its name put in. */
function valuesFor(
  name: string,
  parts: readonly Part[],
  given: Given,
): readonly (readonly [placeholder: string, value: string])[] {
  const part =
    parts.find(({ of }) => of === name) ?? parts.find(({ of }) => of === undefined) ?? parts[0];
  if (part === undefined) return [];
  const { definition, of, place, needs } = part;
  const isOwn = of === undefined || of === name;
  const { family } = definition;
  const found = {
    ...(isOwn && place),
    ...(family !== undefined &&
      unknownPlaces(family).length === 0 && {
        family: withEnvironment(family, of),
      }),
    ...(needs.repository !== undefined && { repository: needs.repository }),
    ...(needs.logGroup !== undefined && { logGroup: needs.logGroup.name }),
  };
  return Object.entries(found)
    .filter(([placeholder]) => !given.has(placeholder))
    .flatMap(([placeholder, value]) =>
      value === undefined || /<(?!environment>)/.test(value) || unknownPlaces(value).length > 0
        ? []
        : [[placeholder, value.replaceAll('<environment>', name)] as const],
    );
}
