import { accountOptions } from '../../lib/commands/account-flags.ts';
import { listTogether, makePlan, planRequestFor } from '../../lib/commands/make-plan.ts';
import type { Run } from '../../lib/commands/run.ts';
import { definitionOf } from '../../lib/definition/definition-of.ts';
import type { AccountPort, OperationName } from '../../lib/live/port.ts';
import { ServiceError } from '../../lib/live/responses.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { FACTS } from '../support/values.ts';
import { foreignState, newRoot, portOf, SILENT, worldOf } from './support/world.ts';

/** A run on so many environments of which the first is applied, and the calls it makes. */
async function runOn(command: Run['command'], count: number, refused?: OperationName) {
  const names = ['dev', ...Array.from({ length: count - 1 }, (_, index) => `stage${index}`)];
  const environments = names.map((name) => ({ name, values: {} }));
  const answers = { ...DEFAULT_ANSWERS, environments };
  const state = foreignState();
  await worldOf(answers).run(portOf(state), 'apply', newRoot());
  const calls: OperationName[] = [];
  const port: AccountPort = {
    call: async (name, input) => {
      calls.push(name);
      if (name === refused) throw new ServiceError('AccessDenied', 'no', 403);
      return portOf(state).call(name, input);
    },
  };
  const service = buildService(answers);
  const defined = service.environments.map((one) => ({
    ...one,
    definition: definitionOf(service.model, one),
    roleNames: answers.roleNames,
  }));
  const run: Run = {
    command,
    root: newRoot(),
    project: answers.project,
    options: accountOptions({}),
    io: SILENT,
    labels: {},
  };
  const account = { port, account: FACTS.account, factsFor: () => FACTS, close: () => {} };
  const listing = await listTogether(run, account, defined);
  const plans = defined.map((environment) => {
    const request = planRequestFor(run, account, environment);
    return { together: makePlan(port, { ...request, listing }), alone: makePlan(port, request) };
  });
  const listed = calls.filter((name) => name === 'GetAccountAuthorizationDetails').length;
  return { listed, isListed: listing !== undefined, plans };
}

test('roles of several environments count together: one listing, and the same plans', async () => {
  const { listed, plans } = await runOn('plan', 13);
  expect(listed).toBe(1);
  for (const { together, alone } of plans) expect(await together).toEqual(await alone);
});

test.each([
  ['plan', 12, 0],
  ['validate', 2, 0],
  ['validate', 4, 1],
  ['apply', 13, 0],
] as const)('%s of %i environments lists the account %i times', async (command, count, times) => {
  expect((await runOn(command, count)).listed).toBe(times);
});

test('credentials that may not list the account read role by role', async () => {
  const { isListed, plans } = await runOn('validate', 4, 'GetAccountAuthorizationDetails');
  expect(isListed).toBe(false);
  for (const { together } of plans) await expect(together).resolves.toMatchObject({ blocked: [] });
});
