import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** Runs a command to its end; gives wall milliseconds. Another exit code than `expect` is an error. */
export async function timed([command, ...words], { expect = 0, ...options } = {}) {
  const start = performance.now();
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const milliseconds = performance.now() - start;
  if (status === expect) return milliseconds;
  throw new Error(`${[command, ...words].join(' ')} ended ${status}: ${said}`);
}

/**
 * Median of what each measurement gives, after one warm-up. They take turns, so that a machine that
 * gets busy slows all of them.
 */
export async function medians(runs, measurements) {
  const names = Object.keys(measurements);
  const found = Object.fromEntries(names.map((name) => [name, []]));
  for (let run = 0; run <= runs; run += 1) {
    for (const name of names) {
      const milliseconds = await measurements[name](run);
      if (run > 0) found[name].push(milliseconds);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(found[name])]));
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** One row of a table: a time, and how many times that of another it is. */
export function row(what, milliseconds, base = {}, goal = '') {
  const { name = 'itself', milliseconds: other = milliseconds } = base;
  return {
    what,
    'median ms': milliseconds.toFixed(0),
    ratio: `${(milliseconds / other).toFixed(2)} × ${name}`,
    goal,
  };
}
