import type { PlaceholderValues } from '../iam/placeholders.ts';
import { inOneOrder } from './canonical.ts';
import { isObject } from './parse/basic.ts';
import { withBoundary } from './preset-rules.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import type { Entry } from './sources.ts';
import type { Answers, AppliedPresets, EnvironmentAnswers, Preset } from './types.ts';

/** A value that was parsed; for one of an environment its values, for any other its field's. */
export interface ParsedEntry extends Entry {
  readonly parsed: unknown;
  readonly own?: PlaceholderValues;
}

/** `environments.dev.account`, not the list of names. */
export function isOfEnvironment({ path }: Entry): boolean {
  return path[0] === 'environments' && path.length > 1;
}

/** Every field as it was provided, or its default. */
export function joinEntries(entries: readonly ParsedEntry[]): Answers {
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

/** An environment with the values that are its own. */
export function withOwnValues(
  environment: EnvironmentAnswers,
  entries: readonly ParsedEntry[],
): EnvironmentAnswers {
  const { name, values } = environment;
  const own = entries.flatMap((one) => (one.own && one.path[1] === name ? [one.own] : []));
  return { ...environment, values: Object.assign({}, values, ...own.toReversed()) };
}

/** The presets as they go with the answers; the baseline is what the answers file leaves out. */
export function appliedPresets(
  answers: Answers,
  own: readonly ParsedEntry[],
  presets: readonly Preset[],
): AppliedPresets {
  if (presets.length === 0) return answers.presets;
  const joined = joinEntries(own);
  const environments = answers.environments.map(({ name }) =>
    withOwnValues({ name, values: {} }, own),
  );
  // The boundary's ARN follows from the account, whoever gives that.
  const bounded = withBoundary(
    { ...joined, environments, values: { ...answers.values, ...joined.values } },
    presets,
  );
  const baseline = inOneOrder({ ...bounded, values: joined.values });
  return { references: presets.map(({ reference }) => reference), list: presets, baseline };
}
