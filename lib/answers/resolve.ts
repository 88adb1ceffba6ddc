import { throwFaults, UserError } from '../errors.ts';
import { alignFeatures } from './align-features.ts';
import { sourceFromFile, type TextFile } from './answers-file.ts';
import { inOneOrder } from './canonical.ts';
import { placeFaults } from './check-places.ts';
import type { FlagValues } from './command-line.ts';
import { didYouMean } from './did-you-mean.ts';
import { sourceFromFlags } from './flags-source.ts';
import { legalProjectName } from './legal-name.ts';
import { attempt, badValue, isObject, shown } from './parse/basic.ts';
import {
  parsePlaceholder,
  parsePlaceholderName,
  SETTABLE_PLACEHOLDERS,
} from './parse/placeholders.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import { type Entry, located, mergeSources, type Source } from './source.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';

/** Everything that says something about the answers, the strongest first. */
export interface Sources {
  readonly flags: FlagValues;
  /** What a person answered just now. */
  readonly prompted?: Source;
  /** `--answers FILE`. */
  readonly answersFile?: TextFile | undefined;
  /** The folder's own ecs-iam.json. */
  readonly folderFile?: TextFile | undefined;
  /** The last segment of the folder's path. */
  readonly folderName?: string;
  /** Faults found on the way here, to be reported with the rest. */
  readonly faults?: readonly UserError[];
}

/** Complete answers, and the asked questions that nobody answered. */
export interface Resolved {
  readonly answers: Answers;
  readonly defaulted: readonly (keyof Answers)[];
}

/**
 * Merges what was said, fills in defaults and checks everything once.
 *
 * @throws UserError with every fault.
 */
export function resolveAnswers(sources: Sources): Resolved {
  const faults = [...(sources.faults ?? [])];
  const source = mergeSources(readSources(sources, faults));
  const parsed = parseAll(source, faults);
  const environments = withValues(parsed.environments, source, faults);
  const provided = new Set(source.map(({ path: [name = ''] }) => name));
  const project = provided.has('project')
    ? parsed.project
    : legalProjectName(sources.folderName ?? '', environments);
  const complete = { ...parsed, project, environments };
  faults.push(...placeFaults(complete, source));
  throwFaults(faults);
  const aligned = alignFeatures(complete, provided);
  throwFaults(aligned.faults);
  return { answers: inOneOrder(aligned.answers), defaulted: unanswered(aligned.answers, provided) };
}

/** What the sources say, the strongest first; one that cannot be read says nothing. */
function readSources(sources: Sources, faults: UserError[]): readonly Source[] {
  const { flags, prompted = [], answersFile, folderFile } = sources;
  const read = (step: () => Source) => attempt(step, faults)?.value ?? [];
  return [
    read(() => sourceFromFlags(flags)),
    prompted,
    read(() => (answersFile ? sourceFromFile(answersFile) : [])),
    read(() => (folderFile ? sourceFromFile(folderFile) : [])),
  ];
}

/** Every field parsed, or its default. */
function parseAll(source: Source, faults: UserError[]): Answers {
  const fields = ANSWER_QUESTIONS.map(({ name, initial, parse }): readonly [string, unknown] => {
    const given = source.filter(({ path }) => path[0] === name && !isOfEnvironment(path));
    const values = given.flatMap(({ path, value, at }): readonly unknown[] => {
      const outcome = attempt(() => located(at, () => parse(nest(path.slice(1), value))), faults);
      return outcome === undefined ? [] : [outcome.value];
    });
    return [name, values.length === 0 ? initial : values.toReversed().reduce(mergeParsed)];
  });
  // One field for each row, and a row for each field: see QUESTIONS.
  return Object.fromEntries(fields) as unknown as Answers;
}

/** `environments.dev.account`, not the list of names. */
function isOfEnvironment(path: readonly string[]): boolean {
  return path[0] === 'environments' && path.length > 1;
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

/** Joins objects key by key, however deep; anything else is replaced. */
function mergeParsed(one: unknown, other: unknown): unknown {
  if (!isObject(one) || !isObject(other)) return other;
  const joined = Object.entries(other).map(([key, value]) => [
    key,
    Object.hasOwn(one, key) ? mergeParsed(one[key], value) : value,
  ]);
  return { ...one, ...Object.fromEntries(joined) };
}

/** Gives environments their own values. */
function withValues(
  environments: readonly EnvironmentAnswers[],
  source: Source,
  faults: UserError[],
): readonly EnvironmentAnswers[] {
  const names = environments.map(({ name }) => name);
  const named = source.find(({ path }) => path.length === 1 && path[0] === 'environments');
  const given = source.filter(({ path }) => isOfEnvironment(path));
  const unknown = given.filter(({ path: [, name = ''] }) => !names.includes(name));
  // A file may hold values of environments that a flag left out of the list.
  faults.push(
    ...unknown
      .filter(({ at }) => at.startsWith('--'))
      .map((one) => unknownEnvironment(one, names, named)),
  );
  return environments.map(({ name, values }) => {
    const own = given.filter(({ path }) => path[1] === name);
    const parsed = own.map(
      (one) => attempt(() => located(one.at, () => parseOwn(one)), faults)?.value,
    );
    return { name, values: Object.assign({}, values, ...parsed.toReversed()) };
  });
}

function parseOwn({ path: [, , placeholder], value }: Entry): object {
  if (placeholder === undefined) throw badValue(value, "an object of the environment's values");
  return parsePlaceholder(parsePlaceholderName(placeholder, SETTABLE_PLACEHOLDERS), value);
}

function unknownEnvironment(
  { path: [, name = ''], at }: Entry,
  names: readonly string[],
  named: Entry | undefined,
): UserError {
  const from = named === undefined ? 'the defaults are' : 'there are';
  const hint = didYouMean(name, names, `Environments: ${from} ${names.join(', ')}.`);
  return new UserError(
    'UnknownEnvironment',
    `${at}: There is no environment ${shown(name)}.`,
    hint,
  );
}

function unanswered(answers: Answers, provided: ReadonlySet<string>): readonly (keyof Answers)[] {
  return ANSWER_QUESTIONS.filter(({ name, asked, feature, when }) => {
    const concerns = asked === 'main' && feature === undefined && (when?.(answers) ?? true);
    return concerns && !provided.has(name);
  }).map(({ name }) => name);
}
