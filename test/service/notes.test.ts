import type { Answers } from '../../lib/answers/types.ts';
import { ROLES } from '../../lib/roles/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { leftOutRoles, notes } from '../../lib/service/notes.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { VALUES } from '../support/values.ts';

function notesOf(more: Partial<Answers>): string {
  const answers: Answers = { ...DEFAULT_ANSWERS, ...more };
  return notes(buildService(answers)).join('\n');
}

test.each([
  ['no connection is named', {}, /no permission for its source until you name the connection/],
  [
    'GitHub Actions needs no connection',
    {
      deploy: 'github',
      repositoryId: 'example/shop',
      values: { connectionId: VALUES.connectionId },
    },
    /The connection \(--connection-arn\) is not used/,
  ],
  ['the task role names a Region', {}, /task role's trust policy names one Region/],
  ['an Exec role is separate', { exec: 'separate' }, /takes effect only in a task definition/],
  ['another account pulls', { crossAccountPull: ['444455556666'] }, /lets 444455556666 pull/],
  [
    'the image is in another account',
    { values: { registryAccount: '444455556666' } },
    /also needs that repository's policy/,
  ],
  [
    'logs go to another account',
    { crossAccountLogs: [{ kind: 'to', account: '444455556666' }] },
    /may assume the log writer role/,
  ],
  [
    'a Logs resource policy is asked for',
    { crossAccountLogs: [{ kind: 'resource-policy' }], values: { ruleName: 'r' } },
    /cannot let another account's task write here/,
  ],
  [
    'a secret of another account has no key',
    { secrets: [{ name: 'api', account: '444455556666' }] },
    /customer managed key there; .*\(api\)/,
  ],
  [
    'a GitHub repository has no IDs',
    { roles: ['github-oidc-deploy'], values: { githubOwner: 'octocat', githubRepository: 'shop' } },
    /send their owner and repository with IDs/,
  ],
] as const satisfies readonly (readonly [string, Partial<Answers>, RegExp])[])(
  'it is noted that %s',
  (_, more, expected) => {
    expect(notesOf(more)).toMatch(expected);
  },
);

test.each([
  ['a named connection', { values: { connectionId: VALUES.connectionId } }, /until you name/],
  [
    'another source',
    { source: 's3', values: { sourceBucket: 'shop-source', sourceKey: 'a.zip' } },
    /until you name/,
  ],
  ['plain trust', { trust: 'plain' }, /names one Region/],
  [
    'a foreign secret with its key',
    {
      secrets: [{ name: 'api', account: '444455556666' }],
      values: { secretsKmsKeyId: VALUES.secretsKmsKeyId },
    },
    /customer managed key there/,
  ],
  [
    'a GitHub repository with IDs',
    {
      roles: ['github-oidc-deploy'],
      values: { githubOwner: 'octocat@123456', githubRepository: 'shop@456789' },
    },
    /with IDs/,
  ],
] as const satisfies readonly (readonly [string, Partial<Answers>, RegExp])[])(
  'with %s there is nothing to note of it',
  (_, more, unexpected) => {
    expect(notesOf(more)).not.toMatch(unexpected);
  },
);

test('every note is sentences of Latin-1', () => {
  const answers = everythingAnswers();
  for (const note of notes(buildService(answers))) {
    expect(note).toMatch(/^[A-Z][\u0020-\u00ff]+\.$/);
  }
});

/** What the one pipeline of two environments has besides its own roles. */
const COMES_ALONG: readonly string[] = ['codebuild-validate', 'pipeline-deploy'];

test('the roles left out are the others, each with its reason', () => {
  const left = leftOutRoles(buildService(DEFAULT_ANSWERS));
  expect(left.map(({ id }) => id)).toEqual(
    ROLES.filter((role) => !role.recommended && !COMES_ALONG.includes(role.id)).map(({ id }) => id),
  );
  for (const { why } of left) expect(why).toMatch(/\.$/);
  const ofAll = leftOutRoles(buildService({ ...everythingAnswers(), roles: 'all' }));
  expect(ofAll.map(({ id }) => id)).toEqual(['codebuild-deploy']);
});
