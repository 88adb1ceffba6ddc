import { UserError } from '../../errors.ts';
import type { AccountPort } from '../../live/port.ts';
import { isCode } from '../../live/responses.ts';
import type { Change } from '../../plan/change.ts';
import { actionOf } from '../../report/describe.ts';
import type { PlannedUnit } from './plan-units.ts';

/**
 * What an account may hold, by kind of change, as GetAccountSummary names it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const QUOTAS = [
  { kind: 'role', what: 'roles', has: 'Roles', most: 'RolesQuota' },
  { kind: 'managed-policy', what: 'managed policies', has: 'Policies', most: 'PoliciesQuota' },
  {
    kind: 'instance-profile',
    what: 'instance profiles',
    has: 'InstanceProfiles',
    most: 'InstanceProfilesQuota',
  },
] as const;

/**
 * Accounts that could not hold what the plans make, before anything is made. Without the right to read
 * the quotas nothing is said.
 */
export async function quotaFaults(plans: readonly PlannedUnit[]): Promise<readonly UserError[]> {
  const accounts = new Map<string, { readonly port: AccountPort; readonly changes: Change[] }>();
  for (const { place, planned } of plans) {
    const row = accounts.get(place.open.account) ?? { port: place.check.port, changes: [] };
    row.changes.push(...planned.plan.changes);
    accounts.set(place.open.account, row);
  }
  const faults = [...accounts].map(([account, row]) => faultsOfAccount(account, row));
  return (await Promise.all(faults)).flat();
}

async function faultsOfAccount(
  account: string,
  { port, changes }: { readonly port: AccountPort; readonly changes: readonly Change[] },
): Promise<readonly UserError[]> {
  const made = (kind: Change['kind']) =>
    changes.filter((one) => one.kind === kind && actionOf(one) === 'create').length;
  if (QUOTAS.every(({ kind }) => made(kind) === 0)) return [];
  const summary = await summaryOf(port);
  return QUOTAS.flatMap(({ kind, what, has, most }) => {
    const [own, held, limit] = [made(kind), summary[has] ?? 0, summary[most]];
    if (own === 0 || limit === undefined || held + own <= limit) return [];
    return new UserError(
      'QuotaExceeded',
      `Account ${account} has ${held} of ${limit} ${what}, and the fleet would make ${own} more: nothing was changed.`,
      'Ask for more in Service Quotas (IAM), or apply fewer services with --only.',
    );
  });
}

async function summaryOf(port: AccountPort): Promise<Readonly<Record<string, number>>> {
  try {
    return (await port.call('GetAccountSummary', {})).SummaryMap ?? {};
  } catch (error) {
    if (isCode(error, 'AccessDenied')) return {};
    throw error;
  }
}
