import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { entriesFromFile } from './answers-file.ts';
import { besidesFaults } from './besides.ts';
import { inOneOrder } from './canonical.ts';
import type { FlagValues } from './command-line.ts';
import { contradictions, withFeatures } from './contradictions.ts';
import { entriesFromFlags } from './flags.ts';
import {
  appliedPresets,
  isOfEnvironment,
  joinEntries,
  type ParsedEntry,
  withOwnValues,
} from './join.ts';
import { attempt } from './parse/basic.ts';
import { parseEnvironments } from './parse/environments.ts';
import { placeFaults, placesFromTexts, withPlaces } from './places.ts';
import { presetFaults, withBoundary } from './preset-rules.ts';
import { lockFaults } from './presets.ts';
import { folderNameFault, proposedProject } from './project-name.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import { type Entry, located, mergeSources, nested } from './sources.ts';
import { isWeak, staying } from './staying.ts';
import { tagFaults } from './tags.ts';
import type { Answers, EnvironmentAnswers, Preset } from './types.ts';
import { endingFaults, variableFaults } from './variables.ts';

/** Everything that provides answers, the strongest first. */
export interface Sources {
  readonly flags: FlagValues;
  /** `--answers FILE`. */
  readonly answersFile?: TextFile | undefined;
  /** What a manifest of several services provides, the strongest first. */
  readonly manifest?: readonly (readonly Entry[])[];
  /** What was read elsewhere: weaker than flags, stronger than files. */
  readonly derived?: readonly Entry[];
  /** The folder's own ecs-iam.json. */
  readonly folderFile?: TextFile | undefined;
  /** The presets that the sources name, in their order. */
  readonly presets?: readonly Preset[];
  /** The last segment of the folder's path. */
  readonly folderName?: string;
  /** Faults found before, to be reported with the rest. */
  readonly faults?: readonly UserError[];
}

/** The values of all sources, parsed, and their faults. */
export interface ParsedSources extends Pick<Sources, 'folderName' | 'presets'> {
  readonly entries: readonly ParsedEntry[];
  /** What presets alone provide. */
  readonly ofPresets: readonly ParsedEntry[];
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
  const {
    flags,
    derived = [],
    answersFile,
    manifest = [],
    folderFile,
    folderName,
    presets = [],
  } = sources;
  const found = [...faults];
  const read = (step: () => readonly Entry[]) => attempt(step, found)?.value ?? [];
  const provided = [
    read(() => entriesFromFlags(flags)),
    derived,
    read(() => (answersFile ? entriesFromFile(answersFile, 'answers') : [])),
    ...manifest,
    read(() => (folderFile ? entriesFromFile(folderFile, 'folder') : [])),
  ];
  // The later wins.
  const defaults = presets.toReversed().map((one) => one.defaults);
  const merged = mergeSources([locksOf(presets), ...provided, ...defaults]);
  found.push(...faultsOfLocks(presets, provided.flat()));
  const entries = parseAll(merged, found, presets);
  const alone = mergeSources([locksOf(presets), ...defaults]);
  const ofPresets = parseAll(alone, [], presets);
  return {
    entries,
    faults: found,
    presets,
    ofPresets,
    ...(folderName !== undefined && { folderName }),
  };
}

function locksOf(presets: readonly Preset[]): readonly Entry[] {
  return mergeSources(presets.toReversed().map(({ locked }) => locked));
}

/** What differs from a lock: an answer, or the lock of another preset. */
function faultsOfLocks(
  presets: readonly Preset[],
  entries: readonly Entry[],
): readonly UserError[] {
  const locks = locksOf(presets);
  const others = presets.flatMap(({ locked }) => locked).filter((one) => !locks.includes(one));
  const meaning = (entry: Entry) => {
    const parsed = attempt(() => parse(entry, presets), [])?.value;
    return parsed?.own === undefined ? (parsed?.parsed ?? entry.value) : Object.values(parsed.own);
  };
  return lockFaults(locks, [...entries, ...others], meaning);
}

/**
 * Adds what a person answered: it is stronger than the folder's own file alone. A whole answer takes
 * the place of all its parts, and what was cleared takes nothing.
 *
 * @throws UserError with every fault.
 */
export function withReplies(
  sources: ParsedSources,
  replies: readonly Entry[],
  cleared: readonly string[] = [],
): ParsedSources {
  const { entries, presets = [] } = sources;
  const faults: UserError[] = [];
  const parsed = parseAll(replies, faults, presets);
  throwFaults([...faults, ...faultsOfLocks(presets, replies)]);
  const stronger = entries.filter(({ from }) => !isWeak(from));
  const weaker = staying(entries, replies, cleared);
  return { ...sources, entries: mergeSources([stronger, parsed, weaker]) };
}

function parseAll(
  entries: readonly Entry[],
  faults: UserError[],
  presets: readonly Preset[],
): readonly ParsedEntry[] {
  return entries.flatMap((entry) => {
    const step = () => located(entry.at, () => parse(entry, presets));
    return attempt(step, isOfTwo(entry, faults) ? [] : faults)?.value ?? [];
  });
}

/** True of a flag that was given twice: that is its one fault. */
function isOfTwo({ at, from }: Entry, faults: readonly UserError[]): boolean {
  return (
    from === 'flag' &&
    faults.some(({ name, cause }) => {
      return name === 'FlagTwice' && Object(cause).at === at;
    })
  );
}

function parse(entry: Entry, presets: readonly Preset[]): ParsedEntry {
  const raw = nested(entry);
  if (isOfEnvironment(entry)) {
    const [environment] = parseEnvironments(raw);
    return { ...entry, parsed: undefined, own: environment?.values ?? {} };
  }
  const question = ANSWER_QUESTIONS.find(({ name }) => name === entry.path[0]);
  return { ...entry, parsed: question?.parse(raw, presets) };
}

/**
 * Fills in defaults and checks what one value alone cannot show. With `asks` a person is asked for a
 * project whose folder has no legal name; the answers offer one, or ''.
 *
 * @throws UserError with every fault.
 */
export function completeAnswers(sources: ParsedSources, asks = false): Resolved {
  const { entries: given, folderName, faults, presets = [] } = sources;
  const joined = joinEntries(given);
  const environments = withHome(joined).map((one) => withOwnValues(one, given));
  const provided = new Set(given.map(({ path: [name = ''] }) => name));
  const folder = provided.has('project') ? undefined : folderName;
  const project = folder === undefined ? joined.project : proposedProject(folder, environments);
  const named = { ...joined, project, environments };
  const places = placesFromTexts(named, given);
  const complete = withBoundary(withPlaces(named, places), presets);
  const entries = [...given, ...places];
  throwFaults([
    ...faults,
    ...unknownEnvironments(complete, given),
    ...besidesFaults(given),
    ...placeFaults(complete, entries),
    ...variableFaults(complete, given),
    ...endingFaults(complete, given),
    ...tagFaults(complete, given),
    ...presetFaults(complete, entries, presets),
  ]);
  const answers = withFeatures(complete, given);
  throwFaults(contradictions(answers, entries));
  if (folder !== undefined && !asks && (project !== folder || project === '')) {
    throw folderNameFault(folder, project, environments);
  }
  const applied = appliedPresets(answers, sources.ofPresets, presets);
  const ordered = { ...inOneOrder(answers), presets: applied };
  return { answers: ordered, defaulted: unanswered(answers, provided) };
}

/** A home that is not among the environments has the pipeline alone, and comes first. */
function withHome({ environments, home }: Answers): readonly EnvironmentAnswers[] {
  if (home === '' || environments.some(({ name }) => name === home)) return environments;
  return [{ name: home, service: false, values: {} }, ...environments];
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
