import fc from 'fast-check';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type {
  AccessRequest,
  AttachedPolicy,
  Policies,
  Policy,
  PolicyCondition,
  PolicyStatement,
} from '../../lib/evaluate/types.ts';

export const ACCOUNT = '111122223333';
const OTHER = '444455556666';

/** Few words, so that statements and requests meet often. */
export const action = fc.constantFrom(
  's3:GetObject',
  's3:PutObject',
  'kms:Decrypt',
  'sts:AssumeRole',
);
const resource = fc.constantFrom(
  '*',
  'arn:aws:s3:::a/k',
  'arn:aws:s3:::b/k',
  `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`,
  `arn:aws:iam::${ACCOUNT}:role/other`,
);
const principalName = fc.constantFrom(
  `arn:aws:iam::${ACCOUNT}:role/team/app`,
  `arn:aws:sts::${ACCOUNT}:assumed-role/app/one`,
  `arn:aws:iam::${ACCOUNT}:user/Ann`,
  `arn:aws:sts::${ACCOUNT}:federated-user/Ann`,
  `arn:aws:iam::${ACCOUNT}:root`,
  `arn:aws:iam::${OTHER}:role/app`,
);
const outsider = fc.constantFrom('*', 'logs.amazonaws.com');
const tag = fc.constantFrom('blue', 'red');

export const request: fc.Arbitrary<AccessRequest> = fc
  .record(
    {
      principal: fc.oneof({ weight: 6, arbitrary: principalName }, outsider).map(readRequester),
      action,
      resource,
      resourceAccount: fc.constantFrom(ACCOUNT, OTHER),
      context: fc.record(
        { 'aws:PrincipalTag/team': tag, 'aws:TagKeys': fc.subarray(['blue', 'red', 'green']) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['principal', 'action', 'resource', 'context'] },
  )
  .map((one) => one);

const condition: fc.Arbitrary<PolicyCondition> = fc.oneof(
  fc.record({
    StringEquals: fc.record({
      'aws:PrincipalTag/team': fc.oneof(tag, fc.constant(['blue', 'red'])),
    }),
  }),
  fc.record({ StringNotEqualsIfExists: fc.record({ 'aws:principaltag/team': tag }) }),
  fc.record({
    'ForAllValues:StringLike': fc.record({ 'aws:TagKeys': fc.constantFrom('b*', '*e*') }),
  }),
  fc.record({ 'ForAnyValue:StringEquals': fc.record({ 'aws:TagKeys': tag }) }),
);

const effect = fc.oneof(
  { weight: 12, arbitrary: fc.constant('Allow' as const) },
  fc.constant('Deny' as const),
);
const actions = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  action,
  fc.constantFrom('*', 's3:*', 'S3:get*', 's3:?utObject'),
  fc.subarray(['s3:GetObject', 'kms:Decrypt', 'sts:AssumeRole'], { minLength: 1 }),
);
const resources = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  resource,
  fc.constantFrom('arn:aws:s3:::*/k', "arn:aws:s3:::${aws:PrincipalTag/team, 'a'}/k", '*'),
);

export const statement: fc.Arbitrary<PolicyStatement> = fc
  .tuple(
    effect,
    fc.oneof(fc.record({ Action: actions }), fc.record({ NotAction: actions })),
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ Resource: resources }) },
      fc.record({ NotResource: resources }),
    ),
    fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, condition),
  )
  .map(([Effect, doing, on, Condition]) => ({
    Effect,
    ...doing,
    ...on,
    ...(Condition && { Condition }),
  }));

const principals = fc.oneof(
  fc.constant('*' as const),
  fc
    .subarray(
      [
        `arn:aws:iam::${ACCOUNT}:role/team/app`,
        `arn:aws:sts::${ACCOUNT}:assumed-role/app/one`,
        `arn:aws:iam::${ACCOUNT}:user/Ann`,
        ACCOUNT,
        OTHER,
      ],
      { minLength: 1 },
    )
    .map((AWS) => ({ AWS })),
);

export const resourceStatement = fc
  .tuple(statement, principals)
  .map(([one, Principal]): PolicyStatement => ({ ...one, Principal }));

export function policyOf(statements: readonly PolicyStatement[]): Policy {
  return { Version: '2012-10-17', Statement: statements };
}

export function attached(statements: fc.Arbitrary<PolicyStatement>): fc.Arbitrary<AttachedPolicy> {
  return fc
    .array(statements, { minLength: 1, maxLength: 4 })
    .map((list) => ({ name: 'policy', policy: policyOf(list) }));
}

export const policies: fc.Arbitrary<Policies> = fc.record(
  {
    identity: fc.array(attached(statement), { maxLength: 3 }),
    boundary: attached(statement),
    session: fc.array(attached(statement), { maxLength: 2 }),
    resource: fc.array(attached(resourceStatement), { maxLength: 2 }),
    scps: fc.array(fc.array(attached(statement), { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
    rcps: fc.array(attached(resourceStatement), { maxLength: 1 }),
  },
  { requiredKeys: ['identity'] },
);
