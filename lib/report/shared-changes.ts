import type { Change } from '../plan/change.ts';
import type { EnvironmentReport } from './findings.ts';

/** Changes that several environments would make, each once. */
export interface SharedChanges {
  readonly environments: readonly string[];
  readonly changes: readonly Change[];
}

/** Reports without the changes that several of them have, and these changes by who has them. */
export function withoutShared(reports: readonly EnvironmentReport[]): {
  readonly own: readonly EnvironmentReport[];
  readonly shared: readonly SharedChanges[];
} {
  const holders = new Map<string, { readonly change: Change; readonly names: string[] }>();
  for (const report of reports) {
    if (report.status !== 'checked') continue;
    for (const change of report.plan.changes) {
      const key = keyOf(change, report.region);
      const known = holders.get(key);
      if (known === undefined) holders.set(key, { change, names: [report.environment] });
      else known.names.push(report.environment);
    }
  }
  const own = reports.map((report): EnvironmentReport => {
    if (report.status !== 'checked') return report;
    const changes = report.plan.changes.filter(
      (change) => holders.get(keyOf(change, report.region))?.names.length === 1,
    );
    return { ...report, plan: { ...report.plan, changes } };
  });
  const several = [...holders.values()].filter(({ names }) => names.length > 1);
  const groups = new Map(several.map(({ names }) => [names.join(' '), names] as const));
  return {
    own,
    shared: [...groups].map(([group, environments]) => ({
      environments,
      changes: several.flatMap(({ change, names }) => (names.join(' ') === group ? change : [])),
    })),
  };
}

/** IAM has no Regions; what the others hold in one is not what they hold in another. */
function keyOf(change: Change, region: string | undefined): string {
  const isGlobal = ['service-linked-role', 'oidc-provider'].includes(change.kind);
  const { kind, owner, item, before, after } = change;
  return JSON.stringify([kind, owner, item, before, after, isGlobal ? '' : region]);
}
