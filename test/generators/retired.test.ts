import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, runBin } from '../support/built-bin.ts';

const folder = freshFolder();
const BASE = [
  '--yes',
  '--quiet',
  '--project',
  'shop',
  '--account',
  '123456789012',
  '--id',
  'aaaa1111',
];

function run(...words: readonly string[]) {
  return runBin(folder(), words);
}

function write(...words: readonly string[]) {
  const ended = run('new', ...BASE, '--region', 'eu-west-1', ...words);
  expect(ended).toMatchObject({ status: 0, stderr: '' });
}

function again(...words: readonly string[]) {
  const ended = run('new', '--yes', '--force', ...words);
  expect(ended.status).toBe(0);
  return ended.stderr;
}

function practise(...words: readonly string[]) {
  return run(...words, '--practice');
}

function retired(): readonly { readonly kind: string }[] {
  const marker = JSON.parse(readFileSync(join(folder(), '.yo-rc.json'), 'utf8'));
  return marker['generator-ecs-iam'].retired ?? [];
}

test('an environment that is taken out is named until destroy has deleted it', () => {
  write('--target', 'cli', '--environments', 'dev,staging');
  expect(practise('apply', '--environment', 'staging', '--yes').status).toBe(0);
  const command =
    /Environment staging of shop is no longer part of this repo, .*:\n {2}npx generator-ecs-iam destroy --environment staging\n/;
  expect(again('--environments', 'dev')).toMatch(command);
  expect(again('--tag', 'team=a')).toMatch(command);
  expect(practise('plan').stderr).toMatch(command);
  expect(practise('plan', '--environment', 'staging').status).toBe(1);
  const destroyed = practise('destroy', '--environment', 'staging', '--confirm', 'staging');
  expect(destroyed.status).toBe(0);
  expect(destroyed.stdout).toContain('delete role shop-ecs-task-role-staging');
  expect(retired()).toEqual([]);
  expect(practise('plan').stderr).not.toContain('staging');
});

test('an environment that comes back is no longer listed', () => {
  write('--target', 'cli', '--environments', 'dev,staging');
  again('--environments', 'dev');
  expect(retired()).toHaveLength(1);
  again('--environments', 'dev,staging');
  expect(retired()).toEqual([]);
});

test('a role under an earlier name is named, found in the account and pruned', () => {
  write('--target', 'cli', '--environments', 'dev', '--role-name', 'task=acme-<environment>');
  expect(practise('apply', '--yes').status).toBe(0);
  expect(again('--role-name', 'task=web-<environment>')).toContain(
    "Role 'acme-dev' of environment dev is no longer part of this repo",
  );
  expect(practise('plan').stdout).toContain("Role 'acme-dev' is ours and no longer defined");
  expect(practise('apply', '--yes', '--prune', '--confirm', 'dev').status).toBe(0);
  expect(retired()).toEqual([]);
});

test('a project under an earlier name is destroyed by that name', () => {
  write('--target', 'cli', '--environments', 'dev');
  expect(practise('apply', '--yes').status).toBe(0);
  expect(again('--project', 'store')).toContain(
    'npx generator-ecs-iam destroy --environment shop/dev\n',
  );
  const words = ['--environment', 'shop/dev', '--confirm', 'dev'];
  const destroyed = practise('destroy', ...words);
  expect(destroyed.status).toBe(0);
  expect(destroyed.stdout).toContain('shop-ecs-task-role-dev');
  expect(retired()).toEqual([]);
});

test('another target: what still stands, what to do first, and how it leaves the list', () => {
  write('--target', 'cloudformation', '--environments', 'dev');
  expect(again('--target', 'cdk')).toContain(
    'Environment dev was written for CloudFormation, and its roles may still stand in the account, so the new tool cannot make them:\n  aws cloudformation delete-stack --stack-name shop-pipeline-dev --region eu-west-1\n  aws cloudformation delete-stack --stack-name shop-iam-dev --region eu-west-1\n  aws cloudformation delete-stack --stack-name shop-shared --region eu-west-1  # its repository stays\n  npx generator-ecs-iam destroy --environment dev@cloudformation --confirm dev@cloudformation  # takes it off this list, and changes nothing in the account\n',
  );
  const name = 'dev@cloudformation';
  expect(practise('destroy', '--environment', name)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('delete-stack --stack-name shop-iam-dev'),
  });
  expect(practise('destroy', '--environment', name, '--confirm', name).status).toBe(0);
  expect(retired()).toEqual([]);
});

test('every command says that the files are from other answers', () => {
  write('--target', 'cli', '--environments', 'dev');
  const file = join(folder(), 'ecs-iam.json');
  const sentence =
    'The files of this repo were written from other answers than ecs-iam.json has now';
  expect(practise('plan').stderr).not.toContain(sentence);
  const answers = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...answers, tags: { team: 'a' } }));
  for (const words of [['plan'], ['validate'], ['apply', '--yes']]) {
    expect(practise(...words).stderr).toContain(sentence);
  }
  for (const words of [['lock'], ['policy', 'validate'], ['can', 's3:GetObject', '*']]) {
    const { stdout, stderr } = run(...words);
    expect(`${stdout}${stderr}`).toContain(sentence);
  }
  again();
  expect(practise('plan').stderr).not.toContain(sentence);
});
