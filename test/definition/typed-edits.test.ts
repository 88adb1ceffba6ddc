import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionOf } from '../../lib/definition/definition-of.ts';
import type { DefinedRole } from '../../lib/iam/definition.ts';
import { canonicalDocument } from '../../lib/iam/equality.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { IS_DEFINITION } from '../../lib/targets/definition-files.ts';
import type { TargetId } from '../../lib/targets/ids.ts';
import { targetById } from '../../lib/targets/registry.ts';
import { trustMeaning } from '../support/account.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { describeWithCdk, linkCdkModules } from '../support/cdk-app.ts';
import { IN_FULL } from '../support/in-full.ts';
import { putFiles } from '../support/put-files.ts';
import { describeWithTerraform, terraformEnvironment } from '../support/terraform.ts';
import type { Typed, TypedEdit } from './typed/edit.ts';
import { FIRST_BATCH } from './typed/first-batch.ts';
import { OWN_ROLE, SECOND_BATCH } from './typed/second-batch.ts';

const MINUTES = 60_000;
const BATCHES = [FIRST_BATCH, SECOND_BATCH];
type Files = Map<string, string>;

/** The file of a role, and the words with which its part of the file begins. */
const FILE_OF: Readonly<Record<TargetId, (role: string) => { path: string; begins: string }>> = {
  cli: (role) => ({ path: `iam/roles/${role}.json`, begins: '{' }),
  cloudformation: (role) => ({ path: 'iam/roles.yaml', begins: `-${role}-role-` }),
  terraform: (role) => ({ path: `iam/modules/roles/${role.replace('-', '_')}.tf`, begins: '#' }),
  cdk: (role) => ({ path: `iam/lib/roles/${role}.ts`, begins: 'import' }),
};

const ROLE_NAME: Readonly<Record<string, string>> = {
  'task-execution': 'ecs-task-execution',
  task: 'ecs-task',
};

const SID: Readonly<Record<TargetId, (sid: string) => string>> = {
  cli: (sid) => `"${sid}"`,
  cloudformation: (sid) => `- Sid: ${sid}\n`,
  terraform: (sid) => `"${sid}"`,
  cdk: (sid) => `'${sid}'`,
};

/** Types one edit into the files of a repo. */
function type(files: Files, target: TargetId, edit: TypedEdit): void {
  const typed = edit.typed[target];
  if ('contents' in typed) {
    files.set(typed.path, typed.contents);
    return;
  }
  const known = FILE_OF[target](
    target === 'cloudformation' ? (ROLE_NAME[edit.role] ?? edit.role) : edit.role,
  );
  const path = 'path' in typed ? (typed.path ?? known.path) : known.path;
  const text = files.get(path) ?? '';
  const start = 'path' in typed ? 0 : placeOf(text, known.begins, 0);
  // CDK's trust policies have no Sid; the text to find is one that only they have.
  const hasSid = edit.sid !== undefined && !(target === 'cdk' && edit.sid.endsWith('Assume'));
  const at = hasSid ? placeOf(text, SID[target](edit.sid ?? ''), start) : start;
  files.set(path, typedInto({ text, at, isYaml: target === 'cloudformation' }, typed));
}

function placeOf(text: string, words: string, from: number): number {
  const at = text.indexOf(words, from);
  if (at < 0) throw new Error(`Nothing has the words ${words}`);
  return at;
}

interface Place {
  readonly text: string;
  readonly at: number;
  readonly isYaml: boolean;
}

function typedInto(place: Place, typed: Typed): string {
  const { text, at } = place;
  if ('find' in typed) {
    const found = placeOf(text, typed.find, at);
    return text.slice(0, found) + typed.write + text.slice(found + typed.find.length);
  }
  if ('from' in typed) {
    const from = placeOf(text, typed.from, at);
    return text.slice(0, from) + text.slice(placeOf(text, typed.upTo, from));
  }
  const lines = text.split('\n');
  const { first, last } = statementAround(lines, place);
  if ('before' in typed) {
    const indent = lines[first]?.match(/^ */)?.[0] ?? '';
    lines.splice(first, 0, indent + typed.before);
    return lines.join('\n');
  }
  lines.splice(first, last - first + 1);
  // The last of a JSON list is followed by no comma.
  return lines.join('\n').replace(/\},\n(\s*)\]/g, '}\n$1]');
}

/** The first and the last line of the statement whose Sid stands at a place. */
function statementAround(
  lines: readonly string[],
  { text, at, isYaml }: Place,
): { readonly first: number; readonly last: number } {
  const indentOf = (index: number) => lines[index]?.search(/\S/) ?? -1;
  const sid = text.slice(0, at).split('\n').length - 1;
  let first = sid;
  while (!isYaml && indentOf(first) >= indentOf(sid)) first -= 1;
  const outer = indentOf(first);
  let last = sid + 1;
  while (indentOf(last) > outer || (!isYaml && indentOf(last) < 0)) last += 1;
  return { first, last: isYaml ? last - 1 : last };
}

/** A role with its documents in one form; trust policies without Sids, as CDK writes them. */
function comparable({ tags: _tags, ...role }: DefinedRole): unknown {
  return {
    ...role,
    trust: canonicalDocument(trustMeaning(role.trust)),
    inlinePolicies: Object.fromEntries(
      Object.entries(role.inlinePolicies)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, document]) => [name, canonicalDocument(document)]),
    ),
  };
}

function inOrder(roles: readonly DefinedRole[]): unknown {
  return [...roles].sort((a, b) => (a.name < b.name ? -1 : 1)).map(comparable);
}

/** Reads the repo of a target after a batch of edits, and compares it with what they mean. */
function defineEdits(target: TargetId, prepare: (root: string) => void = () => undefined): void {
  const top = mkdtempSync(join(tmpdir(), `typed ${target} `));
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  test.each(BATCHES.map((edits, number) => [number + 1, edits] as const))(
    'batch %s',
    async (number, edits) => {
      const service = buildService({ ...DEFAULT_ANSWERS, target });
      const [environment] = service.environments;
      if (environment === undefined) throw new Error('There is no environment.');
      const renderer = await targetById(target).load();
      const files: Files = new Map(
        renderer.render(service).map(({ path, contents }) => [path, contents]),
      );
      for (const edit of edits) type(files, target, edit);
      const edited = [...files].map(([path, contents]) => ({
        path,
        contents: withImports(contents),
      }));
      const root = join(top, String(number));
      putFiles(
        root,
        edited.map((file) => ({ ...file, executable: false })),
      );
      prepare(root);
      const { definition } = await renderer.read({
        root,
        files: edited.filter(({ path }) => IS_DEFINITION[target](path)),
        service,
        environment,
      });
      expect(inOrder(definition.roles)).toEqual(inOrder(meant(edits)));
    },
    5 * MINUTES,
  );

  /** The edits' meaning does not hang on the target. */
  function meant(edits: readonly TypedEdit[]): readonly DefinedRole[] {
    const service = buildService({ ...DEFAULT_ANSWERS, target });
    const [environment] = service.environments;
    if (environment === undefined) throw new Error('There is no environment.');
    const { roles } = definitionOf(service.model, environment);
    const edited = roles.map((role) =>
      edits.filter((edit) => edit.role === role.id).reduce((now, edit) => edit.meant(now), role),
    );
    return edits.some(({ name }) => name.startsWith('a role')) ? [...edited, OWN_ROLE] : edited;
  }
}

/** What an editor adds to the first lines of a TypeScript file. */
function withImports(contents: string): string {
  return contents.replace(
    /^import (?:type )?\{[^}]*\} from 'aws-cdk-lib\/aws-iam';$/m,
    (line) => `${line}\nimport * as iam from 'aws-cdk-lib/aws-iam';`,
  );
}

describe('edits that are typed by hand mean the same in every target', () => {
  test('each is in one batch and has a name of its own', () => {
    const names = BATCHES.flat().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(40);
  });
  describe('cli', () => defineEdits('cli'));
  describe('cloudformation', () => defineEdits('cloudformation'));
});

if (IN_FULL) {
  describeWithTerraform([], 'edits typed into Terraform', () => {
    beforeAll(() => {
      Object.assign(process.env, terraformEnvironment());
    });
    defineEdits('terraform');
  });
  describeWithCdk('edits typed into CDK', () => {
    defineEdits('cdk', (root) => linkCdkModules(join(root, 'iam')));
  });
}
