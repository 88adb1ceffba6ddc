import { compilePolicies, decide } from '../../lib/evaluate/decide.ts';
import { explainDenial } from '../../lib/evaluate/explain.ts';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type {
  AccessRequest,
  AttachedPolicy,
  Policies,
  PolicyStatement,
} from '../../lib/evaluate/types.ts';

function named(name: string, ...statements: readonly PolicyStatement[]): AttachedPolicy {
  return { name, policy: { Version: '2012-10-17', Statement: statements } };
}

const REQUEST: AccessRequest = {
  principal: readRequester('arn:aws:iam::111122223333:role/app'),
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  context: { 'aws:PrincipalTag/team': 'red' },
};

function explained(policies: Policies, change: Partial<AccessRequest> = {}) {
  const layers = compilePolicies(policies);
  const request = { ...REQUEST, ...change };
  return explainDenial(layers, request, decide(layers, request));
}

test('a decision names the statement: its layer, its policy, its number and its Sid', () => {
  const layers = compilePolicies({
    identity: [
      named('Logs', { Effect: 'Allow', Action: 'logs:*', Resource: '*' }),
      named(
        'Objects',
        { Effect: 'Allow', Action: 's3:Put*', Resource: '*' },
        { Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
      ),
    ],
    boundary: named('Boundary', { Effect: 'Allow', Action: '*', Resource: '*' }),
  });
  expect(decide(layers, REQUEST)).toEqual({
    result: 'allowed',
    by: [
      { layer: 'identity', policy: 'Objects', index: 1, sid: 'Read' },
      { layer: 'boundary', policy: 'Boundary', index: 0 },
    ],
  });
});

test('an explicit deny names the statement that denies', () => {
  const layers = compilePolicies({
    identity: [
      named('All', { Effect: 'Allow', Action: '*', Resource: '*' }),
      named('No', { Sid: 'NoReading', Effect: 'Deny', Action: 's3:Get*', Resource: '*' }),
    ],
  });
  expect(decide(layers, REQUEST)).toEqual({
    result: 'explicitDeny',
    by: { layer: 'identity', policy: 'No', index: 0, sid: 'NoReading' },
  });
});

test('what is allowed or denied by a statement needs no other explanation', () => {
  expect([
    explained({ identity: [named('All', { Effect: 'Allow', Action: '*', Resource: '*' })] }),
    explained({ identity: [named('None', { Effect: 'Deny', Action: '*', Resource: '*' })] }),
  ]).toEqual([[], []]);
});

test('a condition that does not hold is given with what was wanted and what came', () => {
  const policy = named('Objects', {
    Sid: 'Read',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:PrincipalTag/team': ['blue', 'green'] },
      Bool: { 'aws:SecureTransport': true },
      StringLike: { 'AWS:principaltag/TEAM': 'r*' },
    },
  });
  expect(explained({ identity: [policy] })).toEqual([
    {
      layer: 'identity',
      closest: {
        statement: { layer: 'identity', policy: 'Objects', index: 0, sid: 'Read' },
        mismatches: [
          {
            element: 'Condition',
            operator: 'StringEquals',
            key: 'aws:PrincipalTag/team',
            wanted: ['blue', 'green'],
            got: ['red'],
          },
          {
            element: 'Condition',
            operator: 'Bool',
            key: 'aws:SecureTransport',
            wanted: ['true'],
            got: [],
          },
        ],
      },
    },
  ]);
});

test('the closest statement is the one with the fewest things that do not hold', () => {
  const wanted = (values: readonly string[]) => ({
    StringEquals: Object.fromEntries(values.map((value) => [`aws:x${value}`, value])),
  });
  const policy = named(
    'Objects',
    { Sid: 'Elsewhere', Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::c/*' },
    { Sid: 'Two', Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: wanted(['1', '2']) },
    { Sid: 'One', Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: wanted(['1']) },
    { Sid: 'Other', Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
  );
  expect(explained({ identity: [policy] })[0]?.closest?.statement.sid).toBe('One');
});

test('a resource that is not among those of the statement is named with them', () => {
  const policy = named('Objects', { Effect: 'Allow', Action: '*', Resource: ['arn:aws:s3:::c/*'] });
  expect(explained({ identity: [policy] })[0]?.closest?.mismatches).toEqual([
    { element: 'Resource', wanted: ['arn:aws:s3:::c/*'], got: 'arn:aws:s3:::b/k' },
  ]);
  const except = named('Objects', {
    Effect: 'Allow',
    Action: '*',
    NotResource: 'arn:aws:s3:::b/*',
  });
  expect(explained({ identity: [except] })[0]?.closest?.mismatches).toEqual([
    { element: 'NotResource', wanted: ['arn:aws:s3:::b/*'], got: 'arn:aws:s3:::b/k' },
  ]);
});

test('a principal that a trust policy does not name is given with those it names', () => {
  const trust = named('trust', {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: ['ec2.amazonaws.com'], AWS: '444455556666' },
  });
  const request = {
    action: 'sts:AssumeRole',
    principal: readRequester('ecs-tasks.amazonaws.com'),
  };
  expect(explained({ resource: [trust] }, request)[0]?.closest?.mismatches).toEqual([
    {
      element: 'Principal',
      wanted: ['ec2.amazonaws.com', '444455556666'],
      got: 'ecs-tasks.amazonaws.com',
    },
  ]);
});

test('a layer without a statement about the action has none that comes close', () => {
  const policy = named('Images', { Effect: 'Allow', Action: 'ecr:*', Resource: '*' });
  expect(explained({ identity: [policy] })).toEqual([{ layer: 'identity' }]);
});

test('each layer that lacks an allow is explained, of the SCPs the level that does', () => {
  const all = named('All', { Effect: 'Allow', Action: '*', Resource: '*' });
  const elsewhere = named('Elsewhere', {
    Effect: 'Allow',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::c',
  });
  const found = explained({
    scps: [[all], [elsewhere], [all]],
    identity: [all],
    boundary: elsewhere,
    session: [],
  });
  expect(found.map(({ layer, closest }) => [layer, closest?.statement.policy])).toEqual([
    ['scp', 'Elsewhere'],
    ['boundary', 'Elsewhere'],
    ['session', undefined],
  ]);
});
