import { parentPort, workerData } from 'node:worker_threads';
import type { Preset } from '../answers/types.ts';
import type { PooledJob } from './pool.ts';
import { runServiceJob } from './service-job.ts';

/** A thread that writes services, some at a time, until it is told to end. */
const presets: readonly Preset[] = workerData;

parentPort?.on('message', (jobs: readonly PooledJob[]) => void work(jobs));

async function work(jobs: readonly PooledJob[]): Promise<void> {
  for (const { presets: used, ...job } of jobs) {
    const own = used.flatMap(({ index, reference }) => {
      const preset = presets[index];
      return preset === undefined ? [] : [{ ...preset, reference }];
    });
    parentPort?.postMessage({ outcome: await runServiceJob({ ...job, presets: own }) });
  }
  parentPort?.postMessage({ idle: true });
}
