import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GRANTS } from '../../lib/grants/registry.ts';
import type { Statement, TrustStatement } from '../../lib/iam/model.ts';
import {
  isPlaceholder,
  PLACEHOLDER_NAMES,
  PLACEHOLDERS,
  placeholderSpec,
} from '../../lib/iam/placeholders.ts';
import { ROLES, roleById } from '../../lib/roles/registry.ts';
import type { Role } from '../../lib/roles/types.ts';

const CATALOGUE: readonly Role[] = ROLES.map(({ id }) => roleById(id));

interface Place {
  readonly where: string;
  readonly statement: Statement;
}

const STATEMENTS: readonly Place[] = [
  ...CATALOGUE.flatMap((role) =>
    [...role.policies, ...Object.values(role.options)].flatMap(({ statements }) =>
      statements.map((statement) => ({ where: `${role.id} ${statement.sid}`, statement })),
    ),
  ),
  ...GRANTS.flatMap(({ id, statements }) =>
    statements.map((statement) => ({ where: `grant ${id} ${statement.sid}`, statement })),
  ),
];

const LATIN_1 = /^[\u0020-\u007e\u00a0-\u00ff]*$/;

test.each(STATEMENTS)('$where says in a sentence what needs it', ({ statement }) => {
  expect(statement.why).toMatch(/^[A-Za-z].{25,}\.$/);
});

test.each(STATEMENTS)('$where lists actions and resources once and sorted', ({ statement }) => {
  const { sid, actions, resources } = statement;
  // A repeated grant numbers its Sids: none of ours may end in a digit.
  expect(sid).toMatch(/^[A-Za-z0-9]*[A-Za-z]$/);
  expect(actions).toEqual([...new Set(actions)].sort());
  expect(resources).toEqual([...new Set(resources)]);
  expect(actions.length * resources.length).toBeGreaterThan(0);
});

test('Sids differ within every policy, unless one option takes the place of another statement', () => {
  for (const role of CATALOGUE) {
    const names = new Set(Object.values(role.options).map(({ policy }) => policy));
    for (const name of names) {
      const base = role.policies.filter((policy) => policy.name === name);
      const options = Object.values(role.options).filter(({ policy }) => policy === name);
      const replaced = options.flatMap(({ replaces = [] }) => replaces);
      const sids = [...base, ...options].flatMap(({ statements }) =>
        statements.map(({ sid }) => sid),
      );
      const twice = sids.filter((sid, at) => sids.indexOf(sid) < at && !replaced.includes(sid));
      expect([role.id, name, twice]).toEqual([role.id, name, []]);
    }
  }
});

test('options require and replace what their role has', () => {
  for (const role of CATALOGUE) {
    for (const { requires = [], replaces = [], policy } of Object.values(role.options)) {
      expect(requires.filter((name) => !(name in role.options))).toEqual([]);
      const sids = [...role.policies, ...Object.values(role.options)]
        .filter((one) => ('name' in one ? one.name : one.policy) === policy)
        .flatMap(({ statements }) => statements.map(({ sid }) => sid));
      expect(replaces.filter((sid) => !sids.includes(sid))).toEqual([]);
    }
  }
});

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsOf(item)]);
}

test('every word of the catalogue is Latin-1, as policies and descriptions must be', () => {
  const patterns = Object.values(PLACEHOLDERS).map(({ meaning, takes }) => [meaning, takes]);
  const odd = textsOf([CATALOGUE, GRANTS, patterns]).filter((text) => !LATIN_1.test(text));
  expect(odd).toEqual([]);
});

test('every source is a title and an address', () => {
  for (const { id, sources } of CATALOGUE) {
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources)
      expect([id, source]).toEqual([id, expect.stringMatching(/^.+: https:\/\/\S+$/)]);
  }
});

test('what is not granted, and what an option replaces, has a reason', () => {
  for (const role of CATALOGUE) {
    for (const { reason } of role.notGranted) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
    for (const { summary, whenOff, replaces, whyReplaced } of Object.values(role.options)) {
      expect(summary).toMatch(/\.$/);
      if (whenOff !== undefined) expect(whenOff).toMatch(/^[A-Z].{30,}\.$/);
      if (whyReplaced !== undefined) expect(replaces).toBeDefined();
    }
  }
});

test('no ARN names a partition', () => {
  const arns = textsOf([CATALOGUE, GRANTS]).filter((text) => /^arn:(?!<partition>:)/.test(text));
  expect(arns).toEqual([]);
});

test('service principals are spelled alike in every partition', () => {
  const services = CATALOGUE.flatMap(({ trust }) => trust.map(serviceOf)).filter(Boolean);
  for (const service of services) expect(service).toMatch(/^[a-z0-9-]+\.amazonaws\.com$/);
});

function serviceOf({ principal }: TrustStatement): string {
  return principal.kind === 'service' ? principal.service : '';
}

/** Parts that no role and no grant holds: what reads them instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  container: 'the task definition',
  connectionService: 'the pipeline',
  repositoryId: 'the pipeline',
  approval: 'the pipeline',
  destinationName: 'the question --cross-account-logs',
  permissionsBoundary: "every role's settings",
  environmentSid: 'the policies on shared things',
  eventsLogGroup: 'the policies on shared things',
  artifactBucketPrefix: 'the default of artifactBucket',
};

const USED = new Set(
  textsOf([CATALOGUE, GRANTS]).flatMap((text) =>
    [...text.matchAll(/<([a-z][A-Za-z]*)>/g)].map((match) => match[1] ?? ''),
  ),
);

test('every part that the catalogue holds has a row', () => {
  expect([...USED].filter((placeholder) => !isPlaceholder(placeholder))).toEqual([]);
});

test('every row is a part of the catalogue, or of something named here', () => {
  const idle = PLACEHOLDER_NAMES.filter(
    (placeholder) => !USED.has(placeholder) && ELSEWHERE[placeholder] === undefined,
  );
  expect(idle).toEqual([]);
  const stale = Object.keys(ELSEWHERE).filter(
    (placeholder) => !isPlaceholder(placeholder) || USED.has(placeholder),
  );
  expect(stale).toEqual([]);
});

test('defaults of parts hold parts alone, and no part depends on itself', () => {
  for (const placeholder of PLACEHOLDER_NAMES) {
    const held = [...(placeholderSpec(placeholder).initial ?? '').matchAll(/<([^>]+)>/g)].map(
      (one) => one[1],
    );
    expect(held.filter((one) => !isPlaceholder(one ?? '') || one === placeholder)).toEqual([]);
  }
});

test('a role is one file of its own name and one line of the registry', () => {
  const folder = fileURLToPath(new URL('../../lib/roles/', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const own = files.filter((file) => !['catalogue.ts', 'registry.ts', 'types.ts'].includes(file));
  expect(own.sort()).toEqual(CATALOGUE.map(({ id }) => `${id}.ts`).sort());
  expect(CATALOGUE.every(({ id }) => existsSync(`${folder}${id}.ts`))).toBe(true);
});
