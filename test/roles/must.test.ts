import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answers, DeployKind } from '../../lib/answers/types.ts';
import type { GrantId } from '../../lib/grants/registry.ts';
import type { PlaceholderValues } from '../../lib/iam/placeholders.ts';
import type { RoleId } from '../../lib/roles/registry.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { identityAllows, trustAllows } from '../support/ask.ts';
import { type RoleDocuments, roleDocuments, withReferences } from '../support/role-documents.ts';
import { VALUES } from '../support/values.ts';

/** One row of the truth table: what a role must be allowed, or must not. */
interface Row {
  readonly role: RoleId;
  readonly action: string;
  readonly resource?: string;
  readonly principal?: string;
  readonly options?: readonly string[];
  readonly grants?: readonly GrantId[];
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly values?: PlaceholderValues;
  readonly strictTrust?: true;
  /** The deploy kinds that the row holds for; absent: all of them. */
  readonly deploy?: readonly DeployKind[];
  readonly expect: 'allow' | 'deny';
  readonly why: string;
}

const KINDS: readonly DeployKind[] = ['pipeline', 'build', 'codedeploy'];
const FILE = fileURLToPath(new URL('must.json', import.meta.url));
const ROWS: readonly Row[] = JSON.parse(readFileSync(FILE, 'utf8')).cases;

/** What VALUES alone would switch on: a row names the options that it is about. */
const SWITCHED_BY_VALUES = [
  'task-execution.secretsKmsKey',
  'task-execution.crossAccountEcr',
  'service.targetGroup',
  'service.instanceSecurityGroup',
  'codebuild.artifactKmsKey',
  'codebuild.buildSecretsKmsKey',
  'codepipeline.artifactKmsKey',
  'codepipeline.sourceConnection',
];

function answersOf(row: Row, deploy: DeployKind): Answers {
  const named = (row.options ?? []).map((option) => [`${row.role}.${option}`, true]);
  const silent = SWITCHED_BY_VALUES.map((option) => [option, false]);
  return {
    ...DEFAULT_ANSWERS,
    project: VALUES.project,
    environments: [{ name: VALUES.environment, values: { ...VALUES, ...row.values } }],
    roles: withReferences(row.role),
    deploy,
    oidcProvider: 'create',
    trust: row.strictTrust ? 'strict' : 'default',
    options: Object.fromEntries([...silent, ...named]),
    grants: (row.grants ?? []).map((preset) => ({ preset, values: {} })),
  };
}

const made = new Map<string, RoleDocuments>();

/** Many rows ask about the same role under the same answers. */
function documentsFor(row: Row, deploy: DeployKind): RoleDocuments {
  const { role, options, grants, values, strictTrust } = row;
  const key = JSON.stringify([role, options, grants, values, strictTrust, deploy]);
  const found = made.get(key) ?? roleDocuments(role, answersOf(row, deploy));
  made.set(key, found);
  return found;
}

function verdict(row: Row, deploy: DeployKind): Row['expect'] {
  const { trust, policies } = documentsFor(row, deploy);
  const { principal } = row;
  const isAllowed =
    principal === undefined
      ? identityAllows(policies, row)
      : trustAllows(trust, { ...row, principal });
  return isAllowed ? 'allow' : 'deny';
}

test('the truth table has all its rows', () => {
  expect(ROWS).toHaveLength(605);
});

test.each(
  ROWS.map((row, index) => ({
    ...row,
    name: `${index + 1} ${row.role} ${row.expect} ${row.action} on ${row.resource ?? row.principal}: ${row.why}`,
  })),
)('$name', (row) => {
  const kinds = row.deploy ?? KINDS;
  expect(kinds.map((kind) => [kind, verdict(row, kind)])).toEqual(
    kinds.map((kind) => [kind, row.expect]),
  );
});

test('a row that names deploy kinds fails in the others, or could name none', () => {
  const idle = ROWS.filter((row) => {
    const others = KINDS.filter((kind) => row.deploy !== undefined && !row.deploy.includes(kind));
    return others.length > 0 && others.some((kind) => verdict(row, kind) === row.expect);
  });
  expect(idle.map(({ role, action, why }) => `${role} ${action}: ${why}`)).toEqual([]);
});
