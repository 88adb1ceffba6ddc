/**
 * Times the program as a whole process, against others measured in the same run: machines differ
 * and are noisy, ratios hold. Usage: npm run bench [-- RUNS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountRows } from './account.mjs';
import { decisionRows } from './decisions.mjs';
import { firstQuestion } from './first-question.mjs';
import { fleetRows } from './fleet.mjs';
import { manyRepos } from './many-repos.mjs';
import { manyServices } from './many-services.mjs';
import { medians, row, timed } from './measure.mjs';
import { yeomanTimes } from './yeoman.mjs';

const RUNS = Number(process.argv[2] ?? 11);
const TARGETS = ['cloudformation', 'terraform', 'cdk', 'cli'];
/** Those whose files are read by the program itself, without their tool. */
const READ_BY_US = ['cloudformation', 'cli'];
const DENIED =
  'User: arn:aws:sts::111122223333:assumed-role/shop-ecs-task-role-dev/x is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:111122223333:orders';
const BIN = join(process.cwd(), 'dist/generators/bin.js');
const folder = mkdtempSync(join(tmpdir(), 'bench '));

console.log(`Load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores when it began.`);
console.table(await programRows());
console.table(await manyServices());
console.table(await fleetRows());
console.table(await manyRepos(folder));
console.table(await decisionRows());
const account = await accountRows(Math.min(RUNS, 5), folder);
console.table(account.times);
console.table(account.calls);
console.log(`Load ${loadavg()[0].toFixed(1)} when it ended.`);
rmSync(folder, { recursive: true, force: true });

/** The program without an account, and the generator under Yeoman. */
async function programRows() {
  const node = (...words) => timed([process.execPath, ...words]);
  // The first repo of the run.
  const here = { cwd: join(folder, 'cloudformation-0') };
  const inside = (...words) => timed([process.execPath, BIN, ...words], here);
  const generate = (target) => (run) =>
    node(BIN, 'new', join(folder, `${target}-${run}`), '--yes', '--quiet', '--target', target);
  const lock = (target) => () => node(BIN, 'lock', join(folder, `${target}-0`));
  const times = await medians(RUNS, {
    bare: () => node('-e', '0'),
    help: () => node(BIN, '--help'),
    ...Object.fromEntries(TARGETS.map((target) => [target, generate(target)])),
    ...Object.fromEntries(READ_BY_US.map((target) => [`lock ${target}`, lock(target)])),
    question: () => firstQuestion([process.execPath, BIN, 'new', 'repo'], folder),
    why: () => node(BIN, 'why', DENIED),
    explain: () => node(BIN, 'explain', 'task-execution'),
    whyInside: () => inside('why', DENIED),
    explainInside: () => inside('explain', 'task-execution'),
  });
  const bare = { name: 'node -e 0', milliseconds: times.bare };
  const yeoman = await yeomanTimes(RUNS, folder);
  const empty = { name: 'an empty Yeoman generator', milliseconds: yeoman.empty };
  return [
    row('node -e 0', times.bare),
    row('ecs-iam --help', times.help, bare, '≤ 1.6'),
    ...TARGETS.map((target) => row(`ecs-iam new --target ${target}`, times[target], bare, '≤ 3.5')),
    ...READ_BY_US.map((target) =>
      row(`ecs-iam lock, target ${target}`, times[`lock ${target}`], bare),
    ),
    row('ecs-iam new, until its first question stands', times.question, bare, '≤ 400 ms'),
    row('ecs-iam why', times.why, bare, '≤ 2.5'),
    row('ecs-iam explain', times.explain, bare, '≤ 2.5'),
    row('ecs-iam why, in a repo', times.whyInside, bare, '≤ 2.5'),
    row('ecs-iam explain, in a repo', times.explainInside, bare, '≤ 2.5'),
    row('an empty Yeoman generator that writes as many files', yeoman.empty, bare),
    row('yo ecs-iam', yeoman.ours, empty, '≤ 1.15'),
  ];
}
