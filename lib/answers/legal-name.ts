import { PLACEHOLDERS } from '../iam/placeholders.ts';
import type { EnvironmentAnswers } from './types.ts';

/** Project and environment together: the longest role name pattern leaves them 39 of 64 characters. */
const MOST_TOGETHER = 39;

/**
 * Makes a folder's name a project name that fits every derived name; `my-service` when nothing of
 * it is left.
 */
export function legalProjectName(
  folder: string,
  environments: readonly EnvironmentAnswers[],
): string {
  const longest = Math.max(0, ...environments.map(({ name }) => name.length));
  const name = folder
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/[-_]{2,}/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, Math.max(1, MOST_TOGETHER - longest))
    .replace(/[-_]+$/, '');
  return PLACEHOLDERS.project.pattern.test(name) ? name : 'my-service';
}
