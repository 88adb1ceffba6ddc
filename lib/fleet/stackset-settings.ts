import { closedObject, type JsonSchema, listOf } from '../answers/json-schema.ts';
import {
  badValue,
  checkKeys,
  parseEach,
  parseItems,
  parseObject,
  parseText,
  parseWord,
} from '../answers/parse/basic.ts';
import { UserError } from '../errors.ts';

const PERMISSIONS = ['self-managed', 'service-managed'] as const;
const CALL_AS = ['self', 'delegated-admin'] as const;
const CONCURRENCY = ['sequential', 'parallel'] as const;

/** How the StackSets of a fleet are deployed: `stacksets` in fleet.yaml. */
export interface StacksetSettings {
  readonly permissions: (typeof PERMISSIONS)[number];
  /** ARN; absent: AWS's default name. Of self-managed permissions. */
  readonly administrationRole?: string;
  /** A name; absent: AWS's default. Of self-managed permissions. */
  readonly executionRole?: string;
  /** IDs of organizational units, or of the root, that hold the accounts. Of service-managed permissions. */
  readonly organizationalUnits: readonly string[];
  readonly callAs: (typeof CALL_AS)[number];
  /** Accounts at once in a Region, as a number or as `25%`. */
  readonly maxConcurrent: number | string;
  /** Accounts of a Region that may fail before the operation stops, likewise. */
  readonly failureTolerance: number | string;
  readonly regionConcurrency: (typeof CONCURRENCY)[number];
  readonly regionOrder: readonly string[];
}

const KEYS = [
  ...['permissions', 'administrationRole', 'executionRole', 'organizationalUnits', 'callAs'],
  ...['maxConcurrent', 'failureTolerance', 'regionConcurrency', 'regionOrder'],
];
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html */
const UNIT = /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/;

/** Reads how StackSets are deployed. @throws UserError `BadValue`, `UnknownKey`, `UnknownWord`. */
export function parseStacksetSettings(raw: unknown): StacksetSettings {
  const object = parseObject(raw ?? {});
  checkKeys(object, KEYS, 'stacksets');
  const { permissions = 'self-managed', administrationRole, executionRole } = object;
  const { organizationalUnits = [], callAs = 'self', regionConcurrency = 'sequential' } = object;
  const kind = parseWord(permissions, PERMISSIONS, 'a kind of permissions');
  const units = parseEach(parseItems(organizationalUnits), (one) =>
    matching(one, UNIT, 'the ID of an organizational unit'),
  );
  const own = administrationRole ?? executionRole;
  if (kind === 'service-managed' && units.length === 0) {
    const hint = 'Write organizationalUnits: [ou-…], those that hold the accounts.';
    throw new UserError('BadValue', 'Service-managed permissions need organizational units.', hint);
  }
  if (kind === 'service-managed' ? own !== undefined : units.length > 0) {
    const what = own === undefined ? 'organizationalUnits' : 'a role';
    throw new UserError('BadValue', `${kind} permissions take no ${what}.`, 'Leave it out.');
  }
  return {
    permissions: kind,
    ...(administrationRole !== undefined && {
      administrationRole: matching(administrationRole, ROLE_ARN, 'the ARN of a role'),
    }),
    ...(executionRole !== undefined && {
      executionRole: matching(executionRole, ROLE_NAME, 'the name of a role'),
    }),
    organizationalUnits: units,
    callAs: parseWord(callAs, CALL_AS, 'self or delegated-admin'),
    maxConcurrent: amountOf(object.maxConcurrent ?? '100%', 1),
    failureTolerance: amountOf(object.failureTolerance ?? 0, 0),
    regionConcurrency: parseWord(regionConcurrency, CONCURRENCY, 'sequential or parallel'),
    regionOrder: parseEach(parseItems(object.regionOrder ?? []), (one) =>
      parseText(one, 'a Region'),
    ),
  };
}

function matching(raw: unknown, pattern: RegExp, what: string): string {
  const text = parseText(raw, what);
  if (pattern.test(text)) return text;
  throw badValue(text, what);
}

function amountOf(raw: unknown, least: number): number | string {
  const [, percent] = /^(\d{1,3})%$/.exec(String(raw)) ?? [];
  const number = Number(percent ?? raw);
  const most = percent === undefined ? Number.MAX_SAFE_INTEGER : 100;
  const isNumber = percent !== undefined || typeof raw === 'number';
  if (isNumber && Number.isInteger(number) && number >= least && number <= most) {
    return percent === undefined ? number : `${percent}%`;
  }
  throw badValue(raw, 'a number of accounts, or a share such as 25%');
}

/** What `stacksets` may hold. */
export function stacksetSchema(): JsonSchema {
  const text = { type: 'string', minLength: 1 };
  const amount = { oneOf: [{ type: 'integer' }, { type: 'string', pattern: '^\\d{1,3}%$' }] };
  return {
    description: 'How fleet stacksets deploys.',
    ...closedObject({
      permissions: { enum: PERMISSIONS },
      administrationRole: { description: 'ARN; of self-managed permissions.', ...text },
      executionRole: { description: 'A name; of self-managed permissions.', ...text },
      organizationalUnits: {
        description: 'Those that hold the accounts; of service-managed permissions.',
        ...listOf({ type: 'string', pattern: UNIT.source }),
      },
      callAs: { enum: CALL_AS },
      maxConcurrent: { description: 'Accounts at once in a Region.', ...amount },
      failureTolerance: { description: 'Accounts that may fail before it stops.', ...amount },
      regionConcurrency: { enum: CONCURRENCY },
      regionOrder: listOf(text),
    }),
  };
}
