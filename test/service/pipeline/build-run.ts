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
import { fillString } from '../../../lib/iam/template-string.ts';
import type { BuildProject } from '../../../lib/service/pipeline/types.ts';
import type { RenderedFile } from '../../../lib/targets/types.ts';
import { MOTO_ACCOUNT, MOTO_REGION, type Moto } from '../../support/moto.ts';
import type { BuiltPipeline } from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import { BASH } from '../../support/script-repo.ts';

/** What a build said, and how each phase ended. */
export interface BuildRun {
  /** Exit code of each phase. */
  readonly phases: Readonly<Record<string, number>>;
  readonly output: string;
  /** One line a docker call. */
  readonly docker: readonly string[];
}

/** A generated repo as CodeBuild has it: its source, the project's variables, docker, aws. */
export interface BuildRepo {
  readonly folder: string;
  /** As the project of an environment; absent: of the pipeline's own. */
  readonly build: (buildspec: string, commit?: string, environment?: string) => BuildRun;
  readonly script: (name: string, ...words: readonly string[]) => readonly [number | null, string];
  readonly read: (path: string) => string;
  /** Puts an artifact that another build handed on. */
  readonly write: (path: string, text: string) => void;
  /** Docker fails at calls that begin so. */
  readonly breakDocker: (call: string) => void;
  readonly remove: () => void;
}

/**
 * Played for docker: notes its words; a run makes the folder it mounts, as docker does; a push puts
 * an image into the emulator's registry.
 */
const DOCKER = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$DOCKER_CALLS"
if [ -s "$DOCKER_BROKEN" ] && [[ "$*" == "$(cat "$DOCKER_BROKEN")"* ]]; then exit 1; fi
case "$1" in
  login) [ -n "$(cat)" ] ;;
  run) mkdir -p reports && printf '<testsuites/>\\n' >reports/junit.xml ;;
  push)
    aws ecr put-image --repository-name "$REPOSITORY" --image-tag "\${2##*:}" \\
      --image-manifest "\${MANIFEST//SEED/$RANDOM}" >/dev/null
    ;;
esac
`;

/** Of an image, as small as the emulator takes it; no two have the same digest. */
const MANIFEST = {
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  config: { mediaType: 'application/json', size: 1, digest: 'sha256:SEED' },
  layers: [{ mediaType: 'application/gzip', size: 1, digest: 'sha256:SEED' }],
};

const PHASES = ['pre_build', 'build', 'post_build'] as const;

/** Puts the files under a path with a space; builds run as the projects of this environment. */
export function buildRepo(
  files: readonly RenderedFile[],
  service: BuiltPipeline,
  moto: Moto,
): BuildRepo {
  const top = mkdtempSync(join(tmpdir(), 'a build '));
  const folder = join(top, "it's here");
  // A build begins at the top of the source, wherever the repo lies in it.
  const repo = join(folder, service.answers.sourceFolder);
  putFiles(repo, files);
  mkdirSync(join(top, 'bin'));
  writeFileSync(join(top, 'bin/docker'), DOCKER, { mode: 0o755 });
  const calls = join(top, 'calls');
  const broken = join(top, 'broken');
  writeFileSync(broken, '');
  const env = {
    ...moto.env,
    PATH: `${join(top, 'bin')}:${moto.env.PATH ?? ''}`,
    MANIFEST: JSON.stringify(MANIFEST),
    DOCKER_CALLS: calls,
    DOCKER_BROKEN: broken,
  };
  const run = (words: readonly string[], more: NodeJS.ProcessEnv = {}, cwd = folder) =>
    spawnSync(BASH, words, { cwd, env: { ...env, ...more }, encoding: 'utf8' });
  const read = (path: string) => readFileSync(join(repo, path), 'utf8');
  const inSource = (path: string) => readFileSync(join(folder, path), 'utf8');
  const isDeployed = ({ id }: Pick<BuildProject, 'id'>) => id === 'deploy';
  const artifact = join(top, 'artifact');
  /** What a build that succeeded hands on: the source of the one that deploys. */
  const handOn = ({ files: paths, 'base-directory': base = '.' }: Artifacts) => {
    for (const path of paths) cpSync(join(folder, base, path), join(artifact, path));
  };
  const projectOf = (text: string, environment?: string) =>
    everyProject(service).find(
      ({ buildspec, ...project }) =>
        project.environment === environment &&
        (buildspec.kind === 'inline'
          ? buildspec.contents === text
          : (isDeployed(project) ? read : inSource)(buildspec.path) === text),
    );
  return {
    folder,
    build: (buildspec, commit = 'abc1234', environment = undefined) => {
      writeFileSync(calls, '');
      const spec: { readonly artifacts?: Artifacts } & Phases = parse(buildspec);
      const project = projectOf(buildspec, environment);
      const usesArtifact = project !== undefined && isDeployed(project) && existsSync(artifact);
      const { stdout, stderr } = run(
        ['-c', buildScript(spec)],
        {
          ...projectVariables(project, service),
          CODEBUILD_RESOLVED_SOURCE_VERSION: commit,
        },
        usesArtifact ? artifact : folder,
      );
      const ends = [...stdout.matchAll(/^phase (\w+) (\d+)$/gm)];
      if (spec.artifacts && ends.every(([, , status]) => status === '0')) handOn(spec.artifacts);
      return {
        phases: Object.fromEntries(ends.map(([, name, status]) => [name, Number(status)])),
        output: stdout + stderr,
        docker: readFileSync(calls, 'utf8').split('\n').filter(Boolean),
      };
    },
    script: (name, ...words) => {
      const { status, stdout, stderr } = run([join(repo, 'scripts', name), ...words]);
      return [status, stdout + stderr];
    },
    read,
    write: (path, text) => writeFileSync(join(folder, path), text),
    breakDocker: (call) => writeFileSync(broken, call),
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

interface Phases {
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
}

/** What a buildspec says of the files that a build hands on. */
interface Artifacts {
  readonly files: readonly string[];
  readonly 'base-directory'?: string;
}

/** Those of the pipeline's account, and of the others. */
function everyProject({ pipeline }: BuiltPipeline): readonly BuildProject[] {
  return [...pipeline.projects, ...pipeline.elsewhere.flatMap(({ projects }) => projects)];
}

/** The variables that the first environment's project has, in the emulator's account. */
function projectVariables(
  project: BuildProject | undefined,
  { environments: [environment] }: BuiltPipeline,
): NodeJS.ProcessEnv {
  if (project === undefined) throw new Error('No project has this buildspec.');
  const values = {
    ...environment?.values,
    ...{ account: MOTO_ACCOUNT, region: MOTO_REGION },
    ...{ partition: 'aws', dnsSuffix: 'amazonaws.com' },
    environment: environment?.name ?? '',
  };
  return Object.fromEntries(
    project.variables.map(({ name, value }) => [name, fillString(value, values)]),
  );
}

/**
 * The phases as CodeBuild runs them: all in one shell; a phase ends at its first failing command;
 * after a failed build the last phase runs all the same.
 */
function buildScript({ phases }: Phases): string {
  const blocks = PHASES.filter((name) => phases[name]).map((name) => {
    const steps = phases[name]?.commands.map(
      (one) => `if [ $status = 0 ]; then\n${one}\nstatus=$?\nfi`,
    );
    const after =
      name === 'post_build' ? '' : '[ $status = 0 ] || export CODEBUILD_BUILD_SUCCEEDING=0';
    const skipped = name === 'build' ? '[ $CODEBUILD_BUILD_SUCCEEDING = 1 ] || exit 1' : '';
    return [skipped, 'status=0', ...(steps ?? []), `echo "phase ${name} $status"`, after].join(
      '\n',
    );
  });
  return ['export CODEBUILD_BUILD_SUCCEEDING=1', ...blocks].join('\n');
}
