import { attempt, parseItems } from '../answers/parse/basic.ts';
import { parseEnvironments } from '../answers/parse/environments.ts';
import { QUESTIONS } from '../answers/questions.ts';
import { type Entry, located, nested } from '../answers/sources.ts';
import type { Answers } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { type AnswersChange, type ChangeKind, type ChangeRequest, changeEntry } from './types.ts';

const WORD = 'environment';

/** Environments, each with the values that flags give it. */
export const environmentKind: ChangeKind = {
  word: WORD,
  name: 'environments',
  usage: 'NAME…',
  summary: 'An environment, with values of its own such as --account and --region.',
  items: servedNames,
  change: (request) => (request.verb === 'add' ? added(request) : removed(request)),
};

/** The questions whose flags give an environment a value of its own. */
export const OWN_VALUES = QUESTIONS.filter(
  ({ kind, flag, fromFlag }) => kind === 'placeholder' && flag !== undefined && !fromFlag,
);

/** A home without a service is no environment of the list. */
function servedNames({ environments }: Answers): readonly string[] {
  return environments.filter(({ service }) => service !== false).map(({ name }) => name);
}

function added(request: ChangeRequest): AnswersChange {
  const { words, flags, answers, verb } = request;
  const now = servedNames(answers);
  const named = located(`${verb} ${WORD}`, () => parseEnvironments(words.flatMap(parseItems)));
  const names = named.map(({ name }) => name);
  const fresh = names.filter((name) => !now.includes(name));
  const all = withNew(now, fresh, flags.before?.at(-1));
  const values = ownValues(names, request);
  const order = changeEntry(['environments'], all, { verb, word: WORD });
  const changed = new Set([...fresh, ...values.map(({ path: [, name = ''] }) => name)]);
  const shownAs = (name: string) =>
    [name, ...values.filter(({ path }) => path[1] === name).map(shownValue)].join(' ');
  return {
    entries: [...(fresh.length > 0 ? [order] : []), ...values],
    dropped: [],
    done: [...changed].map(shownAs),
    already: names.filter((name) => !changed.has(name)),
  };
}

/** The new ones at the end, where the pipeline comes last, or before one that there is. */
function withNew(
  now: readonly string[],
  fresh: readonly string[],
  before: string | undefined,
): readonly string[] {
  if (before === undefined) return [...now, ...fresh];
  const at = now.indexOf(before);
  if (at >= 0) return [...now.slice(0, at), ...fresh, ...now.slice(at)];
  throw unknownEnvironment('--before', before, now);
}

/** The fault of an environment that there is not. */
export function unknownEnvironment(
  at: string,
  name: string,
  all: readonly string[],
  code = 'UnknownEnvironment',
): UserError {
  const hint = didYouMean(name, all, `There are: ${all.join(', ')}.`);
  return new UserError(code, `${at}: There is no environment ${shown(name)}.`, hint);
}

function shownValue({ path, value }: Entry): string {
  return `${path.at(-1)}=${value}`;
}

/** The values that flags give, by environment, where they have them not yet. */
function ownValues(names: readonly string[], request: ChangeRequest): readonly Entry[] {
  const { flags, answers } = request;
  const raw = OWN_VALUES.flatMap(({ flag = '', name: placeholder }): readonly OwnValue[] =>
    (flags[flag] ?? []).map((value) => ({ at: `--${flag}`, placeholder, value })),
  );
  const faults: UserError[] = [];
  const set = (flags.set ?? []).flatMap((text) => attempt(() => ofSet(text), faults)?.value ?? []);
  const entries = [...raw, ...set].flatMap(({ at, environment, placeholder, value }) =>
    (environment === undefined ? names : [environment]).flatMap((name): readonly Entry[] => {
      const own: Readonly<Record<string, unknown>> =
        answers.environments.find((one) => one.name === name)?.values ?? {};
      const path = ['environments', name, placeholder];
      const entry: Entry = { path, value, from: 'flag', at };
      const parsed = attempt(() => located(at, () => parseEnvironments(nested(entry))), faults);
      const values = Object.entries(parsed?.value[0]?.values ?? {});
      return values.every(([key, one]) => own[key] === one) ? [] : [entry];
    }),
  );
  throwFaults(faults);
  return entries;
}

interface OwnValue {
  readonly at: string;
  /** Another environment than those that are named. */
  readonly environment?: string;
  readonly placeholder: string;
  readonly value: string;
}

function ofSet(text: string): OwnValue {
  const [, environment, placeholder = '', value] = /^(?:([\w-]+)\.)?(\w+)=(.*)$/s.exec(text) ?? [];
  if (value !== undefined) {
    return { at: '--set', ...(environment && { environment }), placeholder, value };
  }
  const message = `--set: ${shown(text)} is not [ENV.]NAME=VALUE.`;
  throw new UserError('MalformedFlag', message, 'Write --set NAME=VALUE.');
}

function removed({ words, answers }: ChangeRequest): AnswersChange {
  const now = servedNames(answers);
  const gone = words.flatMap(parseItems).map(String);
  const at = `remove ${WORD}`;
  throwFaults(
    gone
      .filter((name) => !now.includes(name))
      .map((name) => unknownEnvironment(at, name, now, 'NotThere')),
  );
  const left = now.filter((name) => !gone.includes(name));
  if (left.length === 0) {
    const message = `${at}: A repo has one environment at least, and ${gone.join(', ')} ${gone.length === 1 ? 'is the last' : 'are all'}.`;
    throw new UserError(
      'LastEnvironment',
      message,
      'Add another first: ecs-iam add environment NAME.',
    );
  }
  const verb = 'remove';
  const own = Object.keys(answers.existingRoles).filter((key) =>
    gone.some((name) => key.startsWith(`${name}.`)),
  );
  const kept = answers.taskDefinitions.filter(
    ({ environment = '' }) => !gone.includes(environment),
  );
  const losesHome = gone.includes(answers.home);
  return {
    entries: [
      changeEntry(['environments'], left, { verb, word: WORD }),
      ...(kept.length < answers.taskDefinitions.length
        ? [changeEntry(['taskDefinitions'], kept, { verb, word: WORD })]
        : []),
    ],
    dropped: [
      ...gone.map((name) => ['environments', name]),
      ...own.map((key) => ['existingRoles', key]),
      ...(losesHome ? [['home']] : []),
    ],
    done: gone,
    already: [],
    notes: losesHome
      ? [`The pipeline is that of ${left[0]} from now on (--home names another).`]
      : [],
  };
}
