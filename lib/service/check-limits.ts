import { UserError } from '../errors.ts';
import { resourceDocument } from '../iam/document.ts';
import { documentSize, LIMITS } from '../iam/limits.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Environment, Model, ResourcePolicy } from '../iam/model.ts';
import { PLACEHOLDER_NAMES, type PlaceholderValues } from '../iam/placeholders.ts';
import { type FilledString, fillString } from '../iam/template-string.ts';
import { roleFaults } from './role-limits.ts';

/** Stand-ins of the longest form for what only the deploy knows. */
const LONGEST_AT_DEPLOY: PlaceholderValues = {
  partition: 'aws-us-gov',
  dnsSuffix: 'amazonaws.com.cn',
  region: 'ap-northeast-1',
  account: '0'.repeat(12),
};

/**
 * One fault for each name or document that AWS would refuse in some environment: the codes of
 * roleFaults, with the role and the environment, and `ResourcePolicyTooLarge`.
 */
export function limitFaults(
  model: Model,
  environments: readonly Environment[],
): readonly UserError[] {
  return environments.flatMap((environment) => {
    const filled = fillForCheck(model, environment);
    return [
      ...filled.roles.flatMap((role) => roleFaults(role, environment.name)),
      ...filled.resourcePolicies.flatMap((policy) => policyFaults(policy, environment.name)),
    ];
  });
}

function fillForCheck(model: Model, { values }: Environment): Model<FilledString> {
  const none = Object.fromEntries(PLACEHOLDER_NAMES.map((placeholder) => [placeholder, '']));
  const complete = { ...none, ...LONGEST_AT_DEPLOY, ...values };
  return mapStrings(model, (value) => fillString(value, complete));
}

const POLICY_LIMITS = {
  'ecr-repository': LIMITS.ecrRepositoryPolicy,
  logs: LIMITS.logsResourcePolicy,
  'logs-destination': LIMITS.logsResourcePolicy,
} as const;

function policyFaults(
  { kind, owner, statements }: ResourcePolicy<FilledString>,
  environment: string,
): readonly UserError[] {
  const size = documentSize(resourceDocument(statements));
  const limit = POLICY_LIMITS[kind];
  if (size <= limit) return [];
  return [
    new UserError(
      'ResourcePolicyTooLarge',
      `The ${kind} policy of '${owner}' (environment ${environment}) has ${size} characters, ${size - limit} over AWS's limit of ${limit}.`,
      'Name fewer accounts.',
    ),
  ];
}
