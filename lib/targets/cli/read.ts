import type { DefinedRole } from '../../iam/definition.ts';
import type { JsonDocument } from '../../iam/document.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import { isRoleId } from '../../roles/registry.ts';
import { type ReadRoles, statementPlaces } from '../read-roles.ts';
import { parseJson, type Source, type SourceFile, unreadable } from '../source.ts';
import { fillVariables } from './fill-variables.ts';
import type { VariableValues } from './read-values.ts';

/**
 * Reads role files, `iam/<role>.json`, with the values of one environment, and gives what is made
 * there.
 *
 * @param environments The names that `Environments` may hold.
 * @param ownIds Ids of roles that are not of the catalogue and that the generator makes here.
 * @throws UserError `BrokenJson`, `KeyTwice`, `UnreadableDefinition`, with file and line.
 */
export function readRoleFiles(
  files: readonly SourceFile[],
  values: VariableValues,
  environments: readonly string[] = [],
  ownIds: readonly string[] = [],
): ReadRoles {
  const here: Here = { environment: values.ENVIRONMENT, environments, ownIds };
  const read = files
    .filter((file) => isMadeIn(here, wholeOf(parseJson(file))))
    .map((file) => readRoleFile(fillVariables(file, values), here));
  return {
    roles: read.flatMap(({ roles }) => roles),
    places: read.flatMap(({ places }) => places),
  };
}

type Members = Readonly<Record<string, unknown>>;

/** What a role file may hold. A word that is misspelt would be a grant that nobody makes. */
const PROPERTIES = new Set([
  'RoleName',
  'Environments',
  'Path',
  'Description',
  'MaxSessionDuration',
  'PermissionsBoundary',
  'InstanceProfileName',
  'Tags',
  'AssumeRolePolicyDocument',
  'Policies',
  'ManagedPolicies',
  'ManagedPolicyArns',
]);

/** Where a definition is read for, and which environments there are. */
interface Here {
  readonly environment: string | undefined;
  readonly environments: readonly string[];
  readonly ownIds: readonly string[];
}

function readRoleFile(source: Source, here: Here): ReadRoles {
  const file = membersOf(source.root, source);
  const unknown = Object.keys(file).find((key) => !PROPERTIES.has(key));
  if (unknown !== undefined) {
    throw fault(file, source, [
      `${unknown} is no property of a role.`,
      `Use one of ${[...PROPERTIES].join(', ')}.`,
    ]);
  }
  const isHere = ({ policy }: ReadPolicy) => isMadeIn(here, { file: policy, source });
  const name = textIn('RoleName', file, source);
  const trust = documentIn('AssumeRolePolicyDocument', file, source);
  const inline = policiesIn('Policies', 'PolicyName', { file, source }).filter(isHere);
  const managed = policiesIn('ManagedPolicies', 'ManagedPolicyName', { file, source }).filter(
    isHere,
  );
  const role: DefinedRole = {
    ...settingsOf(file, source, here.ownIds),
    trust,
    inlinePolicies: Object.fromEntries(inline.map((policy) => [policy.name, policy.document])),
    managedPolicies: managed.map(({ policy, ...one }) => ({
      ...one,
      path: optionalText('Path', policy, source) ?? template('/'),
    })),
  };
  const places = [{ document: trust }, ...inline, ...managed].flatMap((one) =>
    statementPlaces(one.document, {
      role: name,
      ...('name' in one && { policy: one.name }),
      source,
    }),
  );
  return { roles: [role], places };
}

/** An object of a file. */
interface Part {
  readonly file: Members;
  readonly source: Source;
}

function wholeOf(source: Source): Part {
  return { file: membersOf(source.root, source), source };
}

/** `Environments` of a role or a policy: absent, it is made everywhere. */
function isMadeIn({ environment, environments }: Here, { file, source }: Part): boolean {
  if (file.Environments === undefined) return true;
  const names = listIn('Environments', file, source);
  const unknown = names.find((name) => !environments.some((one) => one === name));
  if (unknown === undefined) return names.includes(environment);
  throw fault(file, source, [
    `There is no environment ${JSON.stringify(unknown)}.`,
    `Environments may have ${environments.join(', ')}.`,
  ]);
}

/** What a role has besides its policies. */
function settingsOf(
  file: Members,
  source: Source,
  ownIds: readonly string[],
): Omit<DefinedRole, 'trust' | 'inlinePolicies' | 'managedPolicies'> {
  const id = /([^/]*)\.json$/.exec(source.path)?.[1] ?? '';
  const boundary = optionalText('PermissionsBoundary', file, source);
  const profile = optionalText('InstanceProfileName', file, source);
  const { MaxSessionDuration: seconds = 3600 } = file;
  if (typeof seconds !== 'number') {
    throw fault(file, source, [
      'MaxSessionDuration is no number.',
      'Write a number of seconds, from 3600 to 43200.',
    ]);
  }
  return {
    ...((isRoleId(id) || ownIds.includes(id)) && { id }),
    name: textIn('RoleName', file, source),
    path: optionalText('Path', file, source) ?? template('/'),
    description: optionalText('Description', file, source) ?? '',
    maxSessionDuration: seconds,
    ...(boundary && { boundary }),
    tags: Object.fromEntries(
      membersIn('Tags', file, source).map((tag) => [
        textIn('Key', tag, source),
        textIn('Value', tag, source),
      ]),
    ),
    attachedPolicies: listIn('ManagedPolicyArns', file, source).map((arn) => template(String(arn))),
    ...(profile && { instanceProfile: profile }),
  };
}

interface ReadPolicy {
  readonly policy: Members;
  readonly name: TemplateString;
  readonly document: JsonDocument;
}

function policiesIn(
  property: string,
  nameProperty: string,
  { file, source }: Part,
): readonly ReadPolicy[] {
  const policies = membersIn(property, file, source).map((policy) => ({
    policy,
    name: textIn(nameProperty, policy, source),
    document: documentIn('PolicyDocument', policy, source),
  }));
  const names = policies.map(({ name }) => name);
  const twice = policies.find(({ name }, index) => names.indexOf(name) !== index);
  if (twice === undefined) return policies;
  throw fault(twice.policy, source, [
    `The role has two ${property} called ${twice.name}.`,
    'Rename one of them, or join their statements.',
  ]);
}

function membersIn(property: string, of: Members, source: Source): readonly Members[] {
  return listIn(property, of, source).map((item) => membersOf(item, source));
}

function listIn(property: string, of: Members, source: Source): readonly unknown[] {
  const list = of[property] ?? [];
  if (Array.isArray(list)) return list;
  throw fault(of, source, [`${property} is no list.`, 'Write it in square brackets.']);
}

function documentIn(property: string, of: Members, source: Source): JsonDocument {
  if (of[property] !== undefined) return membersOf(of[property], source);
  throw fault(of, source, [`${property} is missing.`, 'Write a policy document.']);
}

function textIn(property: string, of: Members, source: Source): TemplateString {
  const text = optionalText(property, of, source);
  if (text !== undefined) return text;
  throw fault(of, source, [`${property} is missing.`, 'Add it, in double quotes.']);
}

function optionalText(property: string, of: Members, source: Source): TemplateString | undefined {
  const text = of[property];
  if (text === undefined) return undefined;
  if (typeof text === 'string') return template(text);
  throw fault(of, source, [`${property} is no text.`, 'Write it in double quotes.']);
}

function membersOf(value: unknown, source: Source): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Members;
  }
  throw fault({}, source, ['What should be an object is none.', 'Write it in braces.']);
}

function fault(near: object, source: Source, message: readonly [string, string]) {
  return unreadable(source, near, message);
}
