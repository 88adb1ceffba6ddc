import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from './bundled.mjs';
import { countingProxy } from './counting-proxy.mjs';
import { medians, row, timed } from './measure.mjs';

const BIN = join(process.cwd(), 'dist/generators/bin.js');

/**
 * Makes the same roles in one emulated account in each way, and plans them again unchanged; and
 * counts our own calls. A way whose tool is missing is a row that says so.
 */
export async function accountRows(runs, folder) {
  const { startMoto, toolRuns, terraformEnvironment } = await bundled(
    `export { startMoto } from './test/support/moto.ts';
     export { toolRuns } from './test/support/tools.ts';
     export { terraformEnvironment } from './test/support/terraform.ts';`,
  );
  if (!toolRuns('moto_server')) {
    return { times: [skipped('ecs-iam apply', 'moto_server does not run here')], calls: [] };
  }
  const moto = await startMoto();
  try {
    const terraform = toolRuns('terraform') ? terraformEnvironment() : undefined;
    const missing = {
      aws: toolRuns('aws') ? undefined : 'aws does not run here',
      terraform: terraform ? undefined : 'terraform or a mirror of its provider is not here',
    };
    const bench = { moto, folder, env: { ...moto.env, ...terraform, CI: 'true' } };
    const ways = await waysOf(bench, missing);
    const times = await medians(runs, ways);
    return { times: rowsOf(times, missing), calls: await callRows(bench) };
  } finally {
    await moto.stop();
  }
}

const NAMES = {
  apply: 'ecs-iam apply',
  cli: 'deploy-iam.sh, target cli',
  cloudformation: 'deploy-iam.sh, target cloudformation (aws cloudformation deploy)',
  terraform: 'terraform apply',
  plan: 'ecs-iam plan, unchanged',
  terraformPlan: 'terraform plan, unchanged',
  validate: 'ecs-iam validate',
  validateEdited: 'ecs-iam validate, a definition file edited since the lock',
};
const TOOLS = {
  cli: 'aws',
  cloudformation: 'aws',
  terraform: 'terraform',
  terraformPlan: 'terraform',
};

/** What to measure, in order: each first deployment begins with an empty account. */
async function waysOf({ moto, folder, env }, missing) {
  const repo = (target) => join(folder, `account ${target}`);
  const run = (...words) => timed(words, { env });
  const node = (...words) => run(process.execPath, BIN, ...words);
  const make = (place, target) => {
    const flags = ['--project', 'bench', '--target', target, '--id', 'bench123'];
    return node('new', place, ...flags, '--yes', '--quiet');
  };
  for (const target of ['cli', 'cloudformation', 'terraform']) await make(repo(target), target);
  const edited = repo('edited');
  await make(edited, 'cloudformation');
  // The files are read anew, and define what the account has.
  appendFileSync(join(edited, 'iam/roles.yaml'), '# Edited.\n');
  const script = (target) => async () => {
    await moto.reset();
    return run('bash', join(repo(target), 'scripts/deploy-iam.sh'), 'dev');
  };
  const root = join(repo('terraform'), 'iam/environments/dev');
  const terraform = terraformIn(root, env);
  if (missing.terraform === undefined) await terraform('init');
  const ways = {
    cli: script('cli'),
    cloudformation: script('cloudformation'),
    terraform: async () => {
      await moto.reset();
      rmSync(join(root, 'terraform.tfstate'), { force: true });
      return terraform('apply', '-auto-approve');
    },
    terraformPlan: () => terraform('plan'),
    apply: async () => {
      await moto.reset();
      return node('apply', repo('cli'), '--environment', 'dev', '--yes', '--quiet');
    },
    plan: () => node('plan', repo('cli'), '--environment', 'dev', '--quiet'),
    validate: () => node('validate', repo('cloudformation'), '--environment', 'dev', '--quiet'),
    validateEdited: () => node('validate', edited, '--environment', 'dev', '--quiet'),
  };
  const isThere = ([name]) => missing[TOOLS[name]] === undefined;
  return Object.fromEntries(Object.entries(ways).filter(isThere));
}

function terraformIn(folder, env) {
  return (...words) =>
    timed(['terraform', `-chdir=${folder}`, ...words, '-no-color', '-input=false'], { env });
}

function rowsOf(times, missing) {
  const goals = { cli: '≥ 5', plan: '', apply: '', validate: '', validateEdited: '≤ 1.5' };
  return Object.entries(NAMES).map(([key, name]) => {
    const reason = missing[TOOLS[key]];
    if (reason !== undefined) return skipped(name, reason);
    const ours = ['validate', 'plan'].find((one) => key.toLowerCase().includes(one)) ?? 'apply';
    const base = { name: `ecs-iam ${ours}`, milliseconds: times[ours] };
    return row(name, times[key], key === ours ? {} : base, goals[key] ?? '> 1');
  });
}

function skipped(what, reason) {
  return { what, 'median ms': 'skipped', ratio: reason, goal: '' };
}

/** The calls of a first apply and of a plan that finds nothing to do. */
async function callRows({ moto, folder, env }) {
  const proxy = await countingProxy(moto.url);
  const words = (command) => [
    process.execPath,
    BIN,
    command,
    join(folder, 'account cli'),
    ...['--environment', 'dev', '--quiet'],
  ];
  const counted = async (name, command) => {
    await timed(command, { env: { ...env, AWS_ENDPOINT_URL: proxy.url } });
    const calls = proxy.take();
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
    const list = Object.entries(calls).map(([call, count]) => `${call} ${count}`);
    return { what: name, calls: total, 'of which': list.join(', ') };
  };
  try {
    await moto.reset();
    return [
      await counted('ecs-iam apply', [...words('apply'), '--yes']),
      await counted('ecs-iam plan, unchanged', words('plan')),
    ];
  } finally {
    proxy.close();
  }
}
