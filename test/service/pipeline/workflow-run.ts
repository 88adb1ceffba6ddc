import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { RenderedFile } from '../../../lib/targets/types.ts';
import type { Moto } from '../../support/moto.ts';
import { putFiles } from '../../support/put-files.ts';
import { BASH } from '../../support/script-repo.ts';
import { fillAll, holds, type Outputs, type Scope } from './workflow-expressions.ts';
import { ASSUME, MANIFEST, TOOL } from './workflow-stubs.ts';

/** What started the workflow. */
export interface Push {
  readonly event: 'push' | 'pull_request';
  readonly commit: string;
}

/** How each job ended, what the steps said, and what they called docker and skopeo with. */
export interface WorkflowRun {
  readonly jobs: Readonly<Record<string, 'success' | 'failure' | 'skipped'>>;
  readonly output: string;
  /** One line a call. */
  readonly tools: readonly string[];
}

/** GitHub as far as a generated workflow needs it: jobs in order, artifacts, variables, stubs of the tools. */
export interface Github {
  readonly run: (push: Push) => WorkflowRun;
  /** What a run has kept: the path inside the artifact's folder. */
  readonly artifact: (name: string) => string | undefined;
  /** A tool fails at calls that begin so. */
  readonly breakTool: (call: string) => void;
  readonly remove: () => void;
}

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Outputs;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly env?: Outputs;
  readonly outputs?: Outputs;
  readonly steps: readonly Step[];
}

/** `vars`: the variables of each GitHub environment. */
export function github(
  files: readonly RenderedFile[],
  moto: Moto,
  vars: Readonly<Record<string, Outputs>>,
): Github {
  const top = mkdtempSync(join(tmpdir(), 'a runner '));
  const {
    jobs,
    env = {},
    defaults,
  } = parse(textOf(files)) as {
    readonly jobs: Readonly<Record<string, Job>>;
    readonly env?: Outputs;
    readonly defaults?: { readonly run?: { readonly 'working-directory'?: string } };
  };
  /** Where `run` stands in a checkout; actions stand at its top. */
  const workingFolder = defaults?.run?.['working-directory'] ?? '.';
  for (const folder of ['bin', 'temp', 'artifacts']) mkdirSync(join(top, folder));
  for (const tool of ['docker', 'skopeo'])
    writeFileSync(join(top, 'bin', tool), TOOL, { mode: 0o755 });
  const place = { calls: join(top, 'calls'), broken: join(top, 'broken') };
  writeFileSync(place.broken, '');
  const machine = {
    ...moto.env,
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    PATH: `${join(top, 'bin')}:${moto.env.PATH ?? ''}`,
    TOOL_CALLS: place.calls,
    TOOL_BROKEN: place.broken,
    MANIFEST,
  };

  /** The jobs in the order of the file, which is that of their needs. */
  const run = ({ event, commit }: Push): WorkflowRun => {
    writeFileSync(place.calls, '');
    const ended: Record<string, 'success' | 'failure' | 'skipped'> = {};
    const needs: Record<string, { readonly outputs: Outputs }> = {};
    let output = '';
    for (const [id, job] of Object.entries(jobs)) {
      const scope = {
        github: { event_name: event, ref_name: 'main', ref_type: 'branch' },
        vars: vars[job.environment ?? ''] ?? {},
        runner: { temp: join(top, 'temp') },
        needs,
      };
      const awaited = job.needs === undefined || ended[job.needs] === 'success';
      if (!awaited || !holds(job.if ?? 'true', scope, true)) {
        ended[id] = 'skipped';
        continue;
      }
      const done = runJob(job, scope, { ...machine, GITHUB_SHA: commit });
      ended[id] = done.succeeded ? 'success' : 'failure';
      needs[id] = { outputs: done.outputs };
      output += done.output;
    }
    return {
      jobs: ended,
      output,
      tools: readFileSync(place.calls, 'utf8').split('\n').filter(Boolean),
    };
  };

  /** Each job has a checkout of its own; after a failed step only those go on that ask for it. */
  const runJob = (job: Job, scope: Scope, machineEnv: NodeJS.ProcessEnv) => {
    const folder = mkdtempSync(join(top, "it's here "));
    const steps: Record<string, { outputs: Record<string, string> }> = {};
    for (const { id } of job.steps) if (id) steps[id] = { outputs: {} };
    const fill = (texts: Outputs) => fillAll(texts, { ...scope, steps });
    let jobEnv: NodeJS.ProcessEnv = { ...machineEnv, ...fill(env), ...fill(job.env ?? {}) };
    let succeeded = true;
    let output = '';
    for (const step of job.steps) {
      if (!holds(step.if ?? 'success()', { ...scope, steps, env: jobEnv }, succeeded)) continue;
      const files = {
        GITHUB_OUTPUT: join(folder, '..', 'output'),
        GITHUB_ENV: join(folder, '..', 'env'),
      };
      for (const file of Object.values(files)) writeFileSync(file, '');
      const stepEnv = { ...jobEnv, ...files, ...fill(step.env ?? {}) };
      const inputs = fill(
        Object.fromEntries(
          Object.entries(step.with ?? {}).map(([key, value]) => [key, String(value)]),
        ),
      );
      const { status, said } =
        step.uses === undefined
          ? bash(step.run ?? '', join(folder, workingFolder), stepEnv)
          : act(step.uses, inputs, { folder, env: stepEnv });
      output += `${step.name ?? step.uses}: ${status}\n${said}`;
      if (status !== 0) succeeded = false;
      if (step.id) Object.assign(steps[step.id]?.outputs ?? {}, assignments(files.GITHUB_OUTPUT));
      jobEnv = { ...jobEnv, ...assignments(files.GITHUB_ENV) };
    }
    return { succeeded, output, outputs: fill(job.outputs ?? {}) };
  };

  /** What each action does, as far as it can be seen here. */
  const act = (
    uses: string,
    inputs: Outputs,
    { folder, env: stepEnv }: { readonly folder: string; readonly env: NodeJS.ProcessEnv },
  ) => {
    const kept = join(top, 'artifacts', inputs.name ?? '');
    switch (uses.replace(/@.*/, '')) {
      case 'actions/checkout':
        // The repo is a folder of the checkout, but for its workflow.
        putFiles(
          join(folder, workingFolder),
          files.filter(({ atTop }) => !atTop),
        );
        return { status: 0, said: '' };
      case 'docker/setup-buildx-action':
        return { status: 0, said: '' };
      case 'docker/build-push-action':
        return bash(
          `test -f "$CONTEXT/Dockerfile" && docker build --target "$TARGET" ${inputs.outputs ? '--output "$OUTPUTS"' : ''}`,
          folder,
          {
            ...stepEnv,
            TARGET: inputs.target ?? '',
            CONTEXT: inputs.context ?? '.',
            OUTPUTS: inputs.outputs,
          },
        );
      case 'aws-actions/configure-aws-credentials':
        return bash(ASSUME, folder, {
          ...stepEnv,
          ROLE: inputs['role-to-assume'],
          REGION: inputs['aws-region'],
        });
      case 'actions/upload-artifact': {
        const path = (inputs.path ?? '').startsWith('/')
          ? (inputs.path ?? '')
          : join(folder, inputs.path ?? '');
        rmSync(kept, { recursive: true, force: true });
        if (existsSync(path)) cpSync(path, join(kept, path.split('/').at(-1) ?? ''));
        return { status: 0, said: '' };
      }
      case 'actions/download-artifact':
        if (!existsSync(kept)) return { status: 1, said: `There is no artifact ${inputs.name}.\n` };
        cpSync(kept, join(folder, inputs.path ?? ''), { recursive: true });
        return { status: 0, said: '' };
      default:
        throw new Error(`Nothing is known of ${uses}.`);
    }
  };

  return {
    run,
    artifact: (name) => {
      const path = join(top, 'artifacts', name);
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    },
    breakTool: (call) => writeFileSync(place.broken, call),
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

/** As the runner does it for `shell: bash`. */
function bash(script: string, folder: string, env: NodeJS.ProcessEnv) {
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const { status, stdout, stderr } = spawnSync(BASH, words, { cwd: folder, env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

function textOf(files: readonly RenderedFile[]): string {
  return files.find(({ atTop }) => atTop)?.contents ?? '';
}

/** The lines NAME=VALUE of a file that steps write to. */
function assignments(file: string): Outputs {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
