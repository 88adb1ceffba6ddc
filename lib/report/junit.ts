import type { Plan } from '../plan/change.ts';
import { type AccountReport, type EnvironmentReport, findingsOf } from './findings.ts';

/** One suite of a report in the form that CodeBuild and others read. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
  /** Nothing is timed: where readers ask for a time, it says 0. */
  readonly isTimed: boolean;
}

/** One case: it passed where it has no problem. */
export interface JunitCase {
  readonly name: string;
  readonly group: string;
  readonly problems: readonly JunitProblem[];
}

interface JunitProblem {
  readonly kind: 'failure' | 'error';
  readonly message: string;
  /** Of a failure. */
  readonly type?: string;
  readonly text?: string;
}

/**
 * A report as JUnit XML.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/test-reporting.html
 */
export function printJunit(command: string, suites: readonly JunitSuite[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ecs-iam ${command}" ${countsOf(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

/** One suite an environment, one case a role or shared thing, a failure listing its findings. */
export function junitReport({ command, project, environments }: AccountReport): string {
  return printJunit(
    command,
    environments.map((one) => suite(one, project)),
  );
}

/** The failure of a case whose account is not as it is defined. */
export function driftOf(messages: readonly string[]): JunitProblem {
  const { length } = messages;
  const message = `${length.toLocaleString('en')} ${length === 1 ? 'difference' : 'differences'}`;
  return { kind: 'failure', type: 'drift', message, text: messages.join('\n') };
}

function suite(report: EnvironmentReport, project: string): JunitSuite {
  const name = `${project} ${report.environment}`;
  const cases = report.status === 'not-checked' ? notChecked(report.reason) : casesOf(report.plan);
  return { name, isTimed: true, cases: cases.map((one) => ({ ...one, group: name })) };
}

type Case = Omit<JunitCase, 'group'>;

function notChecked(reason: string): readonly Case[] {
  return [{ name: 'account', problems: [{ kind: 'error', message: reason }] }];
}

function casesOf(plan: Plan): readonly Case[] {
  const findings = findingsOf(plan);
  const owners = new Set([...plan.roles, ...findings.map(({ owner }) => owner)]);
  if (owners.size === 0) return [{ name: 'account', problems: [] }];
  return [...owners].map((owner) => {
    const own = findings.filter((finding) => finding.owner === owner);
    const problems = own.length === 0 ? [] : [driftOf(own.map(({ message }) => message))];
    return { name: owner, problems };
  });
}

function countsOf(cases: readonly JunitCase[]): string {
  const having = (wanted: JunitProblem['kind']) =>
    cases.filter(({ problems }) => problems.some(({ kind }) => kind === wanted)).length;
  return `tests="${cases.length}" failures="${having('failure')}" errors="${having('error')}"`;
}

function suiteLines({ name, cases, isTimed }: JunitSuite): readonly string[] {
  return [
    `  <testsuite name="${xml(name)}" ${countsOf(cases)}${isTimed ? ' time="0"' : ''}>`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ name, group, problems }: JunitCase): readonly string[] {
  const open = `    <testcase name="${xml(name)}" classname="${xml(group)}" time="0"`;
  if (problems.length === 0) return [`${open}/>`];
  return [`${open}>`, ...problems.map(problemLine), '    </testcase>'];
}

function problemLine({ kind, message, type, text }: JunitProblem): string {
  const open = `      <${kind} message="${xml(message)}"${type === undefined ? '' : ` type="${type}"`}`;
  return text === undefined ? `${open}/>` : `${open}>${xml(text)}</${kind}>`;
}

/** Text as XML 1.0 holds it, in elements and attributes; characters that it forbids are left out. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
