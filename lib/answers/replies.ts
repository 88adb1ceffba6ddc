import type { UserError } from '../errors.ts';
import { attempt } from './parse/basic.ts';
import { parseEnvironments } from './parse/environments.ts';
import type { Replies } from './prompt.ts';
import { QUESTIONS } from './questions.ts';
import type { Answers } from './types.ts';

/** The name of the checkbox of AWS features: rows with a feature, then the presets. */
export const FEATURES = 'features';

/** True once a feature is ticked. */
export function isTicked(replies: Replies, name: string): boolean {
  const ticked = replies[FEATURES];
  return Array.isArray(ticked) && ticked.includes(name);
}

/** Why an input cannot be taken; an empty one is no answer, which is allowed. */
export function problemOf(parse: (value: unknown) => unknown, value: unknown): true | string {
  if (value === '') return true;
  const faults: UserError[] = [];
  attempt(() => parse(value), faults);
  const [fault] = faults;
  return fault === undefined ? true : `${fault.message} ${fault.hint}`.trim();
}

/** The answers after some replies: those to selects are answers as they stand. */
export function soFarOf(replies: Replies, offered: Answers): Partial<Answers> {
  const selects = QUESTIONS.filter(({ type, name }) => type === 'select' && name in replies);
  const { environments, project, roles } = replies;
  const named =
    environments && attempt(() => ({ environments: parseEnvironments(environments) }), [])?.value;
  return {
    ...offered,
    ...Object.fromEntries(selects.map(({ name }) => [name, replies[name]])),
    ...(typeof project === 'string' && { project }),
    ...(Array.isArray(roles) && { roles }),
    ...Object(named),
  };
}
