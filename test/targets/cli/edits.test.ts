import fc from 'fast-check';
import { Document } from 'yaml';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import type { DefinedRole } from '../../../lib/iam/definition.ts';
import { template } from '../../../lib/iam/template-string.ts';
import { modelIn } from '../../../lib/iam/where.ts';
import { printJson, printJsonWithVariables } from '../../../lib/json.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { readDefinition } from '../../../lib/targets/cli/read-definition.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import { roleFile } from '../../../lib/targets/cli/role-file.ts';
import { IS_DEFINITION } from '../../../lib/targets/definition-files.ts';
import { everythingAnswers } from '../../support/answers.ts';
import { change, choices, type Edit, editOf, editRoles } from '../edits.ts';

const service = buildService(everythingAnswers());
const dev = firstOf(service.environments);

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('There is no environment.');
  return first;
}

const written = renderer.render(service).filter(({ path }) => IS_DEFINITION.cli(path));
const OTHERS = written.filter(({ path }) => !path.startsWith('iam/roles/'));
const FILES = modelIn(service.model, dev).roles.map((role) => ({
  path: `iam/roles/${role.id}.json`,
  contents: printJsonWithVariables(roleFile(role, () => [dev.name])),
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

interface RoleFile {
  readonly path: string;
  readonly contents: string;
}

async function rolesOf(files: readonly RoleFile[]): Promise<readonly DefinedRole[]> {
  const request = { root: '.', files: [...OTHERS, ...files], service, environment: dev };
  return (await readDefinition(request)).definition.roles;
}

test('200 edits of the files are read as the same edits of the definition', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(choices, { minLength: 8, maxLength: 8 }), async (all) => {
      let { roles } = definitionOf(service.model, dev);
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
      expect(await rolesOf(files)).toEqual(roles);
    }),
    { numRuns: 25 },
  );
}, 120_000);

const TRUST = { Version: '2012-10-17', Statement: [] };
const ALLOWED = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*' } };

/** The repo's role files, and the roles that they shall be read as. */
interface Edited {
  readonly files: readonly RoleFile[];
  readonly roles: readonly DefinedRole[];
}

/** Edits of a whole policy or file: each takes a number that chooses which. */
const WHOLE: Readonly<Record<string, (edited: Edited, number: number) => Edited>> = {
  'add a policy': (edited, number) =>
    editPolicies(edited, number, (policies) => [
      ...policies,
      { PolicyName: `Own${number}`, PolicyDocument: ALLOWED },
    ]),
  'rename a policy': (edited, number) =>
    editPolicies(edited, number, ([first, ...others]) =>
      first === undefined ? [] : [...others, { ...first, PolicyName: `Renamed${number}` }],
    ),
  'add a role': ({ files, roles }, number) => {
    const name = `own-role-${number}`;
    const file = { RoleName: `\${PROJECT}-${name}`, AssumeRolePolicyDocument: TRUST };
    const added: DefinedRole = {
      name: template(`shop-${name}`),
      path: template('/'),
      description: '',
      maxSessionDuration: 3600,
      tags: {},
      trust: TRUST,
      inlinePolicies: {},
      managedPolicies: [],
      attachedPolicies: [],
    };
    return {
      files: [...files, { path: `iam/roles/${name}.json`, contents: printJson(file) }],
      roles: [...roles, added],
    };
  },
  'remove a role': ({ files, roles }, number) => {
    const at = number % files.length;
    return {
      files: files.filter((_, index) => index !== at),
      roles: roles.filter((_, index) => index !== at),
    };
  },
};

interface WrittenPolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: object;
}

/** Changes the inline policies of one role, in its file and in the definition. */
function editPolicies(
  { files, roles }: Edited,
  number: number,
  edit: (policies: readonly WrittenPolicy[]) => readonly WrittenPolicy[],
): Edited {
  const at = number % files.length;
  const written = JSON.parse(files[at]?.contents ?? '{}');
  const contents = printJson({ ...written, Policies: edit(written.Policies ?? []) });
  const known = Object.entries(roles[at]?.inlinePolicies ?? {});
  const policies = edit(
    known.map(([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument })),
  );
  const inlinePolicies = Object.fromEntries(
    policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, { ...PolicyDocument }]),
  );
  return {
    files: files.map((file, index) => (index === at ? { ...file, contents } : file)),
    roles: roles.map((role, index) => (index === at ? { ...role, inlinePolicies } : role)),
  };
}

test('policies that are added or renamed, and files that are added or removed, are read', async () => {
  const edits = fc.uniqueArray(
    fc.record({ number: fc.nat({ max: 999 }), kind: fc.constantFrom(...Object.keys(WHOLE)) }),
    { minLength: 4, maxLength: 4, selector: ({ number }) => number },
  );
  await fc.assert(
    fc.asyncProperty(edits, async (all) => {
      let edited: Edited = { files: FILES, roles: definitionOf(service.model, dev).roles };
      for (const { kind, number } of all) edited = WHOLE[kind]?.(edited, number) ?? edited;
      const byName = (a: DefinedRole, b: DefinedRole) => (a.name < b.name ? -1 : 1);
      const read = await rolesOf(edited.files);
      expect([...read].sort(byName)).toEqual([...edited.roles].sort(byName));
    }),
    { numRuns: 50 },
  );
}, 120_000);
