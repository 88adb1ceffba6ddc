import { setElsewhere } from '../../lib/answers/set-elsewhere.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { inEmptyFolder } from '../starter/folder.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { runCommand } from '../support/run-command.ts';

const STATEMENT = { sid: 'Mail', actions: ['ses:SendEmail'], resources: ['*'] };
const DEFINITION = { container: 'web', definition: {} };

test('of what has its default nothing is said', () => {
  expect(setElsewhere(DEFAULT_ANSWERS)).toEqual([]);
});

test.each<[Partial<Answers>, string]>([
  [{ presets: { references: ['a.json', 'acme'], list: [] } }, 'Presets of your team: a.json, acme'],
  [
    { taskDefinitions: [DEFINITION, { ...DEFINITION, environment: 'prod' }] },
    'Task definitions of your own: web, web in prod',
  ],
  [{ taskStatements: [STATEMENT] }, 'Statements of your own: Mail'],
  [{ executionStatements: [STATEMENT] }, 'Statements of your own for the execution role: Mail'],
  [
    { roleOverrides: { task: { path: '/a/', maxSessionDuration: 7200 } } },
    'Settings of one role: task path /a/ maxSessionDuration 7200',
  ],
  [
    { lists: { buildSubnetId: ['subnet-1', 'subnet-2'] } },
    'Values of placeholders that take several: buildSubnetId subnet-1 subnet-2',
  ],
])('%j has a line', (some, line) => {
  expect(setElsewhere({ ...DEFAULT_ANSWERS, ...some })).toEqual([line]);
});

test('the review says it before anything is written', async () => {
  await inEmptyFolder(async (folder) => {
    const words = ['new', '.', '--deploy', 'none', '--target', 'cli', '--project', 'shop'];
    const more = ['--environments', 'dev', '--role-override', 'task.maxSessionDuration=7200'];
    const { stderr } = await runCommand(folder, [...words, ...more], {
      reply: (name) =>
        name === 'more' || name === 'features' ? [] : name === 'review' ? 'write' : '',
    });
    expect(stderr).toContain('\n  Settings of one role: task maxSessionDuration 7200\n');
  });
});
