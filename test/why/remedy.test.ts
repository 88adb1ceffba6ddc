import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../../lib/why/diagnose.ts';
import { remediesFor } from '../../lib/why/remedy.ts';
import { freshFolder } from '../support/built-bin.ts';
import { runCommand } from '../support/run-command.ts';

const folder = freshFolder();
const SURROUNDINGS = {
  names: new Map<string, string>(),
  account: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
};

/** Every command that a remedy names for a text of the corpus, each once. */
const commands = [
  ...new Set(
    ['reported.json', 'others.json']
      .flatMap((file): { text: string }[] =>
        JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')),
      )
      .flatMap(({ text }) => {
        const diagnosis = diagnose(text, SURROUNDINGS);
        return diagnosis === undefined ? [] : remediesFor(diagnosis);
      })
      .flatMap(({ exact = '' }) => (exact.startsWith('ecs-iam ') ? [exact] : [])),
  ),
];

/** Words as a shell takes them apart. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
}

test('the corpus names grants, secrets, options and statements to add', () => {
  const kinds = new Set(commands.map((one) => one.split(' ').slice(0, 3).join(' ')));
  expect([...kinds].sort()).toEqual([
    'ecs-iam add execution-statement',
    'ecs-iam add grant',
    'ecs-iam add option',
    'ecs-iam add parameter',
    'ecs-iam add value',
    'ecs-iam new .',
    'ecs-iam policy exec',
    'ecs-iam policy operator',
  ]);
});

/** A value that the message does not have is for the reader to fill in. */
const whole = commands.filter((one) => !one.includes('…') && !one.includes(' policy '));

test.each(whole)('%s is a command that works in a repo', async (command) => {
  const place = ['--account', '111122223333', '--region', 'eu-west-1'];
  const role = / (?:add option|option) ([a-z-]+)\./.exec(command)?.[1] ?? 'task';
  const roles = ['task-execution', 'task', 'codebuild', 'codepipeline', role].join(',');
  const connection = ['--set', 'connectionId=12345678-1234-1234-1234-123456789012'];
  const made = await runCommand(folder(), [
    ...['new', '.', '--yes', '--quiet', '--project', 'shop', '--roles', roles],
    ...[...place, ...connection, '--repository-id', 'o/r'],
  ]);
  expect([made.status, made.stderr]).toEqual([0, '']);
  const [, ...words] = wordsOf(command);
  const { status, stderr } = await runCommand(folder(), [...words, '--dry-run']);
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('error:')]);
});

test.each([
  ['ecs:ExecuteCommand', 'arn:aws:ecs:eu-west-1:111122223333:cluster/c', 'ecs-iam policy exec'],
  ['iam:PutRolePolicy', 'role shop-ecs-task-role-dev', 'ecs-iam policy operator'],
  ['iam:SimulatePrincipalPolicy', 'role shop-ecs-task-role-dev', 'ecs-iam policy validate'],
  ['codepipeline:UpdatePipeline', 'arn:aws:codepipeline:eu-west-1:1:p', 'policy pipeline'],
  ['ecs:UpdateService', 'arn:aws:ecs:eu-west-1:111122223333:service/c/s', 'this statement'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/shop-ecs-task-role-dev', 'iam:PassedToService'],
])('who works on the account and lacks %s reads what grants it', async (action, on, said) => {
  const text = `User: arn:aws:iam::111122223333:user/anna is not authorized to perform: ${action} on resource: ${on}`;
  const made = await runCommand(folder(), ['new', '.', '--yes', '--quiet', '--project', 'shop']);
  expect(made.status).toBe(0);
  const { stdout } = await runCommand(folder(), ['why', text]);
  const [, todo = ''] = stdout.split('What to do\n');
  expect(todo.replace(/\s+/g, ' ')).toContain(said);
  // The files of the repo do not change by it.
  expect(todo).not.toContain('deploy-iam.sh');
});
