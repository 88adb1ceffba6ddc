import { readdirSync, readFileSync } from 'node:fs';
import { compilePolicies, decide } from '../../lib/evaluate/decide.ts';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type {
  AccessRequest,
  AttachedPolicy,
  ConditionValue,
  Decision,
  Layer,
  OneOrMany,
  Policy,
  PolicyStatement,
} from '../../lib/evaluate/types.ts';

type Version = '2012-10-17' | '2008-10-17' | 'none';
type Context = AccessRequest['context'];
type Rules<Row> = Readonly<Record<string, readonly Row[]>>;

interface ConditionRow {
  readonly version?: Version;
  readonly operator: string;
  readonly wanted: OneOrMany<ConditionValue>;
  readonly got?: OneOrMany;
  readonly context?: Context;
  readonly holds: boolean;
}

interface StatementRow {
  readonly version?: Version;
  readonly statement: Partial<PolicyStatement>;
  readonly ask?: string;
  readonly on?: string;
  readonly context?: Context;
  readonly applies: boolean;
}

type Statements = readonly Partial<PolicyStatement>[];

interface DecisionRow {
  readonly why?: string;
  readonly by?: string;
  readonly ask: string;
  readonly on?: string;
  /** The resource's account. */
  readonly owner?: string;
  readonly context?: Context;
  readonly identity?: Statements;
  readonly boundary?: Statements;
  readonly session?: Statements;
  readonly resource?: Statements;
  readonly rcps?: Statements;
  readonly scps?: readonly Statements[];
  readonly expect: Decision['result'];
  readonly lacking?: readonly Layer[];
}

interface DecisionFile {
  readonly who: Readonly<Record<string, string>>;
  readonly rules: Rules<DecisionRow>;
}

const ROLE = readRequester('arn:aws:iam::111122223333:role/team/app');
const KEY = 'test:key';

function fileOf<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), 'utf8'));
}

function rowsOf<Row extends object>(
  rules: Rules<Row>,
): readonly (Row & { readonly name: string })[] {
  return Object.entries(rules).flatMap(([rule, rows]) =>
    rows.map((row, index) => ({ ...row, name: `${rule}: ${index + 1} ${JSON.stringify(row)}` })),
  );
}

function policy(statements: readonly PolicyStatement[], version: Version = '2012-10-17'): Policy {
  return { ...(version === 'none' ? {} : { Version: version }), Statement: statements };
}

function attached(policy: Policy): AttachedPolicy {
  return { name: 'policy', policy };
}

function completed(statement: Partial<PolicyStatement>): PolicyStatement {
  const { Action, NotAction, Resource, NotResource } = statement;
  return {
    Effect: 'Allow',
    ...(Action === undefined && NotAction === undefined ? { Action: '*' } : {}),
    ...(Resource === undefined && NotResource === undefined ? { Resource: '*' } : {}),
    ...statement,
  };
}

/** A statement of a resource's policy is about the resource when it names none. */
function completedForResource(statement: Partial<PolicyStatement>): PolicyStatement {
  const { Resource, ...rest } = completed(statement);
  return { ...rest, ...(statement.Resource !== undefined && { Resource: statement.Resource }) };
}

const conditions = rowsOf(fileOf<{ rules: Rules<ConditionRow> }>('conditions').rules);
const statements = rowsOf(fileOf<{ rules: Rules<StatementRow> }>('statements').rules);
const { who, rules } = fileOf<DecisionFile>('decisions');
const decisions = rowsOf(rules);

test('the tables have all their rows', () => {
  expect(readdirSync(new URL('cases', import.meta.url)).sort()).toEqual([
    'conditions.json',
    'decisions.json',
    'statements.json',
  ]);
  expect([conditions.length, statements.length, decisions.length]).toEqual([251, 76, 137]);
});

test.each(conditions)('$name', ({ operator, wanted, got, version, holds, context = {} }) => {
  const statement = { Action: '*', Resource: '*', Condition: { [operator]: { [KEY]: wanted } } };
  const layers = compilePolicies({
    identity: [attached(policy([{ Effect: 'Allow', ...statement }], version))],
  });
  const request = {
    principal: ROLE,
    action: 'test:Ask',
    context: { ...context, ...(got === undefined ? {} : { [KEY]: got }) },
  };
  expect(decide(layers, request).result).toBe(holds ? 'allowed' : 'implicitDeny');
});

test.each(statements)('$name', ({ statement, version, ask = 'test:Ask', on = '*', ...row }) => {
  const layers = compilePolicies({ identity: [attached(policy([completed(statement)], version))] });
  const request = {
    principal: ROLE,
    action: ask,
    resource: on,
    resourceAccount: '111122223333',
    context: row.context ?? {},
  };
  expect(decide(layers, request).result).toBe(row.applies ? 'allowed' : 'implicitDeny');
});

test.each(decisions)('$name', ({ by = 'role', ask, on, owner, context = {}, ...row }) => {
  const one = (layer: Statements, complete = completed) => attached(policy(layer.map(complete)));
  const layers = compilePolicies({
    ...(row.identity && { identity: [one(row.identity)] }),
    ...(row.boundary && { boundary: one(row.boundary) }),
    ...(row.session && { session: row.session.map((statement) => one([statement])) }),
    ...(row.resource && { resource: [one(row.resource, completedForResource)] }),
    ...(row.rcps && { rcps: [one(row.rcps)] }),
    ...(row.scps && { scps: row.scps.map((level) => [one(level)]) }),
  });
  const decision = decide(layers, {
    principal: readRequester(who[by] ?? by),
    action: ask,
    ...(on !== undefined && { resource: on }),
    ...(owner !== undefined && { resourceAccount: owner }),
    context,
  });
  const lacking = decision.result === 'implicitDeny' ? decision.lacking : undefined;
  expect([decision.result, lacking]).toEqual([row.expect, row.lacking]);
});
