import { describeChange, summarise } from './describe.ts';
import { findingsOf } from './findings.ts';
import type { AccountReport, EnvironmentReport } from './types.ts';

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
