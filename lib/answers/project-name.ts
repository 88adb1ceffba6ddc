import { shown, UserError } from '../errors.ts';
import { PLACEHOLDERS } from '../iam/placeholders.ts';
import type { EnvironmentAnswers } from './types.ts';

/** The longest pattern of a role name leaves project and environment 39 of 64 characters. */
const MOST_TOGETHER = 39;

/** A project name that follows from a folder's name and fits every derived name; '' for none. */
export function proposedProject(
  folder: string,
  environments: readonly EnvironmentAnswers[],
): string {
  const most = longestName(environments);
  if (PLACEHOLDERS.project.pattern.test(folder) && folder.length <= most) return folder;
  const name = folder
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/[-_]{2,}/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, most)
    .replace(/[-_]+$/, '');
  return PLACEHOLDERS.project.pattern.test(name) ? name : '';
}

function longestName(environments: readonly EnvironmentAnswers[]): number {
  return Math.max(1, MOST_TOGETHER - Math.max(0, ...environments.map(({ name }) => name.length)));
}

/** The fault of a folder whose name cannot be the project's, with the name that could be. */
export function folderNameFault(
  folder: string,
  proposed: string,
  environments: readonly EnvironmentAnswers[],
): UserError {
  const { pattern, takes } = PLACEHOLDERS.project;
  const why = pattern.test(folder)
    ? `with these environments it has at most ${longestName(environments)} characters`
    : `it takes ${takes}`;
  return new UserError(
    'FolderNameIllegal',
    `The folder's name ${shown(folder)} cannot be the project's name: ${why}.`,
    `Name the project: --project ${proposed === '' ? 'NAME' : proposed}.`,
  );
}
