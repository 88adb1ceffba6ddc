import { relative } from 'node:path';
import { shellText } from '../shell.ts';
import type { AccountOptions } from './account-flags.ts';

/** The line that applies one environment, or 'all', of the repo in a folder, with the flags of this run. */
export function mendingCommand(
  root: string,
  options: AccountOptions,
  environment: string | undefined,
): string {
  const { profile, region, practice, practiceFile, adopt, prune, definition } = options;
  const folder = relative(root, process.cwd()).startsWith('..') ? relative('.', root) : '';
  const value = (flag: string, text: string | undefined) =>
    text === undefined ? [] : [flag, shellText(text)];
  return [
    'ecs-iam apply',
    ...(folder === '' ? [] : [shellText(folder)]),
    ...value('--environment', environment),
    ...(practice && practiceFile === undefined ? ['--practice'] : []),
    ...value('--practice-file', practiceFile),
    ...value('--profile', profile),
    ...value('--region', region),
    ...value('--definition', definition),
    ...(adopt ? ['--adopt'] : []),
    ...(prune ? ['--prune'] : []),
  ].join(' ');
}
