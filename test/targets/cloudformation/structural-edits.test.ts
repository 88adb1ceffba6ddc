import fc from 'fast-check';
import { type Document, parseDocument } from 'yaml';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import type { DefinedRole } from '../../../lib/iam/definition.ts';
import { template } from '../../../lib/iam/template-string.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { readTemplate } from '../../../lib/targets/cloudformation/read/roles.ts';
import { roleLogicalId } from '../../../lib/targets/cloudformation/roles.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { fileOf, parametersOf } from './rendered.ts';

const PATH = 'iam/roles.yaml';
const service = buildService({ ...DEFAULT_ANSWERS, exec: 'task' });
const [environment] = service.environments;
if (environment === undefined) throw new Error('There is no environment.');
const inputs = { parameters: parametersOf(service, environment.name), known: environment.values };
const ROLES = definitionOf(service.model, environment).roles;
const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'ByHand', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
};

/** A template and the roles that it makes. */
interface Edited {
  readonly tree: Document;
  readonly roles: readonly DefinedRole[];
}

type StructuralEdit = (edited: Edited, role: DefinedRole) => Edited;

function addPolicy({ tree, roles }: Edited, role: DefinedRole): Edited {
  const id = logicalId(role);
  const properties = {
    PolicyName: 'ByHand',
    Roles: [{ Ref: id }],
    PolicyDocument: DOCUMENT,
  };
  const resource = { Type: 'AWS::IAM::Policy', Properties: properties };
  tree.setIn(['Resources', `${id}ByHandPolicy`], tree.createNode(resource));
  const inlinePolicies = { ...role.inlinePolicies, ByHand: DOCUMENT };
  return { tree, roles: replaced(roles, role, { ...role, inlinePolicies }) };
}

function renamePolicy({ tree, roles }: Edited, role: DefinedRole): Edited {
  const [name] = Object.keys(role.inlinePolicies);
  if (name === undefined || 'Renamed' in role.inlinePolicies) return { tree, roles };
  const id = policyId(tree, { role: logicalId(role), name });
  tree.setIn(['Resources', id, 'Properties', 'PolicyName'], 'Renamed');
  const { [name]: document = {}, ...others } = role.inlinePolicies;
  const inlinePolicies = { ...others, Renamed: document };
  return { tree, roles: replaced(roles, role, { ...role, inlinePolicies }) };
}

/** The logical ID of an inline policy. */
function policyId(tree: Document, { role, name }: { role: string; name: string }): string {
  const resources: Readonly<Record<string, unknown>> = tree.toJS().Resources;
  const found = Object.keys(resources).find((id) => {
    const text = JSON.stringify(resources[id]);
    return id.startsWith(role) && text.includes(`"PolicyName":"${name}"`);
  });
  if (found === undefined) throw new Error(`${role} has no policy ${name}.`);
  return found;
}

function addRole({ tree, roles }: Edited): Edited {
  if (tree.hasIn(['Resources', 'ByHand'])) return { tree, roles };
  const properties = { RoleName: 'by-hand', AssumeRolePolicyDocument: DOCUMENT };
  const resource = { Type: 'AWS::IAM::Role', Properties: properties };
  tree.setIn(['Resources', 'ByHand'], tree.createNode(resource));
  const role: DefinedRole = {
    name: template('by-hand'),
    path: template('/'),
    description: '',
    maxSessionDuration: 3600,
    tags: {},
    trust: DOCUMENT,
    inlinePolicies: {},
    managedPolicies: [],
    attachedPolicies: [],
  };
  return { tree, roles: [...roles, role] };
}

/** With its policies; what refers to it names it by its ARN from then on. */
function removeRole({ tree, roles }: Edited, role: DefinedRole): Edited {
  const id = logicalId(role);
  const arn = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${role.path}${role.name}`;
  const text = tree
    .toString({ lineWidth: 0 })
    .replaceAll(`!GetAtt ${id}.Arn`, `!Sub ${arn}`)
    .replaceAll(`\${${id}}`, role.name);
  const left = parseDocument(text, { logLevel: 'silent' });
  const resources: Readonly<Record<string, unknown>> = left.toJS().Resources;
  for (const name of Object.keys(resources)) {
    if (name === id || JSON.stringify(resources[name]).includes(`"Roles":["${id}"]`)) {
      left.deleteIn(['Resources', name]);
    }
    if (JSON.stringify(resources[name]).includes(`"Roles":[{"Ref":"${id}"}]`)) {
      left.deleteIn(['Resources', name]);
    }
  }
  return { tree: left, roles: roles.filter((one) => one !== role) };
}

const EDITS: readonly StructuralEdit[] = [addPolicy, renamePolicy, addRole, removeRole];

function logicalId({ id = '' }: DefinedRole): string {
  return roleLogicalId({ id });
}

function replaced(roles: readonly DefinedRole[], old: DefinedRole, role: DefinedRole) {
  return roles.map((one) => (one === old ? role : one));
}

test('200 times a policy or a role that is added, renamed or removed is read as such', () => {
  const text = fileOf(service, PATH);
  const choice = fc.record({ edit: fc.constantFrom(...EDITS), role: fc.nat() });
  fc.assert(
    fc.property(fc.array(choice, { minLength: 8, maxLength: 8 }), (choices) => {
      let edited: Edited = { tree: parseDocument(text, { logLevel: 'silent' }), roles: ROLES };
      for (const { edit, role } of choices) {
        const made = edited.roles.filter(({ id }) => id !== undefined);
        const chosen = made[role % made.length];
        if (chosen !== undefined) edited = edit(edited, chosen);
      }
      const contents = edited.tree.toString({ lineWidth: 0 });
      expect(readTemplate({ path: PATH, contents }, inputs).roles).toEqual(edited.roles);
    }),
    { numRuns: 25 },
  );
}, 120_000);
