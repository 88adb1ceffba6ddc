import { parentPort } from 'node:worker_threads';
import { runServiceJob, type ServiceJob } from './service-job.ts';

/** A thread that writes services, some at a time, until it is told to end. */
parentPort?.on('message', (jobs: readonly ServiceJob[]) => void work(jobs));

async function work(jobs: readonly ServiceJob[]): Promise<void> {
  for (const job of jobs) parentPort?.postMessage({ outcome: await runServiceJob(job) });
  parentPort?.postMessage({ idle: true });
}
