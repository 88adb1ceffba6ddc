import { askerOf } from '../asker.ts';
import { arnHere, type Form, type Found, NOBODY, plainForm, type Reading, steps } from '../form.ts';
import { roleNamed } from './conflict.ts';

const LIMITS: readonly {
  readonly id: string;
  readonly pattern: RegExp;
  readonly action: string;
  readonly meaning: string;
  readonly way: readonly string[];
}[] = [
  {
    id: 'inline-policies-too-long',
    pattern: /Maximum policy size of \d+ bytes exceeded/i,
    action: 'iam:PutRolePolicy',
    meaning:
      'All inline policies of a role together may hold 10,240 characters without white space, and that cannot be raised.',
    way: [
      'Splitting into more inline policies does not help: keep them as customer managed policies, 6,144 characters each (ecs-iam new . --role-policies ROLE=customer-managed).',
      'Or name a path of parameters or a prefix of secrets in place of each ARN.',
    ],
  },
  {
    id: 'managed-policy-too-long',
    pattern: /quota for PolicySize|PolicySize: ?6144/i,
    action: 'iam:CreatePolicy',
    meaning:
      'A customer managed policy may hold 6,144 characters without white space, and that cannot be raised.',
    way: ['Split it into two policies, or name a path or prefix in place of each ARN.'],
  },
  {
    id: 'trust-too-long',
    pattern: /quota for ACLSizePerRole/i,
    action: 'iam:UpdateAssumeRolePolicy',
    meaning:
      'A trust policy may hold 2,048 characters by default; the quota can be raised to 4,096.',
    way: [
      'Put the values of one key into one list, or ask for a higher quota in Service Quotas (Role trust policy length).',
    ],
  },
  {
    id: 'too-many-policies',
    pattern: /quota for PoliciesPerRole|AttachedPoliciesPerRole/i,
    action: 'iam:AttachRolePolicy',
    meaning:
      'The role has as many managed policies as the account allows; 10 is the default, and it can be raised.',
    way: [
      'Merge policies, keep them inline, or ask for a higher quota in Service Quotas (Managed policies per role).',
    ],
  },
  {
    id: 'too-many-roles',
    pattern: /quota for RolesPerAccount/i,
    action: 'iam:CreateRole',
    meaning:
      'The account has as many roles as it may have; 1,000 is the default, and it can be raised.',
    way: [
      'Delete roles that nobody uses, or ask for a higher quota in Service Quotas (Roles per account).',
    ],
  },
  {
    id: 'role-name-too-long',
    pattern:
      /at 'roleName' failed to satisfy constraint|rolename.*(?:length less than or equal to 64|too long)/i,
    action: 'iam:CreateRole',
    meaning:
      'The name of a role has 64 characters at most: project and environment together are too long.',
    way: ['Shorten them, or name the role by a pattern (ecs-iam new . --role-name ROLE=PATTERN).'],
  },
];

/** Quotas and throttling. */
export const LIMIT_FORMS: readonly Form[] = [
  ...LIMITS.map(
    ({ id, pattern, action, meaning, way }): Form => ({
      id,
      pattern,
      read: (_, reading) => ofRole(reading, { action, meaning, way }),
    }),
  ),
  plainForm('docker-hub-limit', /toomanyrequests|pull rate limit|Too Many Requests.*docker/i, {
    kind: 'limit',
    meaning: 'Not IAM: Docker Hub allows so many anonymous pulls from one address and no more.',
    steps: steps(
      'Take the image from ECR Public or through a pull-through cache of ECR, or give ECS the credentials of an account (option task-execution.privateRegistryCredentials).',
    ),
  }),
  plainForm(
    'throttled',
    /ThrottlingException|Throttling: |Rate exceeded|RequestLimitExceeded|TooManyRequestsException|SlowDown|ProvisionedThroughputExceeded/i,
    {
      kind: 'throttling',
      meaning: 'Not a denial: too many calls came in too short a time, and AWS asks to wait.',
      steps: steps(
        'Run it again after a minute; let the SDK retry (AWS_RETRY_MODE=adaptive), and start fewer tasks at once.',
      ),
    },
  ),
  {
    id: 'limit',
    pattern: /LimitExceeded|ServiceQuotaExceeded|Cannot exceed quota for (\w+)/i,
    read: ([, quota], { denial }) =>
      denial !== undefined
        ? undefined
        : {
            ...NOBODY,
            kind: 'limit',
            meaning: `No permission is missing: a quota of the account is used up${quota === undefined ? '' : ` (${quota})`}.`,
            steps: steps('Free what nobody uses, or ask for more in Service Quotas.'),
          },
  },
];

function ofRole(
  reading: Reading,
  {
    action,
    meaning,
    way,
  }: { readonly action: string; readonly meaning: string; readonly way: readonly string[] },
): Found {
  const name = roleNamed(reading);
  const arn = name === undefined ? undefined : arnHere(reading, 'iam', `role/${name}`);
  return {
    kind: 'limit',
    role: arn === undefined ? 'operator' : askerOf({ principal: arn, text: '' }, reading.names),
    ...(name !== undefined && { roleName: name }),
    action,
    resource: arn ?? null,
    meaning,
    steps: steps(...way),
  };
}
