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

/** What bin/app.ts does, for every app and place. */
const DRIVER = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { apps, places, result } = JSON.parse(process.argv[2]);
const templates = {};
for (const app of apps) {
  const own = (name) => require(join(app, name));
  const { App } = own('node_modules/aws-cdk-lib');
  const { environments } = own('lib/environments');
  const { IamStack } = own('lib/iam-stack');
  const hasPipeline = existsSync(join(app, 'lib/pipeline-stack.ts'));
  const { PipelineStack } = hasPipeline ? own('lib/pipeline-stack') : {};
  const { pipelines } = hasPipeline ? own('lib/pipelines') : {};
  const { context } = JSON.parse(readFileSync(join(app, 'cdk.json'), 'utf8'));
  templates[app] = {};
  for (const [place, at] of Object.entries(places)) {
    const root = new App({ context, analyticsReporting: false });
    for (const [name, { stackName, account, region, values }] of Object.entries(environments)) {
      const env = { account: account ?? at?.account, region: region ?? at?.region };
      const iam = new IamStack(root, stackName, { env, values });
      if (pipelines?.[name] === undefined) continue;
      const { stackName: id, values: own } = pipelines[name];
      new PipelineStack(root, id, { env, values: own, iam });
    }
    const stacks = root.synth().stacks.map((stack) => [stack.stackName, stack.template]);
    templates[app][place] = Object.fromEntries(stacks);
  }
}
writeFileSync(result, JSON.stringify(templates));
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
