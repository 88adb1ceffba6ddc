import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_FOLDER, unfinishedJournals } from '../../lib/live/journal.ts';
import type { MemoryState } from '../../lib/live/memory/state.ts';
import { FAULTS, type Fault, flaky } from './support/flaky.ts';
import {
  CHANGED_ANSWERS,
  copyState,
  essence,
  foreignState,
  foreignThings,
  newRoot,
  portOf,
  rolledBack,
  SMALL_ANSWERS,
  worldOf,
} from './support/world.ts';

const small = worldOf(SMALL_ANSWERS);
const changed = worldOf(CHANGED_ANSWERS);

/** Account before, the run on it, and what is there when it is done. */
async function scenarios() {
  const empty = foreignState();
  const applied = await stateAfter(empty, (state, root) => small.run(portOf(state), 'apply', root));
  return {
    apply: { world: small, verb: 'apply', before: empty },
    update: { world: changed, verb: 'apply', before: applied },
    destroy: { world: small, verb: 'destroy', before: applied },
  } as const;
}

async function stateAfter(
  before: MemoryState,
  run: (state: MemoryState, root: string) => Promise<unknown>,
): Promise<MemoryState> {
  const state = copyState(before);
  const root = newRoot();
  await run(state, root);
  rmSync(root, { recursive: true });
  return state;
}

let cases = 0;

describe.each(['apply', 'update', 'destroy'] as const)('%s', (name) => {
  test.each(Object.keys(FAULTS) as Fault[])(
    'whichever call ends by %s: again converges, --rollback returns, nothing foreign changes',
    async (fault) => {
      const { world, verb, before } = (await scenarios())[name];
      const target = await stateAfter(before, (state, root) =>
        world.run(portOf(state), verb, root),
      );
      const total = await countCalls(before, world, verb);
      for (let nth = 1; nth <= total; nth += 1) {
        const root = newRoot();
        const broken = copyState(before);
        const failed = await world.run(flaky(portOf(broken), nth, fault), verb, root).then(
          () => false,
          () => true,
        );
        tearLastLine(root, fault);
        const again = await stateAfter(broken, (state) => world.run(portOf(state), verb, root));
        expectSame(essence(again), essence(target), { fault, nth, failed });
        expect(foreignThings(again)).toBe(foreignThings(before));
        rmSync(root, { recursive: true });
        cases += 1;
      }
    },
    120_000,
  );

  test.each(Object.keys(FAULTS) as Fault[])(
    'whichever call ends by %s: --rollback returns to the state before',
    async (fault) => {
      const { world, verb, before } = (await scenarios())[name];
      const total = await countCalls(before, world, verb);
      for (let nth = 1; nth <= total; nth += 1) {
        const root = newRoot();
        const state = copyState(before);
        const failed = await world.run(flaky(portOf(state), nth, fault), verb, root).then(
          () => false,
          () => true,
        );
        tearLastLine(root, fault);
        if (failed) {
          await world.rollBack(portOf(state), root);
          expectSame(essence(state), rolledBack(before, state), { fault, nth });
          expect(foreignThings(state)).toBe(foreignThings(before));
          expect(unfinishedJournals(root, 'dev')).toEqual([]);
        }
        rmSync(root, { recursive: true });
        cases += 1;
      }
    },
    120_000,
  );
});

afterAll(() => {
  process.stdout.write(`fault injection: ${cases} cases\n`);
  expect(cases).toBeGreaterThan(1000);
});

/** Texts are compared first: there are thousands, and Jest's comparison of objects takes long. */
function expectSame(found: string, wanted: string, of: object): void {
  if (found !== wanted) expect({ ...of, state: found }).toEqual({ ...of, state: wanted });
}

async function countCalls(
  before: MemoryState,
  world: typeof small,
  verb: 'apply' | 'destroy',
): Promise<number> {
  const root = newRoot();
  const counted = flaky(portOf(copyState(before)), 0, 'killed');
  await world.run(counted, verb, root);
  rmSync(root, { recursive: true });
  return counted.calls();
}

/** A killed process may leave half a line. */
function tearLastLine(root: string, fault: Fault): void {
  if (!fault.startsWith('killed')) return;
  try {
    const folder = join(root, JOURNAL_FOLDER);
    for (const file of readdirSync(folder).filter((one) => one.endsWith('.jsonl'))) {
      appendFileSync(join(folder, file), '{"index":3,"st');
    }
  } catch {
    // The call failed before the journal began.
  }
}
