import { makePlan, planOptions } from '../../../lib/commands/make-plan.ts';
import { definitionOf, fillDefinition } from '../../../lib/definition/definition-of.ts';
import type { Definition } from '../../../lib/iam/definition.ts';
import { doChange } from '../../../lib/live/apply-changes.ts';
import type { MemoryState } from '../../../lib/live/memory/state.ts';
import type { AccountPort } from '../../../lib/live/port.ts';
import { readAccount } from '../../../lib/live/read-account.ts';
import { readListing } from '../../../lib/live/read-listing.ts';
import { planDefinition } from '../../../lib/plan/plan-definition.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { FACTS } from '../../support/values.ts';
import { foreignState, portOf } from './world.ts';

/** What planning many services against one listing of their account took. */
export interface FleetRun {
  readonly models: number;
  /** Pages of the listing, and how long they took by themselves. */
  readonly pages: number;
  readonly pageSeconds: number;
  readonly seconds: number;
  /** Seconds of processor time. */
  readonly work: number;
  /** Models that the account has already. */
  readonly unchanged: number;
  /** Bytes in use after each tenth of the models; exact where node runs with --expose-gc. */
  readonly heaps: readonly number[];
}

/** A request for nothing by name. */
export const NOTHING = {
  account: FACTS.account,
  partition: 'aws',
  roles: [],
  managedPolicies: [],
  profiles: [],
  serviceLinkedRoles: [],
  oidcProviders: [],
  beforeRemoval: false,
};

/**
 * Plans so many services in three environments each, of which the account has the first and the
 * last, against an account of 12,000 roles whose pages take some milliseconds each.
 */
export async function planFleet(services: number, milliseconds: number): Promise<FleetRun> {
  const fleet = servicesOf(services);
  const pages = await record(portOf(await accountOf(fleet)));
  const begun = performance.now();
  const before = process.cpuUsage();
  const listing = await readListing(replay(pages, milliseconds));
  const pageSeconds = (performance.now() - begun) / 1000;
  const found = { ...(await readAccount(portOf(foreignState()), NOTHING)), ...listing };
  const heaps: number[] = [];
  let unchanged = 0;
  for (const [index, { model, environments }] of fleet.entries()) {
    if (index % Math.ceil(services / 10) === 0) heaps.push(heapUsed());
    for (const environment of environments) {
      const definition = definitionOf(model, environment);
      const options = planOptions(planRequestFor(definition));
      const { changes } = planDefinition(fillDefinition(definition, FACTS), found, options);
      if (changes.every(({ kind }) => SHARED.includes(kind))) unchanged += 1;
    }
  }
  const used = process.cpuUsage(before);
  return {
    models: services * ENVIRONMENTS.length,
    pages: pages.details.length + pages.roles.length,
    pageSeconds,
    seconds: (performance.now() - begun) / 1000,
    work: (used.user + used.system) / 1e6,
    unchanged,
    heaps: [...heaps, heapUsed()],
  };
}

const ENVIRONMENTS = ['dev', 'test', 'prod'].map((name) => ({ name, values: {} }));
/** What a listing of roles does not have. */
const SHARED = ['service-linked-role', 'repository', 'repository-lifecycle', 'resource-policy'];
const ROLES = 12_000;

function servicesOf(count: number): readonly Service[] {
  return Array.from({ length: count }, (_, index) =>
    buildService({ ...DEFAULT_ANSWERS, project: `service${index}`, environments: ENVIRONMENTS }),
  );
}

function planRequestFor(definition: Definition) {
  const rest = { adopt: false, prune: false, findLeftovers: false, unfinished: [] };
  return { definition, facts: FACTS, verb: 'apply', ...rest } as const;
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function accountOf(fleet: readonly Service[]): Promise<MemoryState> {
  const state = foreignState();
  const port = portOf(state);
  for (const { model, environments } of [...fleet.slice(0, 1), ...fleet.slice(-1)]) {
    for (const environment of environments) {
      const definition = definitionOf(model, environment);
      const { changes } = await makePlan(port, planRequestFor(definition));
      for (const change of changes) await doChange(port, change, FACTS);
    }
  }
  fillUp(state);
  return state;
}

/** Copies of their role until the account holds as many as one can have, and more. */
function fillUp(state: MemoryState): void {
  const theirs = state.roles['their-role'];
  for (let index = 0; theirs && Object.keys(state.roles).length < ROLES; index += 1) {
    const name = `their-role-${index}`;
    state.roles[name] = { ...theirs, name, id: `AROA${index}` };
  }
}

type Page = { readonly IsTruncated?: boolean | undefined };

async function record(port: AccountPort) {
  const details: Page[] = [];
  const roles: Page[] = [];
  for (const [name, list] of [
    ['GetAccountAuthorizationDetails', details],
    ['ListRoles', roles],
  ] as const) {
    let marker: string | undefined;
    do {
      const page = await port.call(name, { MaxItems: 1000, ...(marker && { Marker: marker }) });
      list.push(page);
      marker = page.Marker;
    } while (marker !== undefined);
  }
  return { details, roles };
}

/** Answers pages from a record, each after some milliseconds. */
function replay(
  { details, roles }: Awaited<ReturnType<typeof record>>,
  milliseconds: number,
): AccountPort {
  const next = { GetAccountAuthorizationDetails: [...details], ListRoles: [...roles] };
  return {
    call: async (name) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      if (name !== 'ListRoles' && name !== 'GetAccountAuthorizationDetails') throw new Error(name);
      return next[name as 'ListRoles'].shift() as never;
    },
  };
}
