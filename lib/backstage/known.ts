import { joinEntries, withOwnValues } from '../answers/join.ts';
import type { Question } from '../answers/question.ts';
import { parseSources } from '../answers/resolve.ts';
import type { Answers, Preset } from '../answers/types.ts';
import { throwFaults } from '../errors.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';

/** What presets say of the questions. */
export interface Known {
  readonly presets: readonly Preset[];
  /** The answers of someone who gives none. */
  readonly offered: Answers;
  /** True of an answer, such as `['tags', 'team']`, that nobody may give differently. */
  readonly isLocked: (path: readonly string[]) => boolean;
  /** What a question offers, as the form holds it; undefined for nothing. */
  readonly usual: (question: Question) => unknown;
  /** The value that presets give an environment. */
  readonly valueIn: (environment: string, name: keyof PlaceholderValues) => string | undefined;
  /** The names of environments that presets give; none: anyone's. */
  readonly environments: readonly string[];
}

/** Reads off presets what is left to ask. @throws UserError with every fault of what they provide. */
export function knownFrom(presets: readonly Preset[]): Known {
  const parsed = parseSources({ flags: {}, presets });
  throwFaults(parsed.faults);
  const { ofPresets } = parsed;
  const joined = joinEntries(ofPresets);
  const environments = joined.environments.map((one) => withOwnValues(one, ofPresets));
  const offered = { ...joined, environments };
  const isAt = (path: readonly string[]) => (one: { readonly path: readonly string[] }) =>
    one.path.join('.') === path.join('.');
  const given = (question: Question) => ofPresets.find(isAt(pathOf(question)))?.value;
  return {
    presets,
    offered,
    isLocked: (path) => ofPresets.some((one) => one.from === 'lock' && isAt(path)(one)),
    usual: (question) => usualOf(question, offered, given(question)),
    valueIn: (environment, name) =>
      environments.find((one) => one.name === environment)?.values[name] ?? offered.values[name],
    environments: ofPresets.some(isAt(['environments']))
      ? environments.map(({ name }) => name)
      : [],
  };
}

/** Where the answer to a question belongs among the answers. */
export function pathOf({ kind, name }: Question): readonly string[] {
  return kind === 'placeholder' ? ['values', name] : [name];
}

function usualOf(question: Question, offered: Answers, given: unknown): unknown {
  if (question.name === 'environments') return offered.environments.map(({ name }) => name);
  if (question.name === 'project') return undefined;
  if (question.kind === 'placeholder') return given ?? offered.values[question.name];
  if (given !== undefined) {
    // The form has grants as objects, and lists as lists.
    if (question.name === 'grants') return question.write?.(offered);
    return question.type === 'checkbox' && !Array.isArray(given) ? undefined : given;
  }
  const { initial, type } = question;
  if (type === 'select' || typeof initial === 'boolean') return initial;
  return typeof initial === 'number' ? initial : undefined;
}
