import type { Plan } from '../plan/change.ts';
import { describeChange } from './describe.ts';

/** The result for one environment. */
export type EnvironmentReport =
  | {
      readonly status: 'checked';
      readonly environment: string;
      /** Where what several environments share is; absent: not known. */
      readonly region?: string;
      readonly plan: Plan;
    }
  | {
      readonly status: 'applied';
      readonly environment: string;
      readonly plan: Plan;
      readonly done: number;
    }
  | { readonly status: 'not-checked'; readonly environment: string; readonly reason: string };

/** What a command reports. */
export interface AccountReport {
  readonly command: 'plan' | 'apply' | 'validate' | 'destroy';
  readonly project: string;
  readonly environments: readonly EnvironmentReport[];
}

export type Format = 'text' | 'json' | 'sarif' | 'junit';

/** One difference between the account and the definition. */
export interface Finding {
  /** Stable: `drift/inline-policy`, `foreign/attached-policy`, `blocked/not-ours`, … */
  readonly rule: string;
  readonly owner: string;
  readonly message: string;
  readonly widens: boolean;
}

/** Notes that are findings: the account is not as defined. */
const FINDING_NOTES = ['dead-principal', 'leftover'];

const WHAT = {
  create: 'is missing',
  attach: 'is not attached',
  update: 'differs',
  delete: 'is ours and no longer defined',
  detach: 'is attached and no longer defined',
} as const;

/** Lists every difference between the account and the definition. */
export function findingsOf(plan: Plan): readonly Finding[] {
  return [
    ...plan.changes.map((change): Finding => {
      const { action, title, owner, kind, statements } = describeChange(change);
      const where = statements.length > 0 && action === 'update' ? inStatements(statements) : '';
      return {
        rule: `drift/${kind}`,
        owner,
        message: `${owner}: ${title} ${WHAT[action]}${where}.`,
        widens: change.widens,
      };
    }),
    ...plan.foreign.map(
      ({ owner, kind, item }): Finding => ({
        rule: `foreign/${kind}`,
        owner,
        message: `${owner}: ${kind.replace('-', ' ')} ${item} is not ours.`,
        widens: false,
      }),
    ),
    ...plan.blocked.map(
      ({ owner, kind, message }): Finding => ({
        rule: `blocked/${kind}`,
        owner,
        message,
        widens: false,
      }),
    ),
    ...plan.notes
      .filter(({ kind }) => FINDING_NOTES.includes(kind))
      .map(
        ({ kind, owner, message }): Finding => ({
          rule: `note/${kind}`,
          owner,
          message,
          widens: false,
        }),
      ),
  ];
}

function inStatements(statements: readonly { readonly statement: string }[]): string {
  return ` in ${[...new Set(statements.map(({ statement }) => statement))].join(', ')}`;
}
