import { throwFaults, UserError } from '../errors.ts';
import type { Flag, FlagValues } from './command-line.ts';
import { LAST_FLAGS, plainFlag } from './flag-forms.ts';
import { attempt } from './parse/basic.ts';
import type { Question, RawEntry } from './question.ts';
import { QUESTIONS } from './questions.ts';
import { type Entry, located } from './sources.ts';

/** Flags of the command `new` that are about the run, not about the answers. */
const RUN_FLAGS: readonly Flag[] = [
  value('answers', "Takes answers from a file; flags win over it, it wins over the folder's own.", {
    metavar: 'FILE',
  }),
  {
    ...value(
      'from-taskdef',
      'Takes roles, values and the task definition from one that you have; - is stdin.',
      { metavar: '[ENV.]FILE' },
    ),
    repeatable: true,
  },
  { ...plainFlag('yes', 'Asks nothing: what is not given takes its default.'), short: 'y' },
  value(
    'on-conflict',
    'What to do with files that were edited (else: ask, or abort without a terminal).',
    { metavar: 'HOW', choices: ['abort', 'skip', 'overwrite'] },
  ),
  plainFlag('force', 'The same as --on-conflict overwrite.'),
  plainFlag('dry-run', 'Writes nothing; lists what would be.'),
  plainFlag('diff', 'Writes nothing; shows the changes.'),
  plainFlag('json', 'The same as --format json.'),
  value('format', 'How to report on stdout; json is one document and nothing else.', {
    metavar: 'FORMAT',
    choices: ['text', 'json'],
  }),
  plainFlag('quiet', 'Prints nothing but errors.'),
  plainFlag('no-color', 'No colours; NO_COLOR does the same.'),
  ...LAST_FLAGS,
];

function value(name: string, explanation: string, more: Pick<Flag, 'metavar' | 'choices'>): Flag {
  return { name, takes: 'value', group: 'run', explanation, ...more };
}

/** The flags of all questions, in the order of the table. */
const QUESTION_FLAGS: readonly Flag[] = QUESTIONS.flatMap((question, index) => {
  const { flag, repeatable, metavar, group, type, explanation, choices } = question;
  const first = QUESTIONS.findIndex((other) => other.flag === flag);
  if (flag === undefined || first < index) return [];
  return [
    {
      name: flag,
      takes: type === 'confirm' ? 'yes-no' : 'value',
      metavar,
      ...(repeatable && { repeatable }),
      ...(type === 'select' && choices && { choices: choices.map(({ value: one }) => one) }),
      group,
      explanation,
    },
  ];
});

/** Every flag of the command `new`. */
export const NEW_FLAGS: readonly Flag[] = [...QUESTION_FLAGS, ...RUN_FLAGS];

/**
 * The raw values of the flags of questions; flags of the run are passed over.
 *
 * @throws UserError `MalformedFlag`, `GivenTwice`.
 */
export function entriesFromFlags(flags: FlagValues): readonly Entry[] {
  const faults: UserError[] = [];
  const entries = new Map<string, Entry>();
  for (const [flag, texts] of Object.entries(flags)) {
    const question = QUESTIONS.find((row) => row.flag === flag);
    if (question === undefined) continue;
    const at = `--${flag}`;
    for (const text of texts) {
      const raw = attempt(() => located(at, () => rawEntries(question, text)), faults);
      for (const [path, one] of raw?.value ?? []) {
        add(entries, { path, value: one, from: 'flag', at }, faults);
      }
    }
  }
  throwFaults(faults);
  return [...entries.values()];
}

function rawEntries(question: Question, text: string): readonly RawEntry[] {
  if (question.fromFlag !== undefined) return question.fromFlag(text);
  const path = question.kind === 'placeholder' ? ['values', question.name] : [question.name];
  return [[path, text]];
}

/** Lists of a repeated flag are joined; anything else that is given twice is a fault. */
function add(entries: Map<string, Entry>, one: Entry, faults: UserError[]): void {
  const key = JSON.stringify(one.path);
  const before = entries.get(key);
  if (before === undefined) {
    entries.set(key, one);
  } else if (Array.isArray(before.value) && Array.isArray(one.value) && before.at === one.at) {
    entries.set(key, { ...one, value: [...before.value, ...one.value] });
  } else {
    faults.push(givenTwice(before, one));
  }
}

function givenTwice(before: Entry, one: Entry): UserError {
  const flags = before.at === one.at ? `twice by ${one.at}` : `by ${before.at} and by ${one.at}`;
  return new UserError('GivenTwice', `${one.path.join('.')} is given ${flags}.`, 'Give it once.');
}
