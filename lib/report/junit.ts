import type { Plan } from '../plan/change.ts';
import {
  type AccountReport,
  type EnvironmentReport,
  type Finding,
  findingsOf,
} from './findings.ts';

/**
 * The report as JUnit XML, in the form that CodeBuild and others read: one suite an environment, one
 * case a role or shared thing, a failure listing its findings.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/test-reporting.html
 */
export function junitReport(report: AccountReport): string {
  const suites = report.environments.map((one) => suite(one, report.project));
  const total = (count: (one: Suite) => number) => suites.reduce((sum, one) => sum + count(one), 0);
  const counts = `tests="${total((one) => one.cases.length)}" failures="${total(failures)}" errors="${total(errors)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ecs-iam ${report.command}" ${counts}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  readonly name: string;
  readonly failure?: readonly Finding[];
  readonly error?: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function suite(report: EnvironmentReport, project: string): Suite {
  const name = `${project} ${report.environment}`;
  if (report.status === 'not-checked') {
    return { name, cases: [{ name: 'account', error: report.reason }] };
  }
  return { name, cases: casesOf(report.plan) };
}

function casesOf(plan: Plan): readonly Case[] {
  const findings = findingsOf(plan);
  const owners = new Set([...plan.roles, ...findings.map(({ owner }) => owner)]);
  if (owners.size === 0) return [{ name: 'account' }];
  return [...owners].map((owner) => {
    const own = findings.filter((finding) => finding.owner === owner);
    return own.length === 0 ? { name: owner } : { name: owner, failure: own };
  });
}

function failures({ cases }: Suite): number {
  return cases.filter(({ failure }) => failure !== undefined).length;
}

function errors({ cases }: Suite): number {
  return cases.filter(({ error }) => error !== undefined).length;
}

function suiteLines(one: Suite): readonly string[] {
  const counts = `tests="${one.cases.length}" failures="${failures(one)}" errors="${errors(one)}" time="0"`;
  return [
    `  <testsuite name="${xml(one.name)}" ${counts}>`,
    ...one.cases.flatMap((item) => caseLines(item, one.name)),
    '  </testsuite>',
  ];
}

function caseLines({ name, failure, error }: Case, suiteName: string): readonly string[] {
  const open = `    <testcase name="${xml(name)}" classname="${xml(suiteName)}" time="0"`;
  if (error !== undefined)
    return [`${open}>`, `      <error message="${xml(error)}"/>`, '    </testcase>'];
  if (failure === undefined) return [`${open}/>`];
  const message = failure.map((finding) => finding.message).join('\n');
  const count = `${failure.length} ${failure.length === 1 ? 'difference' : 'differences'}`;
  return [
    `${open}>`,
    `      <failure message="${count}" type="drift">${xml(message)}</failure>`,
    '    </testcase>',
  ];
}

/** Text for XML: control characters that XML 1.0 forbids are left out. */
/** Text as XML holds it, in elements and attributes. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
