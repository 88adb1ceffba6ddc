import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** Milliseconds from the start of the program at a terminal until its first question stands there. */
export async function firstQuestion(words, cwd) {
  const line = words.map((word) => `'${word}'`).join(' ');
  const start = performance.now();
  // `script` gives the program a terminal.
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    cwd,
    env: { ...process.env, CI: '', XDG_STATE_HOME: cwd },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let shown = '';
  const milliseconds = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      shown += chunk;
      if (shown.includes('Project name')) resolve(performance.now() - start);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`No question was asked: ${shown}`)));
  });
  child.kill();
  return milliseconds;
}
