import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import { carryOutRollback, execute, rollbackPlan } from '../../../lib/commands/execute.ts';
import { makePlan, type PlanRequest } from '../../../lib/commands/make-plan.ts';
import type { CommandIo } from '../../../lib/commands/run.ts';
import { definitionOf, fillDefinition } from '../../../lib/definition/definition-of.ts';
import type { Definition, FilledDefinition } from '../../../lib/iam/definition.ts';
import { canonicalDocument } from '../../../lib/iam/equality.ts';
import { retrying } from '../../../lib/live/decorators.ts';
import { unfinishedJournals } from '../../../lib/live/journal.ts';
import { emptyState, type MemoryState } from '../../../lib/live/memory/state.ts';
import { memoryIam } from '../../../lib/live/memory-iam.ts';
import type { AccountPort } from '../../../lib/live/port.ts';
import type { Plan } from '../../../lib/plan/change.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { FACTS } from '../../support/values.ts';

/** A process that nobody watches. */
export const SILENT: CommandIo = {
  out: () => {},
  err: () => {},
  isTerminal: false,
  isColoured: false,
  ask: async () => '',
  onInterrupt: () => () => {},
};

/** Few roles that need every kind of step: all four ways to hold policies, profile, provider. */
export const SMALL_ANSWERS: Answers = {
  ...DEFAULT_ANSWERS,
  environments: [
    {
      name: 'dev',
      values: {
        githubOwner: 'example',
        githubRepository: 'shop',
        githubEnvironment: 'dev',
        eventsLogGroup: '/e',
        ruleName: 'r',
      },
    },
  ],
  roles: ['task-execution', 'task', 'container-instance', 'github-oidc-deploy'],
  oidcProvider: 'create',
  rolePolicies: { 'task-execution': 'customer-managed', 'container-instance': 'aws-managed' },
  crossAccountPull: ['444455556666'],
  crossAccountLogs: [{ kind: 'resource-policy' }],
};

/** The same project some weeks later: every kind of update, moves between kinds of policies. */
export const CHANGED_ANSWERS: Answers = {
  ...SMALL_ANSWERS,
  rolePolicies: { 'github-oidc-deploy': 'customer-managed', 'task-execution': 'aws-managed' },
  secrets: [{ name: 'shop/db' }],
  grants: [{ preset: 's3Read', values: { bucketName: 'data' } }],
  tags: { team: 'orders' },
  maxSessionDuration: 7200,
  values: { permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' },
  crossAccountPull: ['444455556666', '777788889999'],
};

/** A folder of its own for journals and locks; in memory where there is such a place: many fsyncs. */
export function newRoot(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ecs-iam-test-'));
}

/** An embedded account that holds what other people made. */
export function foreignState(): MemoryState {
  const state = emptyState({ account: FACTS.account, partition: 'aws', region: FACTS.region });
  state.repositories.shop = {
    scanOnPush: false,
    tagMutability: 'MUTABLE',
    policy: JSON.stringify({
      Version: '2008-10-17',
      Statement: [
        { Sid: 'Theirs', Effect: 'Allow', Principal: '*', Action: ['ecr:BatchGetImage'] },
      ],
    }),
  };
  state.logsPolicies['ecs-iam-shop'] = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Theirs',
        Effect: 'Allow',
        Principal: { Service: 'es.amazonaws.com' },
        Action: 'logs:PutLogEvents',
        Resource: '*',
      },
    ],
  });
  state.roles['their-role'] = {
    name: 'their-role',
    path: '/',
    id: 'AROATHEIRS',
    created: '2026-01-01T00:00:00.000Z',
    description: 'Theirs',
    maxSessionDuration: 3600,
    tags: { owner: 'them' },
    trust: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    }),
    inline: {
      Own: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
      }),
    },
    attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  };
  return state;
}

/** A copy that shares nothing. */
export function copyState(state: MemoryState): MemoryState {
  return structuredClone(state);
}

/** What to compare of an account: IDs, versions' numbers and what always stays are left out. */
export function essence(state: MemoryState): string {
  const roles = Object.values(state.roles)
    .filter(({ path }) => !path.startsWith('/aws-service-role/'))
    .map(({ id: _, created: __, boundary, ...role }) => ({
      ...role,
      boundary,
      tags: sorted(role.tags),
      trust: canonicalDocument(JSON.parse(role.trust)),
      inline: sorted(mapValues(role.inline, (text) => canonicalDocument(JSON.parse(text)))),
      attached: role.attached.toSorted(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const policies = mapValues(state.policies, ({ path, versions, defaultVersion }) => ({
    path,
    document: canonicalDocument(JSON.parse(versions[defaultVersion] ?? '{}')),
  }));
  return JSON.stringify(
    {
      roles,
      policies: sorted(policies),
      profiles: sorted(mapValues(state.profiles, ({ id: _, ...profile }) => profile)),
      providers: sorted(state.providers),
      repositories: sorted(
        mapValues(state.repositories, ({ policy, ...repository }) => ({
          ...repository,
          policy: policy && canonicalDocument(JSON.parse(policy)),
        })),
      ),
      logsPolicies: sorted(
        mapValues(state.logsPolicies, (text) => canonicalDocument(JSON.parse(text))),
      ),
    },
    null,
    1,
  );
}

/** What a rollback leaves of `state`: as it was before, with the shared things that the run made. */
export function rolledBack(before: MemoryState, state: MemoryState): string {
  const made = mapValues(state.repositories, ({ policy: _, ...repository }) => repository);
  const { providers } = state;
  return essence({ ...before, providers, repositories: { ...made, ...before.repositories } });
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the foreign things of `foreignState` look like in a state, byte by byte. */
export function foreignThings(state: MemoryState): string {
  const theirs = (policy: string | undefined) =>
    JSON.parse(policy ?? '{"Statement":[]}').Statement.filter(
      ({ Sid }: { Sid: string }) => Sid === 'Theirs',
    );
  return JSON.stringify([
    state.roles['their-role'],
    theirs(state.repositories.shop?.policy),
    theirs(state.logsPolicies['ecs-iam-shop']),
  ]);
}

/** One environment of some answers, to plan, apply and destroy. */
export interface World {
  readonly definition: FilledDefinition;
  readonly plan: (
    port: AccountPort,
    verb: PlanRequest['verb'],
    flags?: Partial<PlanRequest>,
  ) => Promise<Plan>;
  /** Plans and carries out without asking. */
  readonly run: (port: AccountPort, verb: PlanRequest['verb'], root: string) => Promise<number>;
  readonly rollBack: (port: AccountPort, root: string) => Promise<number>;
}

/** The definition of the first environment of some answers. */
export function firstDefinition(answers: Answers): Definition {
  const { model, environments } = buildService(answers);
  const [environment] = environments;
  if (environment === undefined) throw new Error('No environment.');
  return definitionOf(model, environment);
}

/** The world of the first environment of some answers. */
export function worldOf(answers: Answers): World {
  return definedWorld(firstDefinition(answers));
}

/** The world of a definition. */
export function definedWorld(definition: Definition): World {
  const { project, environment } = definition;
  const plan: World['plan'] = (port, verb, flags = {}) =>
    makePlan(port, {
      definition,
      facts: FACTS,
      verb,
      adopt: false,
      prune: false,
      findLeftovers: false,
      unfinished: [],
      ...flags,
    });
  const quick = (port: AccountPort) => retrying(port, { attempts: 2, sleep: async () => {} });
  return {
    definition: fillDefinition(definition, FACTS),
    plan,
    run: async (port, verb, root) => {
      const calm = quick(port);
      const unfinished = unfinishedJournals(root, environment).flatMap(
        ({ header }) => header.changes,
      );
      const made = await plan(calm, verb, { unfinished });
      if (made.blocked.length > 0) throw new Error(made.blocked[0]?.message);
      const replan = () => plan(calm, verb, { unfinished });
      if (made.changes.length === 0) return 0;
      return execute(made, { root, verb, port: calm, place: FACTS, quiet: true, replan }, SILENT);
    },
    rollBack: (port, root) => {
      const plan = rollbackPlan(root, { project, environment, account: FACTS.account });
      return carryOutRollback(plan, { root, port: quick(port), place: FACTS, quiet: true }, SILENT);
    },
  };
}

/** The port of a state. */
export function portOf(state: MemoryState): AccountPort {
  return memoryIam(state);
}
