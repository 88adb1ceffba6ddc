import { UserError } from '../../errors.ts';
import type { PlacedAccess } from '../../fleet/access.ts';
import type { Fleet } from '../../fleet/open-fleet.ts';
import { explain } from '../../live/explain.ts';
import { LISTING_FROM } from '../../live/read-account.ts';
import { type Listing, listingIfAllowed } from '../../live/read-listing.ts';
import { remembered } from '../../live/remembered.ts';
import { ROLES } from '../../roles/registry.ts';
import type { AccountCommand, AccountOptions } from '../account-flags.ts';
import { type OpenAccount, openAccount, wrongAccount } from '../open-account.ts';
import type { Run } from '../run.ts';
import { type Limit, limitOf } from './limit.ts';
import { type Reach, reachOf } from './reach.ts';
import type { Unit } from './units.ts';

/** An account and Region that units of a fleet are in. */
export interface FleetPlace {
  readonly open: OpenAccount;
  /** For checks: what all services ask alike is asked once. */
  readonly check: OpenAccount;
  /** Roles and policies of the account, where together many are read; shared by its Regions. */
  readonly listing: () => Promise<Listing | undefined>;
  /** Services of the account at once, while they are changed. */
  readonly limit: Limit;
  /** The same, while they are only read. */
  readonly checkLimit: Limit;
}

/** Where each unit is: its place, or why the account cannot be worked on. */
export type Places = ReadonlyMap<Unit, FleetPlace | UserError>;

/** The opened accounts of a fleet. */
export interface OpenedFleet {
  readonly places: Places;
  readonly close: () => void;
}

/** Services of one account at once, where the manifest does not say. */
const AT_ONCE = 4;
const CHECKED_AT_ONCE = 16;

/** Opens the account and Region of each unit, all at once; what cannot be opened is a fault of its units. */
export async function openPlaces(
  fleet: Fleet,
  units: readonly Unit[],
  { command, options }: Pick<Run, 'command' | 'options'>,
): Promise<OpenedFleet> {
  const accounts = new Map<string, SharedByAccount>();
  const opening = new Map<string, Promise<FleetPlace | UserError>>();
  const opened: OpenAccount[] = [];
  const roles = rolesByAccount(units, command);
  const entries = units.map((unit) => {
    const { account = '', region = '' } = unit.environment.values;
    const shared =
      accounts.get(account) ?? sharedBy(fleet, unit, { options, roles: roles.get(account) ?? 0 });
    accounts.set(account, shared);
    // The embedded account is one file, whatever the Region.
    const key = options.practice ? account : `${account} ${region}`;
    const place = opening.get(key) ?? openPlace(fleet, unit, { options, shared, opened });
    opening.set(key, place);
    return [unit, place] as const;
  });
  const places = new Map<Unit, FleetPlace | UserError>();
  for (const [unit, place] of entries) places.set(unit, await place);
  return {
    places,
    close: () => {
      for (const one of opened) one.close();
    },
  };
}

/** Roles that are looked for in each account; validate and destroy look for all that there may be. */
function rolesByAccount(
  units: readonly Unit[],
  command: AccountCommand,
): ReadonlyMap<string, number> {
  const others = command === 'validate' || command === 'destroy' ? ROLES.length : 0;
  const roles = new Map<string, number>();
  for (const { environment } of units) {
    const { account = '' } = environment.values;
    roles.set(account, (roles.get(account) ?? 0) + environment.definition.roles.length + others);
  }
  return roles;
}

/** What the Regions of an account have in common. */
interface SharedByAccount extends Reach {
  readonly limits: Pick<FleetPlace, 'limit' | 'checkLimit'>;
  readonly listing: (open: OpenAccount) => Promise<Listing | undefined>;
}

function sharedBy(
  fleet: Fleet,
  { environment }: Unit,
  { options, roles }: { readonly options: AccountOptions; readonly roles: number },
): SharedByAccount {
  const reach = reachOf(fleet, options, environment.values);
  const { access } = reach;
  let listing: Promise<Listing | undefined> | undefined;
  return {
    ...reach,
    limits: {
      limit: limitOf(access?.concurrency ?? AT_ONCE),
      checkLimit: limitOf(access?.concurrency ?? CHECKED_AT_ONCE),
    },
    listing: ({ port }) => {
      if (roles < LISTING_FROM) return Promise.resolve(undefined);
      listing ??= listingIfAllowed(port);
      return listing;
    },
  };
}

interface Opening {
  readonly options: AccountOptions;
  readonly shared: SharedByAccount;
  /** All that is open, to be closed. */
  readonly opened: OpenAccount[];
}

async function openPlace(
  fleet: Fleet,
  unit: Unit,
  { options, shared, opened }: Opening,
): Promise<FleetPlace | UserError> {
  const { environment } = unit;
  const { access, profile, credentials } = shared;
  try {
    if (credentials !== undefined && access?.role?.includes('<account>')) checkAccount(unit);
    const open = await openAccount(
      fleet.root,
      { ...options, profile, ...(credentials && { credentials }) },
      environment,
    );
    opened.push(open);
    const wrong = wrongAccount(environment, open);
    if (wrong !== undefined) {
      const message = `The credentials are for account ${open.account}.`;
      const hint =
        access === undefined
          ? 'Write under accounts how it is reached: by a role or a profile.'
          : 'Correct how the account is reached.';
      throw new UserError('WrongAccount', message, hint);
    }
    return {
      open,
      check: { ...open, port: remembered(open.port) },
      listing: () => shared.listing(open),
      ...shared.limits,
    };
  } catch (error) {
    return placed(fleet, unit, { access, error });
  }
}

function checkAccount({ environment, spec }: Unit): void {
  if (environment.values.account !== undefined) return;
  throw new UserError(
    'NoAccount',
    `Environment ${environment.name} of ${spec.name} has no account to assume the role in.`,
    'Give it one: environments: {dev: {account: "111122223333"}}, then ecs-iam fleet new.',
  );
}

/** A fault with the line that says how the account is reached, or that names the account. */
function placed(
  { file, accounts }: Fleet,
  { spec, environment }: Unit,
  { access, error }: { readonly access: PlacedAccess | undefined; readonly error: unknown },
): UserError {
  const explained = explain(error);
  const { account } = environment.values;
  const own = account !== undefined && accounts.has(account);
  const named = spec.entries
    .flat()
    .find(({ path: [, name, key] }) => name === environment.name && key === 'account')?.at;
  const where =
    access !== undefined
      ? `${file}:${access.line}: accounts.${own ? account : '"*"'}`
      : (named ?? `${file}:${spec.line}: services.${spec.name}`);
  const who = account === undefined ? 'The account' : `Account ${account}`;
  const reason = explained instanceof Error ? explained.message : String(explained);
  return new UserError(
    explained instanceof UserError ? explained.name : 'AccountUnreachable',
    `${where}: ${who} cannot be reached: ${reason}`,
    explained instanceof UserError ? explained.hint : '',
    { cause: error },
  );
}
