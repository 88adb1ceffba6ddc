import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BIN = join(process.cwd(), 'dist/generators/bin.js');

/** Writes and plans fleets by the built program: time grows with their number, memory does not. */
export async function manyRepos(folder) {
  const rows = [];
  for (const [services, first, again] of [
    [1000, '≤ 12 s', '≤ 4 s'],
    [3000, 'linear', 'linear'],
    [5000, 'linear', 'linear'],
  ]) {
    const root = fleetOf(folder, services, ['dev', 'test', 'prod'], '{}');
    rows.push({
      what: `fleet new, ${services} × 3`,
      ...(await measured(root, 'new')),
      goal: first,
    });
    rows.push({ what: 'the same, unchanged', ...(await measured(root, 'new')), goal: again });
  }
  const roles = '{deploy: none, roles: [task-execution, task, infrastructure]}';
  const root = fleetOf(folder, 300, ['dev'], roles);
  await measured(root, 'new');
  await measured(root, 'apply', '--practice', '--yes');
  const plan = await measured(root, 'plan', '--practice');
  rows.push({ what: 'fleet plan, 300 services in one account', ...plan, goal: '≤ pages + 3 s' });
  return rows;
}

function fleetOf(folder, services, environments, answers) {
  const root = join(folder, `fleet ${services}`);
  mkdirSync(root);
  const names = Array.from({ length: services }, (_, index) => `  service-${index}: {}\n`);
  const places = environments.map((name) => `${name}: {account: "111122223333"}`).join(', ');
  const head = `id: a1b2c3d4\nenvironments: {${places}}\nanswers: ${answers}\nservices:\n`;
  writeFileSync(join(root, 'fleet.yaml'), head + names.join(''));
  return root;
}

/** Wall seconds, and the most memory that the process held, where Linux tells. */
async function measured(cwd, ...words) {
  const start = performance.now();
  const child = spawn(process.execPath, [BIN, 'fleet', ...words, '--quiet'], {
    cwd,
    stdio: 'ignore',
  });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 50);
  const status = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`fleet ${words.join(' ')} ended ${status}.`);
  return { s: ((performance.now() - start) / 1000).toFixed(1), 'MiB at most': Math.round(peak) };
}

function peakOf(pid) {
  try {
    const [, kibibytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kibibytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
