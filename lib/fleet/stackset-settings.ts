import { closedObject, type JsonSchema, listOf } from '../answers/json-schema.ts';
import { badValue, parseEach, parseItems, parseText, parseWord } from '../answers/parse/basic.ts';
import { UserError } from '../errors.ts';
import type { PlacedReader } from './placed.ts';

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

/** Reads how StackSets are deployed. */
export function readStacksetSettings(
  { at, object }: Pick<PlacedReader, 'at' | 'object'>,
  raw: unknown,
): StacksetSettings {
  const path = ['stacksets'];
  const found = object(path, raw, KEYS);
  const one = <Value>(key: string, usual: unknown, parse: (raw: unknown) => Value) =>
    at([...path, key], () => parse(found[key] ?? usual));
  const word = <Word extends string>(
    key: string,
    words: readonly [Word, ...Word[]],
    what: string,
  ) => one(key, words[0], (text) => parseWord(text, words, what)) ?? words[0];
  const texts = (key: string, parse: (item: unknown) => string) =>
    one(key, [], (items) => parseEach(parseItems(items), parse)) ?? [];
  const permissions = word('permissions', PERMISSIONS, 'a kind of permissions');
  const organizationalUnits = texts('organizationalUnits', (text) =>
    matching(text, UNIT, 'the ID of an organizational unit'),
  );
  const { administrationRole, executionRole } = found;
  at(path, () => {
    const own = administrationRole ?? executionRole;
    const isServiceManaged = permissions === 'service-managed';
    if (isServiceManaged && [found.organizationalUnits ?? []].flat().length === 0) {
      const hint = 'Write organizationalUnits: [ou-…], those that hold the accounts.';
      const message = 'Service-managed permissions need organizational units.';
      throw new UserError('BadValue', message, hint);
    }
    if (isServiceManaged ? own !== undefined : organizationalUnits.length > 0) {
      const what = own === undefined ? 'organizationalUnits' : 'a role';
      throw new UserError(
        'BadValue',
        `${permissions} permissions take no ${what}.`,
        'Leave it out.',
      );
    }
  });
  const role = (key: string, pattern: RegExp, what: string) => {
    const text =
      found[key] === undefined
        ? undefined
        : one(key, undefined, (given) => matching(given, pattern, what));
    return text === undefined ? {} : { [key]: text };
  };
  return {
    permissions,
    ...role('administrationRole', ROLE_ARN, 'the ARN of a role'),
    ...role('executionRole', ROLE_NAME, 'the name of a role'),
    organizationalUnits,
    callAs: word('callAs', CALL_AS, 'self or delegated-admin'),
    maxConcurrent: one('maxConcurrent', '100%', (amount) => amountOf(amount, 1)) ?? '100%',
    failureTolerance: one('failureTolerance', 0, (amount) => amountOf(amount, 0)) ?? 0,
    regionConcurrency: word('regionConcurrency', CONCURRENCY, 'sequential or parallel'),
    regionOrder: texts('regionOrder', (text) => parseText(text, 'a Region')),
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
