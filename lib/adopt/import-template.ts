import { isMap, parseDocument } from 'yaml';
import { printRows } from '../json.ts';
import { isOwnAttachment, type OwnedNames } from '../plan/ownership.ts';
import { templateIds } from './stack-resources.ts';
import type { Takeover } from './takeover.ts';

/** What the template of an import is made from. */
export interface ImportTemplateRequest {
  readonly project: string;
  readonly environment: string;
  readonly taken: readonly Takeover[];
  /** The policies that apply would take off a role. */
  readonly owned: (roleId: string | undefined) => OwnedNames;
  /** The template of the stack, where it has roles already: an import leaves those as they are. */
  readonly deployed: string | undefined;
}

/** A template, and the parameters that it takes. */
interface ImportTemplate {
  readonly contents: string;
  readonly parameters: readonly string[];
}

/**
 * The template with which a stack takes over what exists, as it is in the account: the deployment
 * after it then sees what differs. Tags and policies of somebody else's are not in it and stay.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export function importTemplate(request: ImportTemplateRequest): ImportTemplate {
  const { project, environment, taken, owned, deployed } = request;
  const resources = Object.fromEntries(
    taken.flatMap((one) => Object.entries(resourcesOf(one, owned(one.role.id)))),
  );
  if (deployed !== undefined) return amongDeployed(deployed, taken, resources);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The roles of ${project} ${environment} that existed, as they were`,
    Resources: resources,
  };
  return { contents: printRows(template), parameters: [] };
}

/** What the stack has stays, word for word; JSON is YAML. */
function amongDeployed(
  text: string,
  taken: readonly Takeover[],
  resources: Readonly<Record<string, object>>,
): ImportTemplate {
  const document = parseDocument(text, { logLevel: 'silent' });
  const stems = taken.map((one) => templateIds(one));
  for (const section of ['Resources', 'Outputs']) {
    const map = document.get(section);
    if (!isMap<{ readonly value: string }>(map)) continue;
    map.items = map.items.filter(
      ({ key }) => !stems.some(({ role, profile }) => isOf(key.value, [role, profile])),
    );
  }
  for (const [id, resource] of Object.entries(resources)) {
    document.setIn(['Resources', id], document.createNode(resource));
  }
  const parameters = document.get('Parameters');
  return {
    contents: document.toString({ lineWidth: 0 }),
    parameters: isMap<{ readonly value: string }>(parameters)
      ? parameters.items.map(({ key }) => key.value)
      : [],
  };
}

/** `TaskRole`, `TaskRoleS3ReadPolicy` and `TaskRoleArn`, not `TaskRoleOfAnother…` of another role. */
function isOf(key: string, stems: readonly string[]): boolean {
  return stems.some(
    (stem) => key === stem || (key.startsWith(stem) && /(Policy|Name|Arn)$/.test(key)),
  );
}

function resourcesOf(one: Takeover, owned: OwnedNames): Readonly<Record<string, object>> {
  const { wanted, found, policies, profile } = one;
  const ids = templateIds(one);
  const made = policies.map(({ arn }) => arn);
  const attached = found.attached.filter(
    (arn) =>
      !made.includes(arn) &&
      (wanted.attachedPolicies.some((own) => own === arn) ||
        isOwnAttachment(arn, found.name, owned)),
  );
  const tags = Object.entries(found.tags).filter(([key]) => key in wanted.tags);
  return {
    [ids.role]: imported('AWS::IAM::Role', {
      RoleName: found.name,
      Path: found.path,
      ...(found.description !== '' && { Description: found.description }),
      MaxSessionDuration: found.maxSessionDuration,
      ...(found.boundary !== undefined && { PermissionsBoundary: found.boundary }),
      AssumeRolePolicyDocument: found.trust,
      ...(attached.length > 0 && { ManagedPolicyArns: attached }),
      ...(tags.length > 0 && { Tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
    }),
    ...Object.fromEntries(
      policies.map(({ policy, name, path, document, isAttached }) => [
        ids.policy(policy),
        imported('AWS::IAM::ManagedPolicy', {
          ManagedPolicyName: name,
          Path: path,
          ...(isAttached && { Roles: [{ Ref: ids.role }] }),
          PolicyDocument: document,
        }),
      ]),
    ),
    ...(profile !== undefined && {
      [ids.profile]: imported('AWS::IAM::InstanceProfile', {
        InstanceProfileName: profile.name,
        Path: profile.path,
        Roles: profile.roles,
      }),
    }),
  };
}

/** CloudFormation imports only what has a DeletionPolicy. */
function imported(Type: string, Properties: object): object {
  return { Type, DeletionPolicy: 'Retain', Properties };
}
