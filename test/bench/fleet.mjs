import { bundled } from './bundled.mjs';

/** Plans many services against one listing of their account, whose pages take 20 ms each. */
export async function fleetRows() {
  const { planFleet } = await bundled(`export { planFleet } from './test/live/support/fleet.ts';`);
  const rows = [];
  for (const services of [100, 1000]) {
    const run = await planFleet(services, 20);
    const [first = 0] = run.heaps;
    rows.push({
      'models planned': run.models,
      pages: run.pages,
      's for the pages': run.pageSeconds.toFixed(2),
      's in all': run.seconds.toFixed(2),
      's of work': run.work.toFixed(2),
      goal: '≤ pages + 2 s',
      'ms each': (((run.seconds - run.pageSeconds) * 1000) / run.models).toFixed(2),
      'heap MiB at first': (first / 2 ** 20).toFixed(0),
      'heap MiB at most': (Math.max(...run.heaps) / 2 ** 20).toFixed(0),
    });
  }
  return rows;
}
