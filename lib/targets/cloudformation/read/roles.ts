import type { DefinedRole } from '../../../iam/definition.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import { template } from '../../../iam/template-string.ts';
import { CATALOGUE } from '../../../roles/catalogue.ts';
import { type ReadRoles, type StatementPlace, statementPlaces } from '../../read-roles.ts';
import { parseYaml, type Source, type SourceFile } from '../../source.ts';
import { roleLogicalId } from '../roles.ts';
import { type Resource, resourcesOf, scopeOf } from './evaluate.ts';
import {
  documentOf,
  type IamResources,
  inlinePolicies,
  instanceProfile,
  jsonOf,
  managedPolicies,
  ofType,
  textOf,
} from './policies.ts';
import type { TemplateInputs } from './scope.ts';

const TYPES = new Set([
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::InstanceProfile',
]);

/**
 * Reads the roles that a template, in YAML or JSON, makes with one environment's inputs.
 *
 * @throws UserError `BrokenYaml`, `UnreadableDefinition`, with file and line.
 */
export function readTemplate(file: SourceFile, inputs: TemplateInputs): ReadRoles {
  const source = parseYaml(file);
  const scope = scopeOf(source, inputs);
  const iam: IamResources = { scope, resources: resourcesOf(scope, TYPES) };
  const roles = ofType('AWS::IAM::Role', iam);
  return {
    roles: roles.map((role) => readRole(role, iam)),
    places: roles.flatMap((role) => placesOf(role, iam, source)),
  };
}

function readRole(resource: Resource, iam: IamResources): DefinedRole {
  const { logicalId, properties } = resource;
  const { Path, Description, PermissionsBoundary, ManagedPolicyArns, Tags } = properties;
  const id = roleId(logicalId, iam.scope.inputs.ownIds);
  const managed = managedPolicies(resource, iam);
  const made = managed.map(({ arn }) => arn);
  const profile = instanceProfile(resource, iam);
  return {
    ...(id !== undefined && { id }),
    name: template(textOf('RoleName', resource, iam)),
    path: template(String(Path ?? '/')),
    description: String(Description ?? ''),
    maxSessionDuration: sessionDuration(resource, iam),
    ...(PermissionsBoundary !== undefined && { boundary: template(String(PermissionsBoundary)) }),
    tags: tagsIn(Tags),
    trust: jsonOf(documentOf('AssumeRolePolicyDocument', resource, iam)),
    inlinePolicies: Object.fromEntries(
      inlinePolicies(resource, iam).map(({ name, document }) => [name, jsonOf(document)]),
    ),
    managedPolicies: managed.map(({ name, path, document }) => ({
      name: template(name),
      path: template(path),
      document: jsonOf(document),
    })),
    attachedPolicies: listOf(ManagedPolicyArns)
      .map((arn) => template(String(arn)))
      .filter((arn) => !made.includes(arn)),
    ...(profile !== undefined && { instanceProfile: template(profile) }),
  };
}

/** The id of a role, by its logical ID; the CDK adds eight digits to it. */
function roleId(logicalId: string, ownIds: readonly string[] = []): string | undefined {
  const known = [...CATALOGUE.map(({ id }) => id), ...ownIds];
  return known.find((id) => logicalId.replace(/[0-9A-F]{8}$/, '') === roleLogicalId({ id }));
}

function sessionDuration({ properties, written }: Resource, { scope }: IamResources): number {
  const seconds = Number(properties.MaxSessionDuration ?? 3600);
  if (Number.isInteger(seconds)) return seconds;
  throw scope.fault(
    written,
    `MaxSessionDuration is ${String(properties.MaxSessionDuration)}.`,
    'Write a number of seconds, from 3600 to 43200.',
  );
}

function tagsIn(tags: unknown): DefinedRole['tags'] {
  const entries = listOf(tags).map((tag) => {
    const { Key, Value } = recordOf(tag);
    return [String(Key), template(String(Value))] as const;
  });
  return Object.fromEntries(entries);
}

function placesOf(
  resource: Resource,
  iam: IamResources,
  source: Source,
): readonly StatementPlace[] {
  const role = textOf('RoleName', resource, iam);
  const trust = documentOf('AssumeRolePolicyDocument', resource, iam);
  return [
    ...statementPlaces(trust, { role, source }),
    ...[...inlinePolicies(resource, iam), ...managedPolicies(resource, iam)].flatMap(
      ({ name, document }) => statementPlaces(document, { role, policy: name, source }),
    ),
  ];
}
