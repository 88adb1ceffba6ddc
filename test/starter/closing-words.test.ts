import { join, resolve } from 'node:path';
import { buildService } from '../../lib/service/build-service.ts';
import { leftOutRoles } from '../../lib/service/notes.ts';
import {
  closingJson,
  closingWords,
  type FinishedRun,
  namesAndValues,
} from '../../lib/starter/closing-words.ts';
import type { WritePlan } from '../../lib/starter/write-plan.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';

const FROM = resolve('/home/someone');

function finishedIn(folder: string): FinishedRun {
  const plan: WritePlan = {
    folder,
    files: [
      { path: 'README.md', state: 'create', replaceable: true, after: 'a\n', executable: false },
      {
        path: 'iam/old.yaml',
        state: 'left',
        replaceable: false,
        executable: false,
        reason: 'was edited',
      },
    ],
    written: {},
    marker: undefined,
  };
  return { service: buildService(DEFAULT_ANSWERS), plan, from: FROM };
}

test('the roles made are named', () => {
  expect(closingWords(finishedIn(FROM))).toContain('  shop-ecs-task-execution-role-dev  ');
});

test('each role left out has one line with the reason', () => {
  const [, section = ''] = closingWords(finishedIn(FROM)).split('Left out\n');
  const lines = section.split('\n\n', 1).join('').split('\n');
  for (const { id } of leftOutRoles(buildService(DEFAULT_ANSWERS))) {
    expect(lines.filter((line) => line.startsWith(`  ${id}: `))).toHaveLength(1);
  }
});

test('derived names are shown', () => {
  const names = namesAndValues(buildService(DEFAULT_ANSWERS));
  expect(names).toContain('  artifactBucketPrefix: shop-dev-artifacts');
});

test('files are counted, and those to look at are listed', () => {
  const words = closingWords(finishedIn(FROM));
  expect(words).toContain('1 created, 1 left');
  expect(words).toContain('left       iam/old.yaml  (was edited)');
});

test('a missing connection is warned of', () => {
  expect(closingWords(finishedIn(FROM))).toContain('--connection-arn');
});

test.each([
  ['the folder one stands in', FROM, 'aws sts get-caller-identity'],
  ['a new folder', join(FROM, 'shop'), 'cd shop'],
  ['a folder elsewhere', resolve('/srv/shop'), 'cd /srv/shop'],
  ['a folder with a blank', join(FROM, "my shop's"), "cd 'my shop'\\''s'"],
])('three commands follow, from %s', (_, folder, first) => {
  expect(closingWords(finishedIn(folder))).toContain(
    `Next\n  ${first}\n  scripts/deploy-iam.sh dev --dry-run\n  scripts/deploy-iam.sh dev\n`,
  );
});

test('the same is there as JSON', () => {
  expect(JSON.parse(JSON.stringify(closingJson(finishedIn(FROM))))).toMatchObject({
    project: 'shop',
    target: 'cloudformation',
    roles: expect.arrayContaining([
      expect.objectContaining({ names: ['shop-ecs-task-role-dev', 'shop-ecs-task-role-prod'] }),
    ]),
    files: [
      { path: 'README.md', state: 'create' },
      { path: 'iam/old.yaml', state: 'left', reason: 'was edited' },
    ],
    next: expect.arrayContaining(['scripts/deploy-iam.sh dev']),
  });
});
