import { parseCommandLine } from '../../lib/answers/command-line.ts';
import { describeFlags } from '../../lib/answers/help.ts';
import { QUESTIONS } from '../../lib/answers/questions.ts';
import { questionsAsMarkdown } from '../../lib/answers/readme-table.ts';
import { QUESTION_FLAGS, RUN_FLAGS } from '../../lib/answers/run-flags.ts';

const TABLE = [...QUESTION_FLAGS, ...RUN_FLAGS];

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
  expect(parseCommandLine(words, TABLE)).toMatchObject({ flags, faults: [] });
});

test('what is no flag is a positional, and so is everything after --', () => {
  const { positionals } = parseCommandLine(['a', '--approval', 'b', '--', '--project'], TABLE);
  expect(positionals).toEqual(['a', 'b', '--project']);
});

test.each([
  [['--projct', 'a'], "Unknown flag '--projct'.", "Did you mean '--project'?"],
  [['--project'], '--project needs a value.', 'Write --project NAME.'],
  [['--project', '--yes'], '--project needs a value.', 'Write --project NAME.'],
  [['--yes=1'], "--yes takes no value, but has '1'.", 'Write --yes.'],
  [['--project', 'a', '--project', 'b'], '--project is given twice.', 'Give it once.'],
  [
    ['--on-conflict', 'abrt'],
    "--on-conflict: 'abrt' is not one of its values.",
    "Did you mean 'abort'?",
  ],
  [['-x'], "Unknown flag '-x'.", 'Flags are listed by --help.'],
])('%j is a fault', (words, message, hint) => {
  expect(parseCommandLine(words, TABLE).faults[0]).toMatchObject({ message, hint });
});

test("every question has a flag, but for statements of one's own", () => {
  const without = QUESTIONS.filter(({ flag }) => flag === undefined).map(({ name }) => name);
  expect(without).toEqual(['taskStatements']);
});

test.each([80, 100])('help names every flag within %i columns', (width) => {
  const help = describeFlags(TABLE, width);
  for (const { name } of TABLE) expect(help).toContain(name);
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
});

test('the Markdown table has a row for every question', () => {
  expect(questionsAsMarkdown().trim().split('\n')).toHaveLength(QUESTIONS.length + 2);
});
