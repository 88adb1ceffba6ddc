import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { recordOf } from '../../../iam/equality.ts';
import { parseJson, type SourceFile, unreadableAt } from '../../source.ts';

/** What the app makes: the template of each stack, by the stack's name, and its environments. */
export interface SynthesisedApp {
  readonly templates: Readonly<Record<string, SourceFile>>;
  /** The table of `lib/environments.ts`, where the app still has it. */
  readonly environments: Readonly<Record<string, unknown>>;
}

/** Node's words that print the environments of the app as JSON. */
const PRINT_ENVIRONMENTS =
  'import(process.argv[1]).then((m) => console.log(JSON.stringify((m.default ?? m).environments ?? m.environments)))';

/**
 * Synthesises the app below `iam/` as `npx cdk synth` does, but without an account: what only an
 * account knows stays a reference. Nothing is written into the repo.
 *
 * @throws UserError `MissingPackages` before `npm ci`, `UnreadableDefinition` with the file, the
 * line and the message of an app that does not end well.
 */
export async function synthesiseApp(root: string): Promise<SynthesisedApp> {
  const folder = join(root, 'iam');
  const { app, context } = configuration(folder);
  if (!existsSync(join(folder, 'node_modules/aws-cdk-lib'))) {
    throw new UserError(
      'MissingPackages',
      'iam/ is edited, and reading it needs the packages of the CDK app, which are not installed.',
      'Install them: npm ci --prefix iam',
    );
  }
  const out = mkdtempSync(join(tmpdir(), 'ecs-iam-synth-'));
  try {
    const env = { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) };
    const { code, output } = await run(app, folder, env);
    if (code !== 0) throw failed(output, folder);
    return { templates: templatesIn(out), environments: await environmentsOf(folder) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function configuration(folder: string) {
  const path = join(folder, 'cdk.json');
  const missing = ['The file does not say how to run the app.', 'Give it "app".'] as const;
  if (!existsSync(path)) throw unreadableAt('iam/cdk.json', undefined, missing);
  const file = { path: 'iam/cdk.json', contents: readFileSync(path, 'utf8') };
  const { app, context } = recordOf(parseJson(file).root);
  if (typeof app !== 'string') throw unreadableAt('iam/cdk.json', 1, missing);
  return { app, context: recordOf(context) };
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(command: string, cwd: string, more: NodeJS.ProcessEnv): Promise<Ended> {
  const { CDK_DEFAULT_ACCOUNT: _account, CDK_DEFAULT_REGION: _region, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, shell: true, env: { ...env, ...more } });
    const output: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.stderr.on('data', (data: Buffer) => output.push(data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output).toString() }));
  });
}

/** The place and the message of what went wrong: of the compiler, or of an exception. */
function failed(output: string, folder: string): UserError {
  const place = /\b((?:bin|lib)\/[\w./-]+\.ts):(\d+)/.exec(output.replaceAll(`${folder}/`, ''));
  const message = /: ERROR: (.+)/.exec(output) ?? /(?:^|\s)[A-Za-z]*Error: (.+)/.exec(output);
  return unreadableAt(`iam/${place?.[1] ?? 'bin/app.ts'}`, place ? Number(place[2]) : undefined, [
    message?.[1] ?? 'The app does not end well.',
    'See it whole with: cd iam && npx cdk synth --quiet',
  ]);
}

function templatesIn(out: string): Readonly<Record<string, SourceFile>> {
  const manifest = recordOf(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')));
  const stacks = Object.entries(recordOf(manifest.artifacts)).flatMap(([id, artifact]) => {
    const { type, properties } = recordOf(artifact);
    if (type !== 'aws:cloudformation:stack') return [];
    const { templateFile, stackName = id } = recordOf(properties);
    const contents = readFileSync(join(out, String(templateFile)), 'utf8');
    return [[String(stackName), { path: `iam/ (stack ${stackName})`, contents }] as const];
  });
  return Object.fromEntries(stacks);
}

async function environmentsOf(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const command = `node --import tsx -e ${JSON.stringify(PRINT_ENVIRONMENTS)} ./lib/environments.ts`;
  const { code, output } = await run(command, folder, {});
  return code === 0 && output.startsWith('{') ? recordOf(JSON.parse(output)) : {};
}
