import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import type { TextFile } from '../json-text.ts';
import { entriesFromFile } from './answers-file.ts';
import { besidesFaults } from './besides.ts';
import { inOneOrder } from './canonical.ts';
import type { FlagValues } from './command-line.ts';
import { contradictions, withFeatures } from './contradictions.ts';
import { entriesFromFlags } from './flags.ts';
import { attempt, isObject } from './parse/basic.ts';
import { parseEnvironments } from './parse/environments.ts';
import { placeFaults, placesFromTexts, withPlaces } from './places.ts';
import { folderNameFault, proposedProject } from './project-name.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import { type Entry, located, mergeSources, nested } from './sources.ts';
import { tagFaults } from './tags.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';
import { endingFaults, variableFaults } from './variables.ts';

/** Everything that provides answers, the strongest first. */
export interface Sources {
  readonly flags: FlagValues;
  /** `--answers FILE`. */
  readonly answersFile?: TextFile | undefined;
  /** What was read elsewhere: weaker than flags, stronger than files. */
  readonly derived?: readonly Entry[];
  /** The folder's own ecs-iam.json. */
  readonly folderFile?: TextFile | undefined;
  /** The last segment of the folder's path. */
  readonly folderName?: string;
  /** Faults found before, to be reported with the rest. */
  readonly faults?: readonly UserError[];
}

/** A value that was parsed; for one of an environment its values, for any other its field's. */
interface ParsedEntry extends Entry {
  readonly parsed: unknown;
  readonly own?: PlaceholderValues;
}

/** The values of all sources, parsed, and their faults. */
export interface ParsedSources extends Pick<Sources, 'folderName'> {
  readonly entries: readonly ParsedEntry[];
  readonly faults: readonly UserError[];
}

/** Complete answers, and the asked questions that nobody answered. */
export interface Resolved {
  readonly answers: Answers;
  readonly defaulted: readonly (keyof Answers)[];
}

/**
 * Merges the sources, fills in defaults and checks everything.
 *
 * @throws UserError with every fault.
 */
export function resolveAnswers(sources: Sources): Resolved {
  return completeAnswers(parseSources(sources));
}

/** Reads and merges the sources, and parses each value once. */
export function parseSources({ faults = [], ...sources }: Sources): ParsedSources {
  const { flags, derived = [], answersFile, folderFile, folderName } = sources;
  const found = [...faults];
  const read = (step: () => readonly Entry[]) => attempt(step, found)?.value ?? [];
  const merged = mergeSources([
    read(() => entriesFromFlags(flags)),
    derived,
    read(() => (answersFile ? entriesFromFile(answersFile, 'answers') : [])),
    read(() => (folderFile ? entriesFromFile(folderFile, 'folder') : [])),
  ]);
  const entries = parseAll(merged, found);
  return { entries, faults: found, ...(folderName !== undefined && { folderName }) };
}

/**
 * Adds what a person answered: it is stronger than the folder's own file alone.
 *
 * @throws UserError with every fault.
 */
export function withReplies(sources: ParsedSources, replies: readonly Entry[]): ParsedSources {
  const faults: UserError[] = [];
  const parsed = parseAll(replies, faults);
  throwFaults(faults);
  const { entries } = sources;
  const stronger = entries.filter(({ from }) => from !== 'folder');
  const weaker = entries.filter(({ from }) => from === 'folder');
  return { ...sources, entries: mergeSources([stronger, parsed, weaker]) };
}

function parseAll(entries: readonly Entry[], faults: UserError[]): readonly ParsedEntry[] {
  return entries.flatMap(
    (entry) => attempt(() => located(entry.at, () => parse(entry)), faults)?.value ?? [],
  );
}

function parse(entry: Entry): ParsedEntry {
  const raw = nested(entry);
  if (isOfEnvironment(entry)) {
    const [environment] = parseEnvironments(raw);
    return { ...entry, parsed: undefined, own: environment?.values ?? {} };
  }
  const question = ANSWER_QUESTIONS.find(({ name }) => name === entry.path[0]);
  return { ...entry, parsed: question?.parse(raw) };
}

/** `environments.dev.account`, not the list of names. */
function isOfEnvironment({ path }: Entry): boolean {
  return path[0] === 'environments' && path.length > 1;
}

/**
 * Fills in defaults and checks what one value alone cannot show. With `asks` a person is asked for a
 * project whose folder has no legal name; the answers offer one, or ''.
 *
 * @throws UserError with every fault.
 */
export function completeAnswers(sources: ParsedSources, asks = false): Resolved {
  const { entries: given, folderName, faults } = sources;
  const joined = joinEntries(given);
  const environments = withHome(joined).map((one) => withOwnValues(one, given));
  const provided = new Set(given.map(({ path: [name = ''] }) => name));
  const folder = provided.has('project') ? undefined : folderName;
  const project = folder === undefined ? joined.project : proposedProject(folder, environments);
  const named = { ...joined, project, environments };
  const places = placesFromTexts(named, given);
  const complete = withPlaces(named, places);
  const entries = [...given, ...places];
  throwFaults([
    ...faults,
    ...unknownEnvironments(complete, given),
    ...besidesFaults(given),
    ...placeFaults(complete, entries),
    ...variableFaults(complete, given),
    ...endingFaults(complete, given),
    ...tagFaults(complete, given),
  ]);
  const answers = withFeatures(complete, given);
  throwFaults(contradictions(answers, entries));
  if (folder !== undefined && !asks && (project !== folder || project === '')) {
    throw folderNameFault(folder, project, environments);
  }
  return { answers: inOneOrder(answers), defaulted: unanswered(answers, provided) };
}

/** Every field as it was provided, or its default. */
function joinEntries(entries: readonly ParsedEntry[]): Answers {
  const fields = ANSWER_QUESTIONS.map(({ name, initial }): readonly [string, unknown] => {
    const provided = entries.filter((one) => one.path[0] === name && !isOfEnvironment(one));
    const parsed = provided.map((one) => one.parsed).toReversed();
    return [name, parsed.length === 0 ? initial : parsed.reduce(joinValues)];
  });
  // One field for each row, and a row for each field: see QUESTIONS.
  return Object.fromEntries(fields) as unknown as Answers;
}

/** Joins objects key by key, however deep; anything else is replaced. */
function joinValues(weaker: unknown, stronger: unknown): unknown {
  if (!isObject(weaker) || !isObject(stronger)) return stronger;
  const joined = Object.entries(stronger).map(([key, value]) => [
    key,
    Object.hasOwn(weaker, key) ? joinValues(weaker[key], value) : value,
  ]);
  return { ...weaker, ...Object.fromEntries(joined) };
}

/** A home that is not among the environments has the pipeline alone, and comes first. */
function withHome({ environments, home }: Answers): readonly EnvironmentAnswers[] {
  if (home === '' || environments.some(({ name }) => name === home)) return environments;
  return [{ name: home, service: false, values: {} }, ...environments];
}

function withOwnValues(
  environment: EnvironmentAnswers,
  entries: readonly ParsedEntry[],
): EnvironmentAnswers {
  const { name, values } = environment;
  const own = entries.flatMap((one) => (one.own && one.path[1] === name ? [one.own] : []));
  return { ...environment, values: Object.assign({}, values, ...own.toReversed()) };
}

/** Flags for environments that there are not; a file may keep values of one that a flag left out. */
function unknownEnvironments(
  { environments }: Answers,
  entries: readonly ParsedEntry[],
): readonly UserError[] {
  const names = environments.map(({ name }) => name);
  const isNamed = entries.some(({ path }) => path.length === 1 && path[0] === 'environments');
  const all = `Environments: ${isNamed ? 'there are' : 'the defaults are'} ${names.join(', ')}.`;
  return entries
    .filter((one) => one.from === 'flag' && isOfEnvironment(one))
    .filter(({ path: [, name = ''] }) => !names.includes(name))
    .map(({ path: [, name = ''], at }) => {
      const message = `${at}: There is no environment ${shown(name)}.`;
      return new UserError('UnknownEnvironment', message, didYouMean(name, names, all));
    });
}

function unanswered(answers: Answers, provided: ReadonlySet<string>): readonly (keyof Answers)[] {
  return ANSWER_QUESTIONS.filter(({ name, asked, feature, when }) => {
    const concerns = asked === 'main' && feature === undefined && (when?.(answers) ?? true);
    return concerns && !provided.has(name);
  }).map(({ name }) => name);
}
