import { throwFaults, UserError } from '../errors.ts';
import type { FlagValues } from './command-line.ts';
import { attempt } from './parse/basic.ts';
import type { Question, RawEntry } from './question.ts';
import { QUESTIONS } from './questions.ts';
import { type Entry, located, type Source } from './source.ts';

/** What the flags of questions say; flags of the run are passed over. */
export function sourceFromFlags(flags: FlagValues): Source {
  const faults: UserError[] = [];
  const given = new Map<string, Entry>();
  for (const [flag, values] of Object.entries(flags)) {
    const question = QUESTIONS.find((row) => row.flag === flag);
    if (question === undefined) continue;
    for (const value of values) {
      const at = `--${flag}`;
      const entries = attempt(() => located(at, () => entriesOf(question, value)), faults);
      for (const [path, raw] of entries?.value ?? []) add(given, { path, value: raw, at }, faults);
    }
  }
  throwFaults(faults);
  return [...given.values()];
}

/** The raw entries that one value of a question stands for. */
export function entriesOf(question: Question, value: string): readonly RawEntry[] {
  if (question.fromFlag !== undefined) return question.fromFlag(value);
  const path = question.kind === 'placeholder' ? ['values', question.name] : [question.name];
  return [[path, value]];
}

/** Lists that a repeated flag builds are joined; anything else said twice is a fault. */
function add(given: Map<string, Entry>, one: Entry, faults: UserError[]): void {
  const key = JSON.stringify(one.path);
  const before = given.get(key);
  if (before === undefined) {
    given.set(key, one);
  } else if (Array.isArray(before.value) && Array.isArray(one.value) && before.at === one.at) {
    given.set(key, { ...one, value: [...before.value, ...one.value] });
  } else {
    faults.push(givenTwice(before, one));
  }
}

function givenTwice(before: Entry, one: Entry): UserError {
  const flags = before.at === one.at ? `twice by ${one.at}` : `by ${before.at} and by ${one.at}`;
  return new UserError('GivenTwice', `${one.path.join('.')} is given ${flags}.`, 'Give it once.');
}
