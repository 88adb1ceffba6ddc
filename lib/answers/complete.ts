import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { besidesFaults } from './besides.ts';
import { inOneOrder } from './canonical.ts';
import { contradictions, withFeatures } from './contradictions.ts';
import {
  appliedPresets,
  isOfEnvironment,
  joinEntries,
  type ParsedEntry,
  withOwnValues,
} from './join.ts';
import { placeFaults, placesFromTexts, withPlaces } from './places.ts';
import { presetFaults, withBoundary } from './preset-rules.ts';
import { folderNameFault, proposedProject } from './project-name.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import { tagFaults } from './tags.ts';
import type { Answers, EnvironmentAnswers, Preset } from './types.ts';
import { endingFaults, variableFaults } from './variables.ts';

/** The values of all sources, parsed, and their faults. */
export interface ParsedSources {
  readonly entries: readonly ParsedEntry[];
  /** What presets alone provide. */
  readonly ofPresets: readonly ParsedEntry[];
  readonly faults: readonly UserError[];
  readonly presets?: readonly Preset[];
  /** The last segment of the folder's path. */
  readonly folderName?: string;
}

/** Complete answers, and the asked questions that nobody answered. */
export interface Resolved {
  readonly answers: Answers;
  readonly defaulted: readonly (keyof Answers)[];
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
