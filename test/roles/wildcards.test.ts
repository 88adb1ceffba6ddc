import { ROLES } from '../../lib/roles/registry.ts';
import type { CatalogueDocument } from '../support/catalogue-documents.ts';
import { catalogueDocuments, documentsInChina } from '../support/catalogue-documents.ts';
import { type LintResult, lintStatement } from '../support/lint-statement.ts';
import {
  ALLOWED_ACTION_WILDCARDS,
  ALLOWED_ARN_FORMS,
  ALLOWED_RESOURCE_WILDCARDS,
} from './allowed-wildcards.ts';

function lintAll(documents: readonly CatalogueDocument[]): readonly LintResult[] {
  const results = new Map<string, LintResult>();
  for (const one of documents) {
    for (const statement of one.document.Statement) {
      const key = JSON.stringify([one.role, one.kind, statement]);
      if (!results.has(key)) results.set(key, lintStatement(one, statement));
    }
  }
  return [...results.values()];
}

const documents = catalogueDocuments();
const results = lintAll(documents);

test('no wildcard of any role, option or grant could be narrower', () => {
  const avoidable = results.flatMap(({ avoidableWildcards }) => avoidableWildcards);
  process.stdout.write(
    `Avoidable wildcards: ${avoidable.length} (${results.length} statements of ${documents.length} documents)\n`,
  );
  expect(avoidable).toEqual([]);
});

test('AWS knows every action, condition key and form of ARN', () => {
  expect(results.flatMap(({ faults }) => faults)).toEqual([]);
});

test('every exception to the rule is used by some statement', () => {
  const used = new Set(results.flatMap((result) => result.used));
  const all = [...ALLOWED_RESOURCE_WILDCARDS, ...ALLOWED_ACTION_WILDCARDS, ...ALLOWED_ARN_FORMS];
  expect(all.filter((one) => !used.has(one))).toEqual([]);
});

test('every ARN is in the partition of its account', () => {
  const arns = documentsInChina().flatMap(({ where, document }) =>
    [...JSON.stringify(document).matchAll(/"(arn:[^"]*)"/g)].map(([, arn = '']) => [where, arn]),
  );
  expect(arns.length).toBeGreaterThan(ROLES.length);
  expect(arns.filter(([, arn]) => !arn?.startsWith('arn:aws-cn:'))).toEqual([]);
});

const WRONG: readonly (readonly [string, object, RegExp])[] = [
  ['an action that AWS does not have', { Action: 's3:GetObjects' }, /no action s3:GetObjects/],
  [
    'a resource of another kind',
    { Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-bucket' },
    /takes none of its resources/,
  ],
  [
    'an action that takes no resource',
    { Action: 'ecr:GetAuthorizationToken', Resource: 'arn:aws:s3:::b/*' },
    /no action of the statement takes/,
  ],
  [
    'a condition key that the action does not send',
    {
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::b/*',
      Condition: { StringEquals: { 'ecs:cluster': 'x' } },
    },
    /knows no condition key ecs:cluster/,
  ],
];

test.each(WRONG)('the lint finds %s', (_, statement, expected) => {
  const document = {
    where: 'here',
    role: 'task',
    kind: 'identity',
    document: { Version: '2012-10-17', Statement: [] },
  } as const;
  const { faults } = lintStatement(document, {
    Sid: 'Wrong',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    ...statement,
  });
  expect(faults.join('\n')).toMatch(expected);
});

test('the lint finds a wildcard that could be narrower', () => {
  const [first] = documents;
  if (first === undefined) throw new Error('No document.');
  const { avoidableWildcards } = lintStatement(
    { ...first, kind: 'identity' },
    { Sid: 'Wide', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  );
  expect(avoidableWildcards.join()).toMatch(/s3:GetObject on \*/);
});
