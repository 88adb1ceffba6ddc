import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { packageFolder } from '../package-folder.ts';
import { faultsFrom, type ServiceOutcome } from './outcome.ts';
import { runServiceJob, type ServiceJob } from './service-job.ts';

/** From this many services on, threads are worth their start. */
const THREADS_FROM = 24;
/** Services that a thread gets at once. */
const BATCH = 8;
/** More threads than this wait for the disk. */
const MOST_THREADS = 8;

const WORKER = join(packageFolder, 'dist/lib/fleet/worker.js');

/** Where the outcomes go, and whether to stop. */
export interface JobHooks {
  readonly onOutcome: (outcome: ServiceOutcome) => void;
  /** Services not begun are left out. */
  readonly isStopped: () => boolean;
}

/** Runs jobs, in threads where they are many. */
export async function runJobs(jobs: readonly ServiceJob[], hooks: JobHooks): Promise<void> {
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  if (jobs.length >= THREADS_FROM && threads > 1 && existsSync(WORKER)) {
    // Each thread compiles for itself, and with the compiler of Node 20 most of that never pays
    // back: a sixth of the time. Later releases have a quicker one, and no such setting.
    if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000');
    const queue = [...jobs];
    const run = () => runThread(queue, hooks);
    await Promise.all(Array.from({ length: threads }, run));
    return;
  }
  for (const job of jobs) {
    if (hooks.isStopped()) return;
    hooks.onOutcome(await runServiceJob(job));
    // Ctrl-C is heard between two services.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One thread that takes jobs from the queue until it is empty. */
async function runThread(queue: ServiceJob[], { onOutcome, isStopped }: JobHooks): Promise<void> {
  const worker = new Worker(WORKER, { execArgv: [] });
  let open: ServiceJob[] = [];
  await new Promise<void>((resolve) => {
    const next = (): void => {
      open = isStopped() ? [] : queue.splice(0, BATCH);
      if (open.length === 0) resolve();
      else worker.postMessage(open);
    };
    worker.on('message', (message: { readonly outcome?: ServiceOutcome }) => {
      if (message.outcome === undefined) return next();
      open = open.filter(({ spec }) => spec.name !== message.outcome?.service);
      onOutcome(message.outcome);
    });
    worker.on('error', (error) => {
      const faults = faultsFrom(error);
      for (const { spec } of open) {
        onOutcome({ service: spec.name, folder: spec.folder, state: 'failed', files: 0, faults });
      }
      resolve();
    });
    next();
  });
  await worker.terminate();
}
