import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Service } from '../service/types.ts';
import { shellText } from '../shell.ts';
import { gitAround } from './git-around.ts';
import type { WritePlan } from './write-plan.ts';
import { changedNothing } from './write-words.ts';

/** A finished run, as far as its last words need it. */
export interface FinishedRun {
  readonly service: Service;
  /** Settled. */
  readonly plan: WritePlan;
  /** Where the user stands: the next commands begin there. Absolute. */
  readonly from: string;
}

/** A command to be typed, and what it does in a few words, where that does not go without saying. */
export interface NextCommand {
  readonly command: string;
  readonly does: string;
}

/**
 * The three commands that fit the repo as it stands, to be typed where the user stands: keep it in git,
 * practise, deploy, validate. Before them the folder is entered, where the user stands elsewhere.
 */
export function nextCommands({ service, plan, from }: FinishedRun): readonly NextCommand[] {
  const { folder } = plan;
  const environment = shellText(service.environments[0]?.name ?? '');
  const isKept = gitAround(folder) !== undefined;
  const isNew = plan.marker === undefined;
  const candidates: readonly (NextCommand & { readonly fits: boolean })[] = [
    { fits: !isKept, command: 'git init && git add --all', does: 'keeps its history' },
    {
      fits: isKept && !isNew && !changedNothing(plan),
      command: 'git diff',
      does: 'shows what this run changed',
    },
    {
      fits: isNew && !hasPractised(folder),
      command: `ecs-iam apply --practice${service.environments.length > 1 ? ` --environment ${environment}` : ''}`,
      does: 'tries it without an account',
    },
    {
      fits: true,
      command: `scripts/deploy-iam.sh ${environment} --dry-run`,
      does: 'shows the deployment; without --dry-run, makes it',
    },
    {
      fits: true,
      command: `scripts/validate-iam.sh ${environment}`,
      does: 'compares the account with the repo',
    },
    { fits: true, command: 'ecs-iam map', does: 'draws who may do what' },
  ];
  const path = pathFrom(from, folder);
  const enter = path === '' ? [] : [{ command: `cd ${shellText(path)}`, does: '' }];
  const fitting = candidates.filter(({ fits }) => fits).slice(0, 3);
  return [...enter, ...fitting.map(({ command, does }) => ({ command, does }))];
}

/** The folder as someone types it where they stand; '' for that very place. */
export function pathFrom(from: string, folder: string): string {
  const path = relative(resolve(from), folder);
  return path.startsWith('..') ? folder : path;
}

/** True once `apply --practice` was run here. */
function hasPractised(folder: string): boolean {
  const kept = join(folder, '.ecs-iam');
  return existsSync(kept) && readdirSync(kept).some((name) => /^practice-.*\.json$/.test(name));
}
