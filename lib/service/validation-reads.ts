import { templatePolicyArn } from '../iam/managed-policy.ts';
import type { ManagedPolicy, Model, ModelRole, NamedPolicy, Statement } from '../iam/model.ts';
import { arnOfRole } from '../iam/role-arn.ts';
import { allow } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { VALIDATION_POLICY } from '../roles/shared/validation.ts';
import { ownPolicy } from './assemble-role.ts';

/**
 * What `scripts/validate-iam.sh` reads: its calls as IAM actions on exactly the model's names. A role
 * or profile that stands at a wrong path must be readable to be found there, so names are given at
 * any path. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function readStatements(model: Model): readonly Statement[] {
  const anywhere = ({ name }: ModelRole) => atAnyPath('role', name);
  return [...roleReads(model.roles, anywhere), ...otherReads(model)];
}

function roleReads(
  roles: Model['roles'],
  arnsOf: (role: ModelRole) => readonly string[],
): readonly Statement[] {
  return [
    granting('ReadRoles', ROLE_READS, roles.flatMap(arnsOf), {
      why: 'Settings, trust and policies of each role.',
    }),
    granting('ReadPolicies', ['iam:GetPolicy', 'iam:GetPolicyVersion'], policyArns(roles), {
      why: 'Documents of the customer-managed policies.',
    }),
    granting('ReadInstanceProfiles', ['iam:GetInstanceProfile'], profiles(roles), {
      why: 'Which role an instance profile holds.',
    }),
  ].flat();
}

function otherReads(model: Model): readonly Statement[] {
  return [
    granting('FindServiceLinkedRoles', ['iam:ListRoles'], anyOf(model.serviceLinkedRoles), {
      why: 'Listed below a path prefix; the call takes no resource.',
    }),
    granting(
      'ReadProviders',
      ['iam:GetOpenIDConnectProvider'],
      model.oidcProviders.map(({ arn }) => arn),
      { why: 'Audiences of the identity provider.' },
    ),
    repositoryReads(model),
    granting('ReadLogsPolicies', ['logs:DescribeResourcePolicies'], policiesOf(model, 'logs'), {
      why: 'The call takes no resource.',
    }),
    granting(
      'ReadDestinations',
      ['logs:DescribeDestinations'],
      policiesOf(model, 'logs-destination'),
      { why: 'The call takes no resource.' },
    ),
  ].flat();
}

function repositoryReads(model: Model): readonly Statement[] {
  return granting('ReadRepository', REPOSITORY_READS, repositories(model), {
    why: 'That the repository exists, and its policy.',
  });
}

/**
 * Lets the role that runs the validation read what is compared: the roles of this very model, its
 * own among them, so that the reads are known only when every role is. It reads them where they
 * belong and nowhere else: one at another path stops the pipeline as well. The roles that stand in home
 * alone, or in the other environments alone, are read by a policy of its own that stands there too;
 * so is the repository, where home alone has it in its account.
 */
export function withValidationRights(model: Model, repositoryIsHomes: boolean): Model {
  const { repository: _, ...apartFrom } = model;
  const everywhere = repositoryIsHomes ? apartFrom : model;
  const ofHome = repositoryIsHomes ? repositoryReads(model) : [];
  const roles = model.roles.map((role) => {
    if (!validates(role)) return role;
    const isLikeIt = ({ where }: ModelRole) => where === undefined || where === role.where;
    const reads = [...roleReads(model.roles.filter(isLikeIt), exactly), ...otherReads(everywhere)];
    const further = ELSEWHERE.flatMap(([name, where]): readonly NamedPolicy[] => {
      const apart = model.roles.filter((one) => one.where === where && !isLikeIt(one));
      const statements = [...roleReads(apart, exactly), ...(where === 'home' ? ofHome : [])];
      return role.where !== undefined || statements.length === 0
        ? []
        : [{ name, where, statements }];
    });
    return widened(role, reads, further);
  });
  return { ...model, roles };
}

function exactly(role: ModelRole): readonly string[] {
  return [arnOfRole(role)];
}

const ELSEWHERE = [
  ['ValidateHomeRoles', 'home'],
  ['ValidateOtherRoles', 'other'],
] as const;

function validates({ inlinePolicies, managedPolicies }: ModelRole): boolean {
  return (
    inlinePolicies.some(({ name }) => name === VALIDATION_POLICY) ||
    managedPolicies.some(({ policy }) => policy === VALIDATION_POLICY)
  );
}

function widened(
  role: ModelRole,
  reads: readonly Statement[],
  further: readonly NamedPolicy[],
): ModelRole {
  const widen = <P extends NamedPolicy | ManagedPolicy>(name: string, one: P) =>
    name === VALIDATION_POLICY ? { ...one, statements: [...one.statements, ...reads] } : one;
  const inlinePolicies = role.inlinePolicies.map((one) => widen(one.name, one));
  const managedPolicies = role.managedPolicies.map((one) => widen(one.policy, one));
  return role.managedPolicies.length === 0
    ? { ...role, inlinePolicies: [...inlinePolicies, ...further], managedPolicies }
    : {
        ...role,
        inlinePolicies,
        managedPolicies: [...managedPolicies, ...further.map((one) => ownPolicy(role, one))],
      };
}

const ROLE_READS = [
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
];
const REPOSITORY_READS = ['ecr:DescribeRepositories', 'ecr:GetRepositoryPolicy'];

function granting(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  { why }: { readonly why: string },
): readonly Statement[] {
  return resources.length === 0 ? [] : [allow(sid, actions, resources, { why })];
}

function atAnyPath(kind: 'role' | 'instance-profile', name: string): readonly string[] {
  return [name, `*/${name}`].map((one) => `arn:<partition>:iam::<account>:${kind}/${one}`);
}

/**
 * A policy of ours is called after its role and, after a hyphen, after what it allows: one ARN for
 * each role, because with every role one for each policy is more than a managed policy takes.
 */
function policyArns(roles: readonly ModelRole[]): readonly string[] {
  return roles.flatMap(({ name, managedPolicies }) => {
    const [first, ...others] = managedPolicies;
    if (first === undefined) return [];
    return [
      templatePolicyArn(others.length === 0 ? first : { ...first, name: template(`${name}-*`) }),
    ];
  });
}

function profiles(roles: readonly ModelRole[]): readonly string[] {
  return roles.flatMap(({ instanceProfile }) =>
    instanceProfile === undefined ? [] : atAnyPath('instance-profile', instanceProfile),
  );
}

function repositories({ repository }: Model): readonly string[] {
  if (repository === undefined) return [];
  return [`arn:<partition>:ecr:<region>:<account>:repository/${repository}`];
}

function policiesOf({ resourcePolicies }: Model, kind: string): readonly string[] {
  return anyOf(resourcePolicies.filter((policy) => policy.kind === kind));
}

function anyOf(things: readonly unknown[]): readonly string[] {
  return things.length === 0 ? [] : ['*'];
}
