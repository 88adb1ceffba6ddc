import fc from 'fast-check';
import { Document } from 'yaml';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import type { DefinedRole } from '../../../lib/iam/definition.ts';
import { printJson, printJsonWithVariables } from '../../../lib/json.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderSharedScripts } from '../../../lib/starter/scripts.ts';
import { readRoleFiles } from '../../../lib/targets/cli/read.ts';
import { readValues } from '../../../lib/targets/cli/read-values.ts';
import { roleFile } from '../../../lib/targets/cli/role-file.ts';
import { everythingAnswers } from '../../support/answers.ts';
import { change, choices, type Edit, editOf, editRoles } from '../edits.ts';

const service = buildService(everythingAnswers());
const [environment] = service.environments;
if (environment === undefined) throw new Error('There is no environment.');
const path = `scripts/environments/${environment.name}.sh`;
const contents = renderSharedScripts(service).find((file) => file.path === path)?.contents ?? '';
const values = readValues({ path, contents });
const FILES = service.model.roles.map((role) => ({
  path: `iam/${role.id}.json`,
  contents: printJsonWithVariables(roleFile(role)),
}));
const LISTS = { inline: 'Policies', managed: 'ManagedPolicies' };

/** Edits the file of a role whose policies, before the edit, are those of the definition. */
function editFile(tree: Document, role: DefinedRole, { policy, change: made }: Edit): void {
  if (policy.kind === 'trust') {
    change(tree, ['AssumeRolePolicyDocument'], made);
    return;
  }
  const names =
    policy.kind === 'inline'
      ? Object.keys(role.inlinePolicies)
      : role.managedPolicies.map(({ name }) => String(name));
  const path = [LISTS[policy.kind], names.indexOf(policy.name)];
  if (made.kind === 'remove policy') tree.deleteIn(path);
  else change(tree, [...path, 'PolicyDocument'], made);
}

test('200 edits of the files are read as the same edits of the definition', () => {
  fc.assert(
    fc.property(fc.array(choices, { minLength: 8, maxLength: 8 }), (all) => {
      let { roles } = definitionOf(service.model, environment);
      const trees = FILES.map((file) => new Document(JSON.parse(file.contents)));
      for (const choice of all) {
        const edit = editOf(roles, choice);
        for (const [index, role] of roles.entries()) {
          const tree = trees[index];
          if (tree !== undefined && role.name === edit.role) editFile(tree, role, edit);
        }
        roles = editRoles(roles, edit);
      }
      const files = FILES.map(({ path }, index) => ({
        path,
        contents: printJson(trees[index]?.toJS()),
      }));
      expect(readRoleFiles(files, values).roles).toEqual(roles);
    }),
    { numRuns: 25 },
  );
}, 120_000);
