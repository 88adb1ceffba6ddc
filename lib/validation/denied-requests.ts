import type { ModelRole } from '../iam/model.ts';
import { type TemplateString, template } from '../iam/template-string.ts';
import type { ContextEntry } from './examples.ts';

interface DeniedRequest {
  readonly action: string;
  readonly resource: TemplateString;
  readonly context: readonly ContextEntry[];
  readonly why: string;
}

/**
 * What a role of this kind must never be allowed. Of a role with policies of AWS's attached, whose
 * documents we do not hold, only what none of those grants.
 */
export function deniedRequests(role: ModelRole): readonly DeniedRequest[] {
  return role.managedPolicyArns.length > 0 ? IDENTITIES : [...IDENTITIES, ...OTHERS];
}

const ACCOUNT = 'arn:<partition>:iam::<account>';
const OTHER_OBJECT = 'arn:<partition>:s3:::ecs-iam-somebody-elses/example';
const OTHER_ROLE = `${ACCOUNT}:role/ecs-iam-somebody-elses`;

// One context for all: requests on one resource then share a call of the simulator.
const PASSED: readonly ContextEntry[] = [
  {
    ContextKeyName: 'iam:PassedToService',
    ContextKeyValues: ['ecs-tasks.amazonaws.com'],
    ContextKeyType: 'string',
  },
];

const IDENTITIES = [
  denied('iam:CreateUser', `${ACCOUNT}:user/ecs-iam-example`, 'a service makes no users'),
  denied('iam:AttachRolePolicy', OTHER_ROLE, 'a service widens no role', PASSED),
  denied('iam:PutRolePolicy', OTHER_ROLE, 'a service widens no role', PASSED),
];

const OTHERS = [
  denied('iam:PassRole', OTHER_ROLE, 'only roles of this service are passed', PASSED),
  denied('sts:AssumeRole', OTHER_ROLE, 'no other role is assumed', PASSED),
  denied('s3:GetObject', OTHER_OBJECT, 'the bucket is not of this service'),
  denied('s3:PutObject', OTHER_OBJECT, 'the bucket is not of this service'),
  denied('s3:DeleteObject', OTHER_OBJECT, 'the bucket is not of this service'),
  denied(
    'secretsmanager:GetSecretValue',
    'arn:<partition>:secretsmanager:<region>:<account>:secret:ecs-iam-somebody-elses-AbCdEf',
    'the secret is not of this service',
  ),
];

function denied(
  action: string,
  resource: string,
  why: string,
  context: readonly ContextEntry[] = [],
): DeniedRequest {
  return { action, resource: template(resource), context, why };
}
