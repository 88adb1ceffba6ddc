import { spawn } from 'node:child_process';
import { BIN } from '../../support/built-bin.ts';

/** How a run of the program ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run under way. */
export interface Started {
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when stderr shows the text, or when the run ends without it. */
  readonly says: (text: string) => Promise<void>;
}

/** Starts the built program in a folder; `kill` ends it as a power cut would. */
export function startBin(
  folder: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Started {
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
  const says = async (text: string) => {
    while (!stderr.includes(text) && child.exitCode === null && child.signalCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return { ended, kill: (signal) => void child.kill(signal), says };
}

/** Runs the built program to its end. */
export function runBinIn(
  folder: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return startBin(folder, words, env).ended;
}
