import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { QUESTIONS } from '../../lib/answers/questions.ts';
import { findAction } from '../../lib/authorization/actions.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import type { Statement, TrustStatement } from '../../lib/iam/model.ts';
import { EXISTING_ROLE_PLACEHOLDERS } from '../../lib/iam/placeholders/existing-roles.ts';
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

test.each(CATALOGUE)(
  '$id says what whoever controls it can do, and what limits that',
  ({ risk }) => {
    // A danger in one sentence, and at least one more on what stands against it.
    expect(risk).toMatch(/^(?:Whoever|Every container) [^.]+\. [A-Z].*\.$/);
  },
);

const LATIN_1 = /^[\u0020-\u007e\u00a0-\u00ff]*$/;

test.each(STATEMENTS)('$where gives its reason in one sentence', ({ statement }) => {
  expect(statement.why).toMatch(/^(?:[A-Z]|docker ).*\.$/);
  expect(statement.why).not.toMatch(/[.?!]\s/);
});

const ON_EVERYTHING = STATEMENTS.filter(({ statement }) =>
  statement.resources.some((resource) => resource === '*'),
);

test.each(ON_EVERYTHING)('$where says why its resource is *', ({ statement }) => {
  expect(statement.why).toMatch(/only \*|on \*|the condition|managed policy/);
});

const CLAIMS_ONLY = STATEMENTS.filter(({ statement }) => /supports? only \*/.test(statement.why));

test.each(CLAIMS_ONLY)('AWS says the same: $where supports only *', ({ statement }) => {
  const types = statement.actions.map((action) => findAction(action)?.resourceTypes);
  expect(types).toEqual(statement.actions.map(() => []));
  expect(statement.resources).toEqual(['*']);
  expect(/these actions support/.test(statement.why)).toBe(statement.actions.length > 1);
});

const CLAIMS_CONDITION = STATEMENTS.filter(({ statement }) => /conditions?\b/.test(statement.why));

test.each(CLAIMS_CONDITION)('$where has the condition of its reason', ({ statement }) => {
  const keys = Object.values(statement.conditions ?? {}).flatMap(Object.keys);
  expect(keys.length).toBeGreaterThanOrEqual(/conditions\b/.test(statement.why) ? 2 : 1);
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

/** Everything that a role or a grant says to a reader, besides the reasons of its statements. */
const SENTENCES: readonly { readonly where: string; readonly text: string }[] = [
  ...CATALOGUE.flatMap((role) => [
    { where: `${role.id} purpose`, text: role.purpose },
    { where: `${role.id} why`, text: role.why },
    ...textUnder(`${role.id} risk`, role.risk),
    ...textUnder(`${role.id} opens`, role.managedAlternative?.opens),
    ...role.notGranted.flatMap(({ action, reason }) => textUnder(`${role.id} ${action}`, reason)),
    ...Object.entries(role.options).flatMap(([name, { summary, whenOff, whyReplaced }]) => [
      { where: `${role.id}.${name}`, text: summary },
      ...textUnder(`${role.id}.${name} off`, whenOff),
      ...textUnder(`${role.id}.${name} replaces`, whyReplaced),
    ]),
  ]),
  ...GRANTS.flatMap((grant) => [
    { where: `grant ${grant.id}`, text: grant.summary },
    ...textUnder(`grant ${grant.id} note`, 'note' in grant ? grant.note : undefined),
  ]),
];

function textUnder(where: string, text: string | undefined) {
  return text === undefined ? [] : [{ where, text }];
}

test.each(SENTENCES)('$where is whole sentences', ({ text }) => {
  expect(text).toMatch(/^[A-Z].*\.$/);
});

const READ = [
  ...SENTENCES,
  ...STATEMENTS.map(({ where, statement }) => ({ where, text: statement.why })),
];

/** Words that make a reader stop, and what to write instead. */
const NOT_PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\balone\b/, 'only'],
  [/\bIAM offers\b/, 'this action supports only *'],
  [/\bshall\b/, 'must'],
  [/\b(?:nobody|no one) but\b/, 'only'],
  [/\bas well as\b/, 'and'],
  [/\btighter\b/, 'narrower'],
  [/\bwhose\b.*\bwhose\b/, 'two sentences'],
];

test.each(NOT_PLAIN)('no text of the catalogue has %s: write %s', (pattern) => {
  expect(READ.filter(({ text }) => pattern.test(text))).toEqual([]);
});

const FLAGS = new Set(QUESTIONS.flatMap(({ flag }) => flag ?? []));

test('every flag that a text names is one', () => {
  const named = READ.flatMap(({ text }) =>
    [...text.matchAll(/--([a-z-]+)/g)].map(([, one]) => one),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((one) => !FLAGS.has(one ?? ''))).toEqual([]);
});

test('every option that a text names is one', () => {
  const options = CATALOGUE.flatMap((role) => Object.keys(role.options));
  const ids = CATALOGUE.flatMap((role) =>
    Object.keys(role.options).map((name) => `${role.id}.${name}`),
  );
  const dotted = new RegExp(`\\b(?:${CATALOGUE.map(({ id }) => id).join('|')})\\.[a-z]\\w+`, 'g');
  for (const { text } of READ) {
    expect((text.match(dotted) ?? []).filter((one) => !ids.includes(one))).toEqual([]);
    const named = [...text.matchAll(/\boption ([a-z]+[A-Z]\w+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((one) => !options.includes(one))).toEqual([]);
  }
});

test('every action that a text names is one of AWS', () => {
  const keys = STATEMENTS.flatMap(({ statement }) =>
    Object.values(statement.conditions ?? {}).flatMap(Object.keys),
  );
  const named = READ.flatMap(({ text }) => text.match(/\b[a-z][a-z0-9-]+:[A-Z]\w+/g) ?? []);
  const actions = named.filter((one) => !one.startsWith('aws:') && !keys.includes(one));
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => findAction(action) === undefined)).toEqual([]);
});

test('an option that gives a reason for what it replaces replaces something', () => {
  const options = CATALOGUE.flatMap((role) => Object.values(role.options));
  const reasoned = options.filter(({ whyReplaced }) => whyReplaced !== undefined);
  expect(reasoned.length).toBeGreaterThan(0);
  expect(reasoned.filter(({ replaces = [] }) => replaces.length === 0)).toEqual([]);
});

test('no ARN names a partition', () => {
  const arns = textsOf([CATALOGUE, GRANTS]).filter((text) => /^arn:(?!<partition>:)/.test(text));
  expect(arns).toEqual([]);
});

test('service principals are spelled alike in every partition', () => {
  const services = CATALOGUE.flatMap(({ trust }) => trust.map(serviceOf)).filter(Boolean);
  for (const service of services) expect(service).toMatch(/^[a-z0-9.-]+\.amazonaws\.com$/);
});

function serviceOf({ principal }: TrustStatement): string {
  return principal.kind === 'service' ? principal.service : '';
}

/** Placeholders that no role and no grant holds, and what uses them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  container: 'the task definition',
  registryImage: 'the task definition',
  connectionService: 'the pipeline',
  repositoryId: 'the pipeline',
  approval: 'the pipeline',
  destinationName: 'the question --cross-account-logs',
  permissionsBoundary: "every role's settings",
  ownershipId: "every role's tags",
  ...Object.fromEntries(
    Object.keys(EXISTING_ROLE_PLACEHOLDERS).map((name) => [name, 'the question --existing-role']),
  ),
  environmentSid: 'the policies on shared things',
  eventsLogGroup: 'the policies on shared things',
  artifactBucketPrefix: 'the default of artifactBucket',
};

const USED = new Set(
  textsOf([CATALOGUE, GRANTS]).flatMap((text) =>
    [...text.matchAll(/<([a-z][A-Za-z]*)>/g)].map((match) => match[1] ?? ''),
  ),
);

test('every placeholder of the catalogue has a row', () => {
  expect([...USED].filter((placeholder) => !isPlaceholder(placeholder))).toEqual([]);
});

test('every row is a placeholder of the catalogue, or of something named here', () => {
  const idle = PLACEHOLDER_NAMES.filter(
    (placeholder) => !USED.has(placeholder) && ELSEWHERE[placeholder] === undefined,
  );
  expect(idle).toEqual([]);
  const stale = Object.keys(ELSEWHERE).filter(
    (placeholder) => !isPlaceholder(placeholder) || USED.has(placeholder),
  );
  expect(stale).toEqual([]);
});

test('defaults hold known placeholders only, and no placeholder depends on itself', () => {
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
