import { describeChange, summarise } from './describe.ts';
import {
  type AccountReport,
  type EnvironmentReport,
  type Finding,
  findingsOf,
} from './findings.ts';

/** The report as one JSON document: `templates/schema/account-report.schema.json` describes it. */
export function jsonReport(report: AccountReport): string {
  const { command, project, environments } = report;
  const document = {
    version: 1,
    command,
    project,
    environments: environments.map(environmentJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function environmentJson(report: EnvironmentReport): object {
  const { environment, status } = report;
  if (report.status === 'not-checked') return { environment, status, reason: report.reason };
  const { plan } = report;
  return {
    environment,
    status,
    account: plan.account,
    roles: plan.roles,
    summary: summarise(plan),
    ...(report.status === 'applied' && { done: report.done }),
    changes: plan.changes.map((change) => ({
      ...describeChange(change),
      before: change.before ?? null,
      after: change.after ?? null,
    })),
    foreign: plan.foreign,
    blocked: plan.blocked,
    notes: plan.notes,
    findings: findingsOf(plan),
  };
}

/**
 * The findings as SARIF 2.1.0. The location of each is the answers file, which the roles come from.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport({ environments }: AccountReport): string {
  const results = environments.flatMap((report) => {
    if (report.status === 'not-checked') return [];
    return findingsOf(report.plan).map((finding) => result(finding, report.environment));
  });
  const notifications = environments.flatMap((report) =>
    report.status === 'not-checked'
      ? [{ level: 'error', message: { text: `${report.environment}: ${report.reason}` } }]
      : [],
  );
  const run = {
    tool: { driver: { name: 'ecs-iam', rules: rulesOf(results) } },
    invocations: [
      {
        executionSuccessful: notifications.length === 0,
        toolExecutionNotifications: notifications,
      },
    ],
    results,
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

function result({ rule, owner, message, widens }: Finding, environment: string) {
  return {
    ruleId: rule,
    level: widens ? 'error' : 'warning',
    message: { text: `${environment}: ${message}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'ecs-iam.json' } },
        logicalLocations: [{ name: owner, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'ecsIam/v1': `${environment}/${rule}/${message}` },
  };
}

function rulesOf(results: readonly { readonly ruleId: string }[]) {
  return [...new Set(results.map(({ ruleId }) => ruleId))]
    .sort()
    .map((id) => ({ id, shortDescription: { text: ruleText(id) } }));
}

const GROUPS: Readonly<Record<string, string>> = {
  drift: 'The account differs from the definition',
  foreign: 'Something that is not ours is on a role of ours',
  blocked: 'Something that apply does not change by itself',
  note: 'Worth knowing',
};

function ruleText(id: string): string {
  const [group = '', kind = ''] = id.split('/');
  return `${GROUPS[group] ?? group}: ${kind.replaceAll('-', ' ')}.`;
}
