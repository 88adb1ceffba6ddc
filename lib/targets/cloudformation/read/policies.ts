import type { JsonDocument } from '../../../iam/document.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import type { Resource } from './evaluate.ts';
import { unnamed } from './references.ts';
import type { Scope } from './scope.ts';

/** The IAM resources that a template makes, and the scope in which they were resolved. */
export interface IamResources {
  readonly scope: Scope;
  readonly resources: readonly Resource[];
}

/** A policy of a role; its document as resolved, so that the lines of its statements are known. */
export interface ReadPolicy {
  readonly name: string;
  readonly document: object;
}

/** A customer managed policy of a role. */
export interface ReadManagedPolicy extends ReadPolicy {
  readonly path: string;
  readonly arn: string;
}

/** A property that has to be there, as text. */
export function textOf(property: string, resource: Resource, { scope }: IamResources): string {
  const { properties, logicalId, written } = resource;
  if (properties[property] !== undefined) return String(properties[property]);
  throw scope.fault(written, ...unnamed(logicalId, property));
}

/** The inline policies of a role: its own `Policies`, and resources that name the role. */
export function inlinePolicies(role: Resource, iam: IamResources): readonly ReadPolicy[] {
  const name = textOf('RoleName', role, iam);
  const embedded = listOf(role.properties.Policies).map((policy) => ({
    ...role,
    properties: recordOf(policy),
  }));
  const apart = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'].flatMap((type) => ofType(type, iam));
  const policies = [...embedded, ...apart.filter((policy) => namesRole(policy, name))].map(
    (policy) => ({
      name: textOf('PolicyName', policy, iam),
      document: documentOf('PolicyDocument', policy, iam),
    }),
  );
  const names = policies.map((policy) => policy.name);
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice === undefined) return policies;
  throw iam.scope.fault(
    role.written,
    `Role ${name} has two inline policies ${twice}.`,
    'Rename one of them, or join their statements.',
  );
}

/** The managed policies that the template makes and attaches, on the policy's side or the role's. */
export function managedPolicies(role: Resource, iam: IamResources): readonly ReadManagedPolicy[] {
  const name = textOf('RoleName', role, iam);
  const attached = listOf(role.properties.ManagedPolicyArns);
  return ofType('AWS::IAM::ManagedPolicy', iam)
    .map((policy) => ({ policy, arn: arnOf(policy, iam) }))
    .filter(({ policy, arn }) => namesRole(policy, name) || attached.includes(arn))
    .map(({ policy, arn }) => ({
      name: textOf('ManagedPolicyName', policy, iam),
      path: String(policy.properties.Path ?? '/'),
      arn,
      document: documentOf('PolicyDocument', policy, iam),
    }));
}

function arnOf({ logicalId, written }: Resource, { scope }: IamResources): string {
  return scope.resolveText({ Ref: logicalId }, written);
}

/** The instance profile that holds a role; IAM puts a role into as many as one likes, we into one. */
export function instanceProfile(role: Resource, iam: IamResources): string | undefined {
  const name = textOf('RoleName', role, iam);
  const [profile, other] = ofType('AWS::IAM::InstanceProfile', iam).filter((one) =>
    namesRole(one, name),
  );
  if (profile === undefined) return undefined;
  if (other === undefined && profile.properties.Path === role.properties.Path) {
    return textOf('InstanceProfileName', profile, iam);
  }
  throw iam.scope.fault(
    (other ?? profile).written,
    `Role ${name} has ${other === undefined ? 'an instance profile with another path' : 'two instance profiles'}.`,
    'Keep one instance profile, with the Path of the role.',
  );
}

/** The resources of one type. */
export function ofType(type: string, { resources }: IamResources): readonly Resource[] {
  return resources.filter((resource) => resource.type === type);
}

function namesRole({ properties }: Resource, role: string): boolean {
  return listOf(properties.Roles ?? properties.RoleName).includes(role);
}

/** A policy document as resolved. */
export function documentOf(property: string, resource: Resource, iam: IamResources): object {
  const document = resource.properties[property];
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
    return document;
  }
  throw iam.scope.fault(
    resource.written,
    `${resource.logicalId} has no ${property} that is a policy document.`,
    `Write it as a mapping with Version and Statement.`,
  );
}

/** The document as IAM gets it: CloudFormation makes text of numbers and booleans. */
export function jsonOf(document: object): JsonDocument {
  return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, text(value)]));
}

function text(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(text);
  return typeof value === 'object' && value !== null ? jsonOf(value) : String(value);
}
