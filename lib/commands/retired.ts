import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAnswersFile } from '../answers/answers-file.ts';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { UserError } from '../errors.ts';
import type { Service } from '../service/types.ts';
import {
  contentHash,
  inLineEndingsOf,
  MARKER,
  readWrittenFiles,
  withRetiredList,
} from '../starter/marker.ts';
import { readRetired, retiredDefinition } from '../starter/retired.ts';
import type { Retired } from '../starter/retired-entry.ts';
import { type Current, retiredName, retiredText, retiredWords } from '../starter/retired-words.ts';
import type { DefinedEnvironment, DefinedProject } from './load-repo.ts';
import type { CommandIo, Outcome, Run } from './run.ts';

/** What the repo in a folder lists as retired. @throws UserError `MarkerBroken`. */
export function retiredIn(root: string): readonly Retired[] {
  return readRetired(markerIn(root));
}

function markerIn(root: string): string | undefined {
  try {
    return readFileSync(join(root, MARKER), 'utf8');
  } catch {
    return undefined;
  }
}

/** Takes entries off the list. */
function forget(root: string, gone: readonly Retired[]): void {
  const marker = markerIn(root);
  if (marker === undefined || gone.length === 0) return;
  const texts = gone.map((one) => JSON.stringify(one));
  const left = readRetired(marker).filter((one) => !texts.includes(JSON.stringify(one)));
  writeFileSync(join(root, MARKER), inLineEndingsOf(marker, withRetiredList(marker, left)));
}

/** The environments with the roles that earlier answers made in them. */
export function withEarlier(root: string, defined: DefinedProject): DefinedProject {
  const roles = retiredIn(root).filter(({ kind }) => kind === 'role');
  return {
    ...defined,
    environments: defined.environments.map((one) => {
      const own = roles.filter(
        ({ project, environment }) => project === defined.project && environment === one.name,
      );
      const names = own.flatMap((entry) =>
        entry.roles.map(({ id = '', name }) => [name, id] as const),
      );
      return names.length === 0 ? one : { ...one, earlier: new Map(names) };
    }),
  };
}

/** Says what stands in the account that the repo no longer has. */
export function nameRetired(root: string, defined: DefinedProject, io: CommandIo): void {
  io.err(retiredText(retiredIn(root), currentOf(defined)));
}

function currentOf({ project, environments }: DefinedProject): Current {
  return { project, environments: environments.map(({ name }) => name) };
}

/**
 * The environment that `destroy --environment NAME` means where the answers have none of this name.
 * What a stack or a state owns is only taken off the list, with --confirm: then there is none.
 *
 * @throws UserError `OwnedByTool`, with the commands of the tool.
 */
export function retiredEnvironment(
  run: Pick<Run, 'root' | 'options' | 'io'>,
  defined: DefinedProject,
  name: string,
): DefinedEnvironment | 'forgotten' | undefined {
  const current = currentOf(defined);
  if (current.environments.includes(name)) return undefined;
  const all = retiredIn(run.root).filter((one) => retiredName(one, current) === name);
  const [first] = all;
  if (first === undefined) return undefined;
  if (first.kind === 'target') {
    if (run.options.confirm !== name) {
      const [sentence = ''] = retiredWords([first], current);
      throw new UserError('OwnedByTool', 'Nothing was changed.', sentence);
    }
    forget(run.root, [first]);
    run.io.err(`${name} is off the list; the account was not changed.\n`);
    return 'forgotten';
  }
  const roles = all.flatMap((one) => one.roles);
  return {
    name: first.environment,
    values: first.values,
    definition: retiredDefinition({ ...first, roles }),
    roleNames: {},
  };
}

/**
 * Takes off the list what a run has deleted. Nothing found is enough where the account is known to be
 * the right one.
 */
export function forgetDestroyed(
  { root, command, options }: Pick<Run, 'root' | 'command' | 'options'>,
  { report }: Outcome,
): void {
  if (report.status !== 'applied' || report.plan.blocked.length > 0) return;
  const { plan, done } = report;
  const isDestroy = command === 'destroy';
  const kinds = isDestroy ? ['environment', 'role', 'target'] : ['role'];
  const stays = plan.notes.filter(({ kind }) => kind === 'leftover').map(({ owner }) => owner);
  const gone = retiredIn(root).filter((one) => {
    const { account } = one.values;
    if (one.project !== plan.project || one.environment !== plan.environment) return false;
    if (!kinds.includes(one.kind) || (one.kind === 'target' && one.target !== 'cli')) return false;
    if (account !== undefined && account !== plan.account) return false;
    if (!isDestroy && !options.prune) return false;
    if (one.roles.some(({ name }) => stays.includes(name))) return false;
    return done > 0 || (account !== undefined && !options.practice);
  });
  forget(root, gone);
}

/** That the files are from other answers than ecs-iam.json has now, where it is so. */
export function otherAnswers(
  root: string,
  { answers }: Pick<Service, 'answers'>,
): readonly string[] {
  const written = readWrittenFiles(markerIn(root))[ANSWERS_FILE];
  if (written === undefined || written === contentHash(writeAnswersFile(answers))) return [];
  return [
    `The files of this repo were written from other answers than ${ANSWERS_FILE} has now; npx generator-ecs-iam writes them anew.`,
  ];
}

/** Says so. */
export function nameOtherAnswers(
  root: string,
  service: Pick<Service, 'answers'>,
  io: Pick<CommandIo, 'err'>,
): void {
  for (const sentence of otherAnswers(root, service)) io.err(`${sentence}\n`);
}
