import type { AccountFacts } from '../../lib/iam/fill.ts';
import { type AccountRole, canonical, sortKeys } from './account.ts';
import { type Deployment, type Values, valuesOfTemplate } from './resolve-values.ts';
import type { Resource, Template } from './template.ts';

/**
 * What an account holds after a template was deployed to it: the same facts as `readRoles` reads and
 * `expectedRoles` expects. Sorted by name.
 *
 * @throws Error for a resource or function it does not know, or a parameter without a value.
 */
export function resolveTemplate(
  template: Template,
  deployment: Deployment,
): readonly AccountRole[] {
  const values = valuesOfTemplate(template, deployment);
  const resources = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || values.holds(Condition),
  );
  const properties = ofType(resources, values);
  for (const [, { Type }] of resources) {
    if (!KNOWN.has(Type)) throw new Error(`A resource of type ${Type} is not known here.`);
  }
  const placeholders: Placeholders = {
    inline: [...properties('AWS::IAM::Policy'), ...properties('AWS::IAM::RolePolicy')],
    managed: properties('AWS::IAM::ManagedPolicy'),
    profiles: properties('AWS::IAM::InstanceProfile'),
    facts: deployment.facts,
  };
  return properties('AWS::IAM::Role')
    .map((role) => resolveRole(role, placeholders))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const KNOWN = new Set([
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::InstanceProfile',
  'AWS::CDK::Metadata',
]);

type Properties = Readonly<Record<string, unknown>>;

interface Placeholders {
  readonly inline: readonly Properties[];
  readonly managed: readonly Properties[];
  readonly profiles: readonly Properties[];
  readonly facts: AccountFacts;
}

function ofType(resources: readonly (readonly [string, Resource])[], values: Values) {
  return (type: string): readonly Properties[] =>
    resources
      .filter(([, { Type }]) => Type === type)
      .map(([, { Properties = {} }]) => values.resolve(Properties) as Properties);
}

function resolveRole(role: Properties, placeholders: Placeholders): AccountRole {
  const name = String(role.RoleName);
  const path = String(role.Path ?? '/');
  const mine = ({ Roles, RoleName }: Properties) =>
    listOf(Roles ?? RoleName).some((one) => one === name);
  const profiles = placeholders.profiles.filter(mine);
  for (const profile of profiles) {
    if (profile.Path !== role.Path) throw new Error(`${name}: its profile has another path.`);
  }
  return {
    name,
    path,
    description: String(role.Description ?? ''),
    maxSessionDuration: Number(role.MaxSessionDuration ?? 3600),
    boundary: role.PermissionsBoundary as string | undefined,
    tags: sortKeys(
      Object.fromEntries(listOf(role.Tags).map((tag) => [String(tag.Key), tag.Value as string])),
    ),
    trust: canonical(role.AssumeRolePolicyDocument),
    inline: inlinePolicies([...listOf(role.Policies), ...placeholders.inline.filter(mine)]),
    attached: attachedPolicies(role, placeholders.managed.filter(mine), placeholders.facts),
    instanceProfiles: profiles.map((profile) => String(profile.InstanceProfileName)).sort(),
  };
}

function inlinePolicies(policies: readonly Properties[]): AccountRole['inline'] {
  const names = policies.map(({ PolicyName }) => PolicyName);
  if (new Set(names).size < names.length) throw new Error(`Two policies of one name: ${names}`);
  return sortKeys(
    Object.fromEntries(
      policies.map(({ PolicyName, PolicyDocument }) => [
        String(PolicyName),
        canonical(PolicyDocument),
      ]),
    ),
  );
}

function attachedPolicies(
  role: Properties,
  managed: readonly Properties[],
  { account, partition }: AccountFacts,
): AccountRole['attached'] {
  const own = managed.map(({ ManagedPolicyName, Path = '/', PolicyDocument }) => [
    `arn:${partition}:iam::${account}:policy${Path}${ManagedPolicyName}`,
    canonical(PolicyDocument),
  ]);
  const arns = listOf(role.ManagedPolicyArns).map((arn) => [String(arn), 'aws']);
  return sortKeys(Object.fromEntries([...arns, ...own]));
}

// biome-ignore lint/suspicious/noExplicitAny: elements of a template are of any shape.
function listOf(value: unknown): readonly any[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
