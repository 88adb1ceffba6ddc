import { throwFaults, type UserError } from '../errors.ts';
import type { TextFile } from '../json-text.ts';
import { entriesFromFile } from './answers-file.ts';
import type { FlagValues } from './command-line.ts';
import { completeAnswers, type ParsedSources, type Resolved } from './complete.ts';
import { entriesFromFlags } from './flags.ts';
import { isOfEnvironment, type ParsedEntry } from './join.ts';
import { attempt } from './parse/basic.ts';
import { parseEnvironments } from './parse/environments.ts';
import { lockFaults, locksOf } from './presets.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import { type Entry, located, mergeSources, nested } from './sources.ts';
import { isWeak, staying } from './staying.ts';
import type { Preset } from './types.ts';

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
  const locks = locksOf(presets);
  const merged = mergeSources([locks, ...provided, ...defaults]);
  found.push(...faultsOfLocks(locks, presets, provided.flat()));
  const entries = parseAll(merged, found, presets);
  const alone = mergeSources([locks, ...defaults]);
  const ofPresets = parseAll(alone, [], presets);
  return {
    entries,
    faults: found,
    presets,
    ofPresets,
    ...(folderName !== undefined && { folderName }),
  };
}

/** What differs from a lock: an answer, or the lock of another preset. */
function faultsOfLocks(
  locks: readonly Entry[],
  presets: readonly Preset[],
  entries: readonly Entry[],
): readonly UserError[] {
  const others = presets.flatMap(({ locked }) => locked).filter((one) => !locks.includes(one));
  return lockFaults(locks, [...entries, ...others], meaningOf(presets));
}

/** What an entry means, so that two ways to write one value are the same. */
export function meaningOf(presets: readonly Preset[]): (entry: Entry) => unknown {
  return (entry) => {
    const parsed = attempt(() => parse(entry, presets), [])?.value;
    return parsed?.own === undefined ? (parsed?.parsed ?? entry.value) : Object.values(parsed.own);
  };
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
  throwFaults([...faults, ...faultsOfLocks(locksOf(presets), presets, replies)]);
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
