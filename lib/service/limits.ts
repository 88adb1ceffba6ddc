import { UserError } from '../errors.ts';
import { policyDocument, resourceDocument, trustDocument } from '../iam/document.ts';
import { documentSize, LIMITS } from '../iam/limits.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Environment, Model, ModelRole, NamedPolicy, ResourcePolicy } from '../iam/model.ts';
import { PLACEHOLDER_NAMES, type PlaceholderValues } from '../iam/placeholders.ts';
import { type FilledString, fillString } from '../iam/template-string.ts';
import { modelIn } from '../iam/where.ts';
import { policyParts } from './merge-policies.ts';

/** Stand-ins of the longest form for what only the deploy knows. */
const LONGEST_AT_DEPLOY: PlaceholderValues = {
  partition: 'aws-us-gov',
  dnsSuffix: 'amazonaws.com.cn',
  region: 'ap-northeast-1',
  account: '0'.repeat(12),
};

/**
 * One fault for each name or document that AWS would refuse in some environment:
 * `ResourcePolicyTooLarge`, `RoleNameTooLong`, `RolePathTooLong`, `DescriptionTooLong`,
 * `InlinePoliciesTooLarge`, `PolicyNameTooLong`, `ManagedPolicyTooLarge`, `TrustPolicyTooLarge`,
 * `TooManyTags`, `TagTooLong`, `TooManyAttachedPolicies`. Each says which thing of which environment,
 * and by how much.
 */
export function limitFaults(
  model: Model,
  environments: readonly Environment[],
): readonly UserError[] {
  return environments.flatMap((environment) => {
    const filled = fillForCheck(modelIn(model, environment), environment);
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

type FilledRole = ModelRole<FilledString>;

/** A thing that IAM counts. */
interface Count {
  readonly code: string;
  /** What is counted, before the number: `its trust policy has characters:`. */
  readonly what: string;
  readonly size: number;
  readonly limit: number;
  readonly hint: string;
}

function roleFaults(role: FilledRole, environment: string): readonly UserError[] {
  return counts(role)
    .filter(({ size, limit }) => size > limit)
    .map(
      ({ code, what, size, limit, hint }) =>
        new UserError(
          code,
          `Role '${role.name}' (environment ${environment}): ${what} ${size}, ${size - limit} over IAM's limit of ${limit}.`,
          hint,
        ),
    );
}

const SHORTER =
  'Shorten the project or environment name, or give the role a shorter one (--role-name ROLE=PATTERN).';

function counts(role: FilledRole): readonly Count[] {
  return [
    {
      code: 'RoleNameTooLong',
      what: 'the name has characters:',
      size: role.name.length,
      limit: LIMITS.roleName,
      hint: SHORTER,
    },
    ...settingsCounts(role),
    {
      code: 'InlinePoliciesTooLarge',
      what: 'its inline policies together have characters:',
      size: role.inlinePolicies.reduce((sum, policy) => sum + sizeOf(policy), 0),
      limit: LIMITS.inlinePolicies,
      // What would fit instead takes long to find, and is asked for a role that is too large alone.
      get hint() {
        return outgrownHint(role);
      },
    },
    ...role.managedPolicies.flatMap(managedCounts),
    {
      code: 'TrustPolicyTooLarge',
      what: 'its trust policy has characters:',
      size: documentSize(trustDocument(role.trust)),
      limit: LIMITS.trustPolicy,
      hint: 'Name fewer principals, or shorter names.',
    },
    {
      code: 'TooManyAttachedPolicies',
      what: 'its attached policies number',
      size: role.managedPolicies.length + role.managedPolicyArns.length,
      limit: LIMITS.attachedPolicies,
      hint: `Keep this role's policies inline (--role-policies ${role.id}=inline), or grant less.`,
    },
  ];
}

function settingsCounts({ settings }: FilledRole): readonly Count[] {
  const tags = Object.entries(settings.tags);
  return [
    {
      code: 'RolePathTooLong',
      what: 'its path has characters:',
      size: settings.path.length,
      limit: LIMITS.path,
      hint: 'Shorten --role-path.',
    },
    {
      code: 'DescriptionTooLong',
      what: 'its description has characters:',
      size: settings.description.length,
      limit: LIMITS.description,
      hint: 'Shorten the description.',
    },
    {
      code: 'TooManyTags',
      what: 'its tags number',
      size: tags.length,
      limit: LIMITS.tags,
      hint: 'Leave out some --tag.',
    },
    ...tags.flatMap(([key, value]) => [
      tagCount(`the key of tag '${key}' has characters:`, key, LIMITS.tagKey),
      tagCount(`the value of tag '${key}' has characters:`, value, LIMITS.tagValue),
    ]),
  ];
}

function tagCount(what: string, { length }: string, limit: number): Count {
  return { code: 'TagTooLong', what, size: length, limit, hint: 'Shorten the tag.' };
}

function managedCounts(policy: FilledRole['managedPolicies'][number]): readonly Count[] {
  return [
    {
      code: 'PolicyNameTooLong',
      what: `the name of policy '${policy.name}' has characters:`,
      size: policy.name.length,
      limit: LIMITS.policyName,
      hint: SHORTER,
    },
    {
      code: 'ManagedPolicyTooLarge',
      what: `its managed policy '${policy.name}' has characters:`,
      size: sizeOf(policy),
      limit: LIMITS.managedPolicy,
      hint: 'Name fewer resources, or keep this role inline.',
    },
  ];
}

/** Points to managed policies only where those would fit. */
function outgrownHint({ id, inlinePolicies, managedPolicyArns }: FilledRole): string {
  const parts = inlinePolicies.flatMap((policy) => policyParts(id, policy));
  const fits =
    parts.length + managedPolicyArns.length <= LIMITS.attachedPolicies &&
    parts.every((policy) => sizeOf(policy) <= LIMITS.managedPolicy);
  if (fits) return `Keep them as managed policies: --role-policies ${id}=customer-managed.`;
  return 'As managed policies they would not fit either: name fewer resources, or grant less.';
}

function sizeOf({ statements }: Pick<NamedPolicy<FilledString>, 'statements'>): number {
  return documentSize(policyDocument(statements));
}
