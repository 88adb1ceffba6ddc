import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { AccountReport } from '../../lib/report/findings.ts';
import { jsonReport, sarifReport } from '../../lib/report/json.ts';
import { junitReport } from '../../lib/report/junit.ts';
import { styleOf } from '../../lib/report/style.ts';
import { textReport } from '../../lib/report/text.ts';
import {
  CHANGED_ANSWERS,
  foreignState,
  newRoot,
  portOf,
  SMALL_ANSWERS,
  worldOf,
} from '../live/support/world.ts';

const here = import.meta.dirname;

/** A report with every kind of content: changes of every kind, foreign, blocked, not checked. */
async function fullReport(): Promise<AccountReport> {
  const state = foreignState();
  await worldOf(SMALL_ANSWERS).run(portOf(state), 'apply', newRoot());
  const role = state.roles['shop-ecs-task-role-dev'];
  if (role === undefined) throw new Error('No role.');
  role.inline.Strange =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
  role.attached.push('arn:aws:iam::aws:policy/AdministratorAccess');
  const github = state.roles['shop-github-deploy-role-dev'];
  if (github) state.roles['shop-github-deploy-role-dev'] = { ...github, path: '/<else>&"/' };
  const changed = worldOf(CHANGED_ANSWERS);
  const update = await changed.plan(portOf(state), 'apply', { findLeftovers: true });
  const create = await changed.plan(portOf(foreignState()), 'apply');
  const destroy = await changed.plan(portOf(state), 'destroy');
  return {
    command: 'validate',
    project: 'shop',
    environments: [
      { status: 'checked', environment: 'dev', plan: update },
      { status: 'checked', environment: 'test', plan: create },
      { status: 'applied', environment: 'old', plan: destroy, done: 3 },
      { status: 'not-checked', environment: 'prod', reason: 'Another "account" <1>.' },
    ],
  };
}

const empty: AccountReport = { command: 'validate', project: 'shop', environments: [] };

test('JSON is valid against the schema that ships', async () => {
  const file = join(here, '../../templates/schema/account-report.schema.json');
  const validate = new Ajv({ allErrors: true, strict: false }).compile(
    JSON.parse(readFileSync(file, 'utf8')),
  );
  for (const report of [await fullReport(), empty]) {
    validate(JSON.parse(jsonReport(report)));
    expect(validate.errors).toBeNull();
  }
});

test('SARIF is valid against its published schema', async () => {
  // A draft-04 schema that says nothing another draft reads otherwise, but for the name of its ID.
  const text = readFileSync(join(here, 'sarif-schema-2.1.0.json'), 'utf8');
  const { $schema: _, id: __, ...schema } = JSON.parse(text);
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  for (const report of [await fullReport(), empty]) {
    validate(JSON.parse(sarifReport(report)));
    expect(validate.errors).toBeNull();
  }
});

test('SARIF marks what widens as an error and names a rule for each result', async () => {
  const [run] = JSON.parse(sarifReport(await fullReport())).runs;
  const rules = run.tool.driver.rules.map(({ id }: { id: string }) => id);
  for (const { ruleId } of run.results) expect(rules).toContain(ruleId);
  expect(new Set(run.results.map(({ level }: { level: string }) => level))).toEqual(
    new Set(['error', 'warning']),
  );
  expect(run.invocations[0].executionSuccessful).toBe(false);
});

test('JUnit is well-formed and its counts are those of its cases', async () => {
  const xml = junitReport(await fullReport());
  const count = (pattern: RegExp) => [...xml.matchAll(pattern)].length;
  const [, tests, failures, errors] =
    /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(xml) ?? [];
  expect([count(/<testcase /g), count(/<failure /g), count(/<error /g)].map(String)).toEqual([
    tests,
    failures,
    errors,
  ]);
  expectWellFormed(xml);
});

test('JUnit has a passed case for each role without a finding', async () => {
  const state = foreignState();
  const world = worldOf(SMALL_ANSWERS);
  await world.run(portOf(state), 'apply', newRoot());
  const plan = await world.plan(portOf(state), 'apply');
  const xml = junitReport({
    ...empty,
    environments: [{ status: 'checked', environment: 'dev', plan }],
  });
  expect(xml).toContain('tests="4" failures="0" errors="0"');
  for (const { name } of world.definition.roles) expect(xml).toContain(`name="${name}"`);
});

test('text marks what widens and counts it; colours only where asked', async () => {
  const report = await fullReport();
  const plain = textReport(report, styleOf(false));
  expect(plain).toContain('[widens]');
  expect(plain).toMatch(/\d+ to create, \d+ to update, \d+ to delete; \d+ widen what is granted\./);
  expect(plain).toContain('Found, not ours, left alone');
  expect(plain).not.toContain('\u001b');
  expect(textReport(report, styleOf(true))).toContain('\u001b[');
});

test.each([60, 80, 120])('in a terminal of %i columns, text keeps within them', async (columns) => {
  const report = await fullReport();
  const apply = (environment: string) => `npx generator-ecs-iam apply --environment ${environment}`;
  const plain = textReport(report, styleOf(false), { apply });
  const wrapped = textReport(report, styleOf(false), { apply, columns });
  expect(wrapped.split(/\s+/)).toEqual(plain.split(/\s+/));
  const over = wrapped.split('\n').filter((line) => line.length > columns);
  expect(over.filter((line) => line.trim().includes(' '))).toEqual([]);
});

test('an update shows the values that came and went, and what that grants and takes', async () => {
  const state = foreignState();
  const world = worldOf(SMALL_ANSWERS);
  await world.run(portOf(state), 'apply', newRoot());
  const role = state.roles['shop-github-deploy-role-dev'];
  if (role)
    for (const [name, text] of Object.entries(role.inline))
      role.inline[name] = text.replace('ecr:PutImage', 'ecr:DeleteRepository');
  const plan = await world.plan(portOf(state), 'apply');
  const reportOf = (command: AccountReport['command']) =>
    textReport(
      { ...empty, command, environments: [{ status: 'checked', environment: 'dev', plan }] },
      styleOf(false),
    );
  expect(reportOf('plan')).toContain('- Action ecr:DeleteRepository');
  expect(reportOf('plan')).toContain('+ Action ecr:PutImage');
  const on = ' on arn:aws:ecr:eu-west-1:111122223333:repository/shop';
  const effect = `grants ecr:PutImage${on}; takes ecr:DeleteRepository${on}\n`;
  expect(reportOf('plan')).toContain(`      ${effect}`);
  expect(reportOf('validate')).toContain(`      apply ${effect}`);
});

/** Tags close in order, and no bare '<' or '&' stands in text or attributes. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  const rest = xml
    .replace(/<\?xml[^>]*\?>/, '')
    .replace(/<(\/?)([a-z]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, __, empty) => {
      if (end) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
      return '';
    });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(xml).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#10;)/);
}
