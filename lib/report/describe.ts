import type { Change, Plan } from '../plan/change.ts';
import { undoCaveat } from '../plan/change.ts';
import { diffDocuments, type StatementDiff } from '../plan/statement-diff.ts';

export type Action = 'create' | 'update' | 'delete' | 'attach' | 'detach';

/** A change as every report describes it. */
export interface DescribedChange {
  readonly action: Action;
  readonly kind: Change['kind'];
  readonly owner: string;
  readonly item: string;
  /** `inline policy TaskExecution`. */
  readonly title: string;
  readonly widens: boolean;
  /** Statements that differ, of documents. */
  readonly statements: readonly StatementDiff[];
  /** Values that differ, of anything else. */
  readonly values: readonly ValueDiff[];
  /** Why a rollback does not restore quite what was there. */
  readonly undo: string | undefined;
}

export interface ValueDiff {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const WORDS: Readonly<Record<Change['kind'], string>> = {
  'service-linked-role': 'service-linked role for',
  'oidc-provider': 'OIDC provider',
  'managed-policy': 'managed policy',
  role: 'role',
  'role-settings': 'settings',
  'trust-policy': 'trust policy',
  boundary: 'permissions boundary',
  tags: 'tags',
  'inline-policy': 'inline policy',
  'attached-policy': 'managed policy',
  'instance-profile': 'instance profile',
  'profile-role': 'role in instance profile',
  repository: 'ECR repository',
  'repository-lifecycle': 'lifecycle policy of ECR repository',
  'resource-policy': 'policy',
};

const POLICY_OF = {
  'ecr-repository': 'policy of ECR repository',
  logs: 'CloudWatch Logs resource policy',
  'logs-destination': 'policy of Logs destination',
} as const;

/** Describes a change: what it does, to what, and the values that differ. */
export function describeChange(change: Change): DescribedChange {
  return {
    action: actionOf(change),
    kind: change.kind,
    owner: change.owner,
    item: change.item,
    title: titleOf(change),
    widens: change.widens,
    statements: statementsOf(change),
    values: valuesOf(change),
    undo: undoCaveat(change),
  };
}

/** What a change does. */
export function actionOf({ kind, before, after }: Change): Action {
  if (kind === 'attached-policy') return after === undefined ? 'detach' : 'attach';
  if (before === undefined) return 'create';
  return after === undefined ? 'delete' : 'update';
}

function titleOf(change: Change): string {
  if (change.kind === 'resource-policy') return `${POLICY_OF[change.policy]} ${change.owner}`;
  const own = ['role-settings', 'trust-policy', 'boundary', 'tags'].includes(change.kind);
  return own ? WORDS[change.kind] : `${WORDS[change.kind]} ${change.item}`;
}

function statementsOf(change: Change): readonly StatementDiff[] {
  switch (change.kind) {
    case 'role':
      return diffDocuments(change.before?.trust, change.after?.trust);
    case 'managed-policy':
      return diffDocuments(change.before?.document, change.after?.document);
    case 'trust-policy':
    case 'inline-policy':
      return diffDocuments(change.before, change.after);
    case 'resource-policy':
      return diffDocuments(asDocument(change.before), asDocument(change.after));
    default:
      return [];
  }
}

function asDocument(statements: readonly unknown[] | undefined): unknown {
  return statements && { Version: '2012-10-17', Statement: statements };
}

function valuesOf(change: Change): readonly ValueDiff[] {
  switch (change.kind) {
    case 'role':
      return diffValues(roleValues(change.before), roleValues(change.after));
    case 'role-settings':
      return diffValues({ ...change.before }, { ...change.after });
    case 'tags':
      return diffValues(change.before ?? {}, change.after ?? {});
    case 'boundary':
    case 'attached-policy':
      return diffValues({ arn: change.before }, { arn: change.after });
    case 'oidc-provider':
      return diffValues(
        { audiences: change.before?.join(', ') },
        { audiences: change.after?.join(', ') },
      );
    default:
      return [];
  }
}

function roleValues(role: Extract<Change, { kind: 'role' }>['after']): Values {
  if (role === undefined) return {};
  const { path, description, maxSessionDuration, boundary, tags } = role;
  const tagged = Object.entries(tags).map(([key, value]) => [`tag ${key}`, value]);
  return { path, description, maxSessionDuration, boundary, ...Object.fromEntries(tagged) };
}

type Values = Readonly<Record<string, string | number | undefined>>;

function diffValues(before: Values, after: Values): readonly ValueDiff[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ name, before: text(before[name]), after: text(after[name]) }))
    .filter((diff) => diff.before !== diff.after);
}

function text(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Counts of a plan. */
export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly widens: number;
}

/** Counts what a plan does; attaching counts as creating, detaching as deleting. */
export function summarise({ changes }: Plan): Summary {
  return summariseChanges(changes);
}

/** Counts what changes do. */
export function summariseChanges(changes: readonly Change[]): Summary {
  const count = (...actions: readonly Action[]) =>
    changes.filter((change) => actions.includes(actionOf(change))).length;
  return {
    create: count('create', 'attach'),
    update: count('update'),
    delete: count('delete', 'detach'),
    widens: changes.filter(({ widens }) => widens).length,
  };
}
