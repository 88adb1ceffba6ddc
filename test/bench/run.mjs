/**
 * Times the program as a whole process, against bare `node -e 0` measured in the same run: machines
 * differ and are noisy, ratios hold. Usage: npm run bench [-- RUNS]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manyServices } from './many-services.mjs';
import { yeomanRows } from './yeoman.mjs';

const RUNS = Number(process.argv[2] ?? 11);
const BIN = join(process.cwd(), 'dist/generators/bin.js');
const folder = mkdtempSync(join(tmpdir(), 'bench '));

/** Median wall milliseconds of a command, after one warm-up. */
export function median(words, options = {}) {
  const times = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, words(run), {
      encoding: 'utf8',
      ...options,
    });
    if (status !== 0) throw new Error(`${words(run).join(' ')} ended ${status}: ${stderr}`);
    if (run > 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

const rows = [];
const bare = median(() => ['-e', '0']);
const row = (name, milliseconds, baseline, base, goal) =>
  rows.push({
    what: name,
    'median ms': milliseconds.toFixed(0),
    ratio: `${(milliseconds / base).toFixed(2)} × ${baseline}`,
    goal,
  });

row('node -e 0', bare, 'itself', bare, '');
row(
  'ecs-iam --help',
  median(() => [BIN, '--help']),
  'node -e 0',
  bare,
  '≤ 1.6',
);
for (const target of ['cloudformation', 'terraform', 'cdk', 'cli']) {
  const generate = (run) => [
    BIN,
    'new',
    join(folder, `${target}-${run}`),
    '--yes',
    '--quiet',
    '--target',
    target,
  ];
  row(`ecs-iam new --target ${target}`, median(generate), 'node -e 0', bare, '≤ 3.5');
}
const yeoman = yeomanRows(median, folder);
row('an empty Yeoman generator', yeoman.empty, 'node -e 0', bare, '');
row('yo ecs-iam', yeoman.ours, 'an empty Yeoman generator', yeoman.empty, '≤ 1.15');
console.table(rows);
console.table(await manyServices());
rmSync(folder, { recursive: true, force: true });
