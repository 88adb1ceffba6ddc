import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { describeFlags } from '../../lib/answers/help.ts';
import { QUESTIONS } from '../../lib/answers/questions.ts';
import { flagsInHelp } from '../support/flags-in-help.ts';

test.each([
  [['--project', 'a'], { project: ['a'] }],
  [['--project=a=b'], { project: ['a=b'] }],
  [['--tag', 'a=1', '--tag', 'b=2'], { tag: ['a=1', 'b=2'] }],
  [['--service-linked-role'], { 'service-linked-role': ['yes'] }],
  [['--service-linked-role', 'no'], { 'service-linked-role': ['no'] }],
  [['--no-service-linked-role'], { 'service-linked-role': ['no'] }],
  [['--approval', 'dir'], { approval: ['yes'] }],
  [['-y', '--json', '--json'], { yes: ['yes'], json: ['yes'] }],
])('%j is read as %j', (words, flags) => {
  expect(parseCommandLine(words, NEW_FLAGS)).toMatchObject({ flags, faults: [] });
});

test('what is no flag is a positional, and so is everything after --', () => {
  const { positionals } = parseCommandLine(['a', '--approval', 'b', '--', '--project'], NEW_FLAGS);
  expect(positionals).toEqual(['a', 'b', '--project']);
});

test.each([
  [['--projct', 'a'], "Unknown flag '--projct'.", "Did you mean '--project'?"],
  [['--project'], '--project needs a value.', 'Write --project NAME.'],
  [['--project', '--yes'], '--project needs a value.', 'Write --project NAME.'],
  [['--yes=1'], "--yes takes no value, but has '1'.", 'Write --yes.'],
  [['--project', 'a', '--project', 'b'], "--project is given twice: 'a', 'b'.", 'Give it once.'],
  [
    ['--on-conflict', 'abrt'],
    "--on-conflict: 'abrt' is not one of its values.",
    "Did you mean 'abort'?",
  ],
  [['-x'], "Unknown flag '-x'.", 'Flags are listed by --help.'],
  [
    ['one', 'two'],
    "One folder is taken; 'two' is a second.",
    'Put a path that holds blanks in quotes.',
  ],
])('%j is a fault', (words, message, hint) => {
  expect(parseCommandLine(words, NEW_FLAGS).faults[0]).toMatchObject({ message, hint });
});

test("every question has a flag, but for statements of one's own", () => {
  const without = QUESTIONS.filter(({ flag }) => flag === undefined).map(({ name }) => name);
  expect(without).toEqual(['taskDefinitions', 'taskStatements', 'executionStatements']);
});

test.each([80, 100])('help has a line for every flag, within %i columns', (width) => {
  const help = describeFlags(NEW_FLAGS, width);
  expect([...flagsInHelp(help)].sort()).toEqual(NEW_FLAGS.map(({ name }) => name).sort());
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
});
