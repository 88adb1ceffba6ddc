import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Ask } from '../answers/prompt.ts';
import { UserError } from '../errors.ts';
import { isProduction } from '../names.ts';
import { shellText } from '../shell.ts';
import type { TargetId } from '../targets/ids.ts';
import { EXIT } from './exit.ts';
import type { CommandIo } from './run.ts';

/** A deployment that a person asked for. */
export interface Deployment {
  readonly ask: Ask;
  readonly io: CommandIo;
  /** The repo. Absolute. */
  readonly folder: string;
  readonly environment: string;
  readonly target: TargetId;
}

const INTERRUPTED = 'Interrupted; nothing was deployed.';

/**
 * Runs the repo's own deployment of one environment as its tool makes it: first what it would change,
 * then, once that is agreed to, the deployment. What the tool prints is passed on. Gives the exit code.
 *
 * @throws UserError `ToolMissing`.
 */
export async function deployNow(deployment: Deployment): Promise<number> {
  const { io, environment, folder, target } = deployment;
  requireTools(target);
  const command = `scripts/deploy-iam.sh ${shellText(environment)}`;
  const shown = await runScript(deployment, ['--dry-run']);
  if (shown !== 0) {
    io.err(
      shown === EXIT.interrupted
        ? `${INTERRUPTED}\n`
        : `Nothing was deployed: the preview ended with exit code ${shown}.\n  Mend what it says, then run ${command} in ${folder}.\n`,
    );
    return codeFor(shown);
  }
  if (!(await isAgreed(deployment))) {
    io.err(`Declined; nothing was deployed.\n  ${command} in ${folder} does it at any time.\n`);
    return EXIT.error;
  }
  const made = await runScript(deployment, []);
  if (made !== 0) {
    const why = made === EXIT.interrupted ? 'was interrupted' : `ended with exit code ${made}`;
    io.err(
      `The deployment ${why}, and some roles may be made already.\n  Run ${command} in ${folder} again: it goes on from there.\n`,
    );
    return codeFor(made);
  }
  io.err(
    `Deployed.\n  scripts/validate-iam.sh ${shellText(environment)} in ${folder} compares the account with the repo.\n`,
  );
  return EXIT.done;
}

/** Where to get each tool that the scripts need. */
const FROM: Readonly<Record<string, string>> = {
  bash: 'On Windows, Git for Windows and WSL have it.',
  aws: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html has it.',
  jq: 'https://jqlang.org/download has it, and so has the package manager of your system.',
  terraform: 'https://developer.hashicorp.com/terraform/install has it.',
  npm: 'https://nodejs.org/en/download has it.',
};

const NEEDS: Readonly<Record<TargetId, readonly string[]>> = {
  cloudformation: [],
  cdk: ['npm'],
  terraform: ['terraform'],
  cli: [],
};

/** @throws UserError `ToolMissing`. */
function requireTools(target: TargetId): void {
  const missing = ['bash', 'aws', 'jq', ...NEEDS[target]].find((tool) => !isInstalled(tool));
  if (missing === undefined) return;
  throw new UserError(
    'ToolMissing',
    `The files are written, but nothing was deployed: the tool ${missing} is not installed.`,
    `${FROM[missing]} Then run scripts/deploy-iam.sh.`,
  );
}

function isInstalled(tool: string): boolean {
  return (
    spawnSync('bash', ['-c', 'command -v -- "$1"', 'bash', tool], { env: process.env }).status === 0
  );
}

async function isAgreed({ ask, environment }: Deployment): Promise<boolean> {
  if (isProduction(environment)) {
    const message = `Type the name of the environment (${environment}) to deploy this:`;
    const { answer } = await ask([{ type: 'input', name: 'answer', message }], INTERRUPTED);
    return String(answer ?? '').trim() === environment;
  }
  const message = `Deploy this to ${environment}?`;
  const prompt = { type: 'confirm', name: 'answer', message, default: false } as const;
  const { answer } = await ask([prompt], INTERRUPTED);
  return answer === true;
}

/** Runs the script and passes on what it prints; Ctrl-C ends the script, which tidies up. */
function runScript(
  { io, folder, environment }: Deployment,
  flags: readonly string[],
): Promise<number> {
  const words = [join(folder, 'scripts/deploy-iam.sh'), environment, ...flags];
  const letGo = io.onInterrupt(() => {});
  return new Promise<number>((resolve, reject) => {
    const child = spawn('bash', words, {
      cwd: folder,
      env: process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => io.out(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => io.err(text));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
    });
  }).finally(letGo);
}

function codeFor(code: number): number {
  return code === EXIT.interrupted ? EXIT.interrupted : EXIT.error;
}
