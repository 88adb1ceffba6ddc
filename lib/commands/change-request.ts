import type { FlagValues } from '../answers/command-line.ts';
import type { Answers } from '../answers/types.ts';
import { OWN_VALUES, unknownEnvironment } from '../change/environments.ts';
import { changeKind } from '../change/kinds.ts';
import {
  type AnswersChange,
  type ChangeKind,
  type ChangeVerb,
  NO_CHANGE,
} from '../change/types.ts';
import { throwFaults, UserError } from '../errors.ts';

/** What to change in some answers. */
export interface ChangeWords {
  readonly verb: ChangeVerb;
  readonly kind: ChangeKind;
  readonly words: readonly string[];
  readonly answers: Answers;
}

/**
 * What words and flags change in answers.
 *
 * @throws UserError `BadFlag` for a flag that does not go with them, and what the kind throws.
 */
export function changeOf(
  { verb, kind, words, answers }: ChangeWords,
  flags: FlagValues,
): AnswersChange {
  const environment = flags.environment?.at(-1);
  checkFlags(kind, flags);
  const names = answers.environments.map(({ name }) => name);
  if (environment !== undefined && !names.includes(environment)) {
    throw unknownEnvironment('--environment', environment, names);
  }
  const { list: presets } = answers.presets;
  const request = { verb, environment, flags, answers, presets };
  const change = { ...NO_CHANGE, ...kind.change({ ...request, words }) };
  // What is added may need values of its own; an environment reads them itself.
  if (flags.set === undefined || kind.name === 'environments') return change;
  const values = changeKind('value', verb).change({ ...request, words: flags.set });
  return {
    ...change,
    entries: [...change.entries, ...values.entries],
    done: [...change.done, ...values.done],
  };
}

/** @throws UserError `BadFlag` for each flag that belongs to another kind. */
export function checkFlags(kind: ChangeKind, flags: FlagValues): void {
  const ofEnvironments = ['before', ...OWN_VALUES.map(({ flag = '' }) => flag)];
  const of: readonly (readonly [string, boolean, string])[] = [
    ...ofEnvironments.map((flag) => {
      const hint =
        flag === 'before'
          ? 'It goes with add environment.'
          : 'It goes with add environment; elsewhere write ecs-iam add value NAME=VALUE.';
      return [flag, kind.name === 'environments', hint] as const;
    }),
    ['sid', kind.word.endsWith('statement'), 'It goes with a statement.'],
    ['why', kind.word.endsWith('statement'), 'It goes with a statement.'],
    ['environment', kind.byEnvironment === true, environmentHint(kind)],
  ];
  throwFaults(
    of
      .filter(([flag, fits]) => flags[flag] !== undefined && !fits)
      .map(([flag, , hint]) => {
        const message = `--${flag} does not go with ${kind.word}.`;
        return new UserError('BadFlag', message, hint);
      }),
  );
}

function environmentHint({ word, name, otherwise }: ChangeKind): string {
  if (name === 'environments') return 'The environment is the word after it.';
  const all = `A ${word} is the same in every environment`;
  return otherwise === undefined ? `${all}.` : `${all}; ${otherwise}.`;
}

/** The fault of a command that names nothing: with what there is. */
export function nothingNamed(
  verb: ChangeVerb,
  { word, usage }: ChangeKind,
  items: readonly string[],
): UserError {
  const there = items.length === 0 ? '' : ` There is: ${items.join(', ')}.`;
  const message = `No ${word} is named to ${verb}.`;
  const form = verb === 'add' ? usage : 'NAME';
  return new UserError('UnknownWord', message, `Write ecs-iam ${verb} ${word} ${form}.${there}`);
}
