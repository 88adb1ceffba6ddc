import { askCan } from '../../lib/can/ask.ts';
import { OWN_ROLE, type OwnFiles, ownDocuments } from '../../lib/can/own-documents.ts';
import type { PolicyStatement } from '../../lib/evaluate/types.ts';
import { FACTS } from './documents.ts';

const READ: PolicyStatement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const OBJECT = 'arn:aws:s3:::b/k';

function file(name: string, ...statements: readonly PolicyStatement[]) {
  return { file: name, value: { Version: '2012-10-17', Statement: statements } };
}

function ask(files: OwnFiles, question = { action: 's3:GetObject', resource: OBJECT }) {
  return askCan(ownDocuments(files, FACTS), { principal: OWN_ROLE, ...question }, FACTS);
}

test('policies of one’s own answer with the file and the line', () => {
  const answer = ask({ policies: [{ ...file('read.json', READ), lines: [4] }] });
  expect([answer.result, answer.principal]).toEqual(['allowed', 'the role']);
  expect(answer.statements).toEqual([
    { layer: 'identity', policy: 'read.json', index: 0, file: 'read.json', line: 4 },
  ]);
});

test('a boundary and a session policy limit them', () => {
  const other = file('other.json', { ...READ, Action: 'sqs:*' });
  const lacking = (files: OwnFiles) => ask(files).lacking.map(({ layer }) => layer);
  const policies = [file('read.json', READ)];
  expect(lacking({ policies, boundary: other })).toEqual(['boundary']);
  expect(lacking({ policies, session: [other] })).toEqual(['session']);
});

test('a resource policy is about the resource that is asked about', () => {
  const bucket = file('bucket.json', { ...READ, Principal: '*' });
  expect(ask({ resourcePolicies: [bucket] }).statements).toEqual([
    { layer: 'resource', policy: 'bucket.json', index: 0 },
  ]);
});

test('a trust policy is about the role', () => {
  const trust = file('trust.json', {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
  });
  const question = {
    principal: 'ecs-tasks.amazonaws.com',
    action: 'sts:AssumeRole',
    resource: OWN_ROLE,
  };
  expect(ask({ trust }, question).result).toBe('allowed');
});

test('service control policies of one level allow together, and a note names the usual one', () => {
  const policies = [file('read.json', READ)];
  const deny = file('deny.json', { ...READ, Effect: 'Deny', Action: 'sqs:*' });
  const all = file('FullAWSAccess.json', { ...READ, Action: '*' });
  expect(ask({ policies, scps: [deny, all] }).result).toBe('allowed');
  const answer = ask({ policies, scps: [deny] });
  expect([answer.result, answer.notes]).toEqual([
    'implicitDeny',
    [
      'AWS attaches the service control policy FullAWSAccess by default; it is not among the documents.',
    ],
  ]);
});

test('a document that is none is refused with its file', () => {
  expect(() => ownDocuments({ policies: [{ file: 'x.json', value: [] }] }, FACTS)).toThrow(
    expect.objectContaining({
      name: 'InvalidPolicy',
      message: 'x.json: This is no policy document.',
    }),
  );
});
