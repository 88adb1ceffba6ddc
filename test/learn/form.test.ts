import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { faultsOf, UserError } from '../../lib/errors.ts';
import { courseIn, EXERCISE_FILE, OWN_COURSE } from '../../lib/learn/course.ts';
import { readExercise } from '../../lib/learn/read-exercise.ts';
import { freshFolder } from '../support/built-bin.ts';

const folder = freshFolder();
const schema = JSON.parse(readFileSync('docs/exercise.schema.json', 'utf8'));
const accepts = new Ajv2020({ allowUnionTypes: true }).compile(schema);

const GOOD = `title: A role
minutes: 5
story: One.
symptom: Two.
task: Three.
page: https://docs.aws.amazon.com/IAM/
hints:
  - Look.
checks:
  - id: read
    who: task
    action: s3:GetObject
    resource: arn:aws:s3:::orders/a
    allow: true
    say: It cannot read.
  - id: lock
    is: lock
    say: The lock is old.
wider: Four.
wrong:
  star: read
`;

/** The messages of a text's faults. */
function faultsIn(text: string): readonly string[] {
  return faultsOfReading(() => readExercise({ name: 'exercise.yaml', text }));
}

function faultsOfReading(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return faultsOf(error).map(({ message }) => message);
  }
}

test('the exercise that docs/teaching.md shows is taken', () => {
  const [, shown = ''] = /```yaml\n([^`]+)```/.exec(readFileSync('docs/teaching.md', 'utf8')) ?? [];
  expect([parse(shown)?.title, ...faultsIn(shown)]).toEqual(['The report is not written']);
  expect(accepts(parse(shown))).toBe(true);
});

test('an exercise with each kind of check is taken', () => {
  expect(faultsIn(GOOD)).toEqual([]);
  expect(accepts(parse(GOOD))).toBe(true);
});

test.each(courseIn(OWN_COURSE))('the schema takes exercise $name', ({ folder }) => {
  accepts(parse(readFileSync(join(folder, EXERCISE_FILE), 'utf8')));
  expect(accepts.errors).toBe(null);
});

test.each([
  ['no title', 'title: A role\n', '', 'exercise.yaml:1: title needs a text.'],
  ['minutes in words', 'minutes: 5', 'minutes: five', 'exercise.yaml:2: minutes needs a number.'],
  ['a page of no address', 'https:', 'http:', 'exercise.yaml:6: page is no address.'],
  ['hints in one text', 'hints:\n  - Look.', 'hints: Look.', 'exercise.yaml:7: hints is no list.'],
  [
    'allow in words',
    'allow: true',
    'allow: yes',
    'exercise.yaml:14: checks.0.allow is not true or false.',
  ],
  [
    'a state unknown',
    'is: lock',
    'is: key',
    'exercise.yaml:17: checks.1.is is neither lock nor account.',
  ],
  [
    'no action',
    '    action: s3:GetObject\n',
    '',
    'exercise.yaml:10: checks.0.action needs a text.',
  ],
  [
    'somebody else',
    '    who: task',
    '    who: task\n    asIf: root',
    'exercise.yaml:12: checks.0.asIf is not administrator.',
  ],
])('%s: the line is named, and the schema refuses it, too', (_, from, to, message) => {
  const text = GOOD.replace(from, to);
  expect(faultsIn(text)).toEqual([message]);
  expect(accepts(parse(text))).toBe(false);
});

test.each([
  [
    'two checks of one id',
    'id: lock',
    'id: read',
    "exercise.yaml:16: checks.1.id 'read' is given twice.",
  ],
  [
    'a wrong fix of no check',
    'star: read',
    'star: write',
    'exercise.yaml:21: wrong.star names no check.',
  ],
])('%s: the line is named', (_, from, to, message) => {
  expect(faultsIn(GOOD.replace(from, to))).toEqual([message]);
});

test('a course names every folder that an exercise lacks, until it has all', () => {
  const own = join(folder(), '01-reports');
  mkdirSync(join(own, 'repo'), { recursive: true });
  writeFileSync(join(own, EXERCISE_FILE), GOOD);
  expect(faultsOfReading(() => courseIn(folder()))).toEqual([
    "There is no folder '01-reports/solution'.",
    "There is no folder '01-reports/wrong/star'.",
  ]);
  mkdirSync(join(own, 'solution'));
  mkdirSync(join(own, 'wrong/star'), { recursive: true });
  expect(courseIn(folder()).map(({ number, name }) => [number, name])).toEqual([[1, '01-reports']]);
});

test('a folder without exercises is no course', () => {
  expect(faultsOfReading(() => courseIn(folder()))).toEqual([
    `There is no exercise in '${folder()}'.`,
  ]);
});
