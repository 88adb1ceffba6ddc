import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AccountFacts } from '../../../lib/iam/fill.ts';
import type { Template } from '../../support/template.ts';

/** Where apps are synthesised for: an account that the CLI found out, or none yet. */
export type Places = Readonly<Record<string, Pick<AccountFacts, 'account' | 'region'> | null>>;

/** App's folder → place → stack's name → template. */
export type Templates = Readonly<Record<string, Record<string, Record<string, Template>>>>;

/**
 * Synthesises generated apps, with the flags of their cdk.json, for several places: one process, as
 * loading the library takes longer than all the rest. The apps stand below `top`.
 */
export async function synthesise(
  top: string,
  apps: readonly string[],
  places: Places,
): Promise<Templates> {
  const script = join(top, 'synthesise.js');
  writeFileSync(script, DRIVER);
  const result = join(top, 'templates.json');
  await runNode(['--import', 'tsx', script, JSON.stringify({ apps, places, result })], apps[0]);
  return JSON.parse(readFileSync(result, 'utf8'));
}

/** Runs bin/app.ts of every app for every place, as the CLI does. */
const DRIVER = `
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { apps, places, result } = JSON.parse(process.argv[2]);
const runs = apps.flatMap((app) => Object.entries(places).map(([place, at]) => ({ app, place, at })));
for (const { app, place, at } of runs) {
  for (const file of Object.keys(require.cache)) if (!file.includes('node_modules')) delete require.cache[file];
  const { context } = JSON.parse(readFileSync(join(app, 'cdk.json'), 'utf8'));
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ ...context, 'aws:cdk:version-reporting': false });
  process.env.CDK_OUTDIR = join(app, 'cdk.out', place);
  delete process.env.CDK_DEFAULT_ACCOUNT;
  delete process.env.CDK_DEFAULT_REGION;
  if (at) Object.assign(process.env, { CDK_DEFAULT_ACCOUNT: at.account, CDK_DEFAULT_REGION: at.region });
  require(join(app, 'bin/app.ts'));
}
// The apps have asked for this event first, and synthesise then.
process.once('beforeExit', () => {
  const templates = {};
  for (const { app, place } of runs) {
    const out = join(app, 'cdk.out', place);
    const files = readdirSync(out).filter((file) => file.endsWith('.template.json'));
    templates[app] ??= {};
    templates[app][place] = Object.fromEntries(
      files.map((file) => [file.replace('.template.json', ''), JSON.parse(readFileSync(join(out, file), 'utf8'))]),
    );
  }
  writeFileSync(result, JSON.stringify(templates));
});
`;

/** Runs node in an app's folder; its output, or an error that has it. */
export async function runNode(words: readonly string[], cwd = '.'): Promise<string> {
  // A test runner within a test runner reports to the outer one, unless it knows of none.
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  try {
    const { stdout } = await run('node', words, { cwd, env, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`node ${words.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

const run = promisify(execFile);
