import fc from 'fast-check';
import { type Document, parseDocument } from 'yaml';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import { listOf } from '../../../lib/iam/equality.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { resourcesOf, scopeOf } from '../../../lib/targets/cloudformation/read/evaluate.ts';
import { readTemplate } from '../../../lib/targets/cloudformation/read/roles.ts';
import { parseYaml } from '../../../lib/targets/source.ts';
import { everythingAnswers } from '../../support/answers.ts';
import { change, choices, type Edit, editOf, editRoles } from '../edits.ts';
import { fileOf, parametersOf } from './rendered.ts';

const PATH = 'iam/roles.yaml';
const service = buildService(everythingAnswers());
const [environment] = service.environments;
if (environment === undefined) throw new Error('There is no environment.');
const inputs = {
  parameters: parametersOf(service, environment.name),
  known: environment.values,
};

const TEXT = fileOf(service, PATH);
const TYPES = {
  trust: 'AWS::IAM::Role',
  inline: 'AWS::IAM::Policy',
  managed: 'AWS::IAM::ManagedPolicy',
};
const resources = resourcesOf(
  scopeOf(parseYaml({ path: PATH, contents: TEXT }), inputs),
  new Set(Object.values(TYPES)),
);

/** Edits a template; comments and functions of everything else stay as they are. */
function editTemplate(tree: Document, edit: Edit): void {
  const path = ['Resources', logicalIdOf(edit)];
  const isTrust = edit.policy.kind === 'trust';
  const property = isTrust ? 'AssumeRolePolicyDocument' : 'PolicyDocument';
  if (edit.change.kind === 'remove policy') tree.deleteIn(path);
  else change(tree, [...path, 'Properties', property], edit.change);
}

function logicalIdOf({ role, policy }: Edit): string {
  const name = policy.kind === 'trust' ? role : policy.name;
  const found = resources.find(({ type, properties }) => {
    const { RoleName, Roles = [RoleName], PolicyName, ManagedPolicyName } = properties;
    const isRoles = type === TYPES[policy.kind] && listOf(Roles).includes(role);
    return isRoles && (PolicyName ?? ManagedPolicyName ?? RoleName) === name;
  });
  if (found === undefined) throw new Error(`No resource is ${policy.kind} ${name} of ${role}.`);
  return found.logicalId;
}

test('200 edits of the template are read as the same edits of the definition', () => {
  fc.assert(
    fc.property(fc.array(choices, { minLength: 8, maxLength: 8 }), (all) => {
      let { roles } = definitionOf(service.model, environment);
      const tree = parseDocument(TEXT, { logLevel: 'silent' });
      for (const choice of all) {
        const edit = editOf(roles, choice);
        roles = editRoles(roles, edit);
        editTemplate(tree, edit);
      }
      const contents = tree.toString({ lineWidth: 0 });
      expect(readTemplate({ path: PATH, contents }, inputs).roles).toEqual(roles);
    }),
    { numRuns: 25 },
  );
}, 120_000);
