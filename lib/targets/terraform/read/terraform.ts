import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { UserError } from '../../../errors.ts';

/** What Terraform says with `-json`, a line each, as far as it is read here. */
export interface Message {
  readonly diagnostic?: Diagnostic;
  readonly test_state?: unknown;
}

/** A fault that Terraform found. */
export interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** What a command ended with. */
export interface Ended {
  readonly errors: readonly Diagnostic[];
  readonly state?: unknown;
  /** What it said that is no JSON. */
  readonly text: string;
}

/**
 * Runs Terraform in a folder without credentials; ended as soon as it has printed a state.
 *
 * @throws UserError `TerraformMissing` where there is no Terraform.
 */
export function runTerraform(
  folder: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('terraform', words, {
      cwd: folder,
      env: { ...withoutCredentials(process.env), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its providers are ended with it, as one group.
      detached: true,
    });
    const errors: Diagnostic[] = [];
    const text: string[] = [];
    let state: unknown;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const { diagnostic, test_state } = messageOf(line, text);
      if (diagnostic?.severity === 'error') errors.push(diagnostic);
      if (test_state === undefined) return;
      state = test_state;
      // What is left is to clean up what was never made.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    });
    child.stderr.on('data', (piece: Buffer) => text.push(piece.toString()));
    child.on('error', () => {
      lines.close();
      reject(terraformMissing());
    });
    child.on('close', () => resolve({ errors, state, text: text.join('\n') }));
  });
}

function messageOf(line: string, text: string[]): Message {
  try {
    return JSON.parse(line) as Message;
  } catch {
    text.push(line);
    return {};
  }
}

function withoutCredentials(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(AWS_|TF_WORKSPACE$|TF_CLI_ARGS|TF_LOG|TF_VAR_log_destinations)/.test(name),
  );
  return Object.fromEntries(kept);
}

function terraformMissing(): UserError {
  return new UserError(
    'TerraformMissing',
    'The files under iam/ were edited, and there is no terraform to read them with.',
    'Install Terraform 1.11 or later (https://developer.hashicorp.com/terraform/install), or give a plan as JSON with --definition FILE.',
  );
}
