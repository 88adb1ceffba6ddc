import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { powershellScript } from './powershell.ts';
import type { CompletedCommand } from './words.ts';
import { zshScript } from './zsh.ts';

/** The shells that can complete. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof SHELLS)[number];

/** The script that completes in one shell; the first command is the one without a word. */
export function completionScript(
  shell: Shell,
  commands: readonly [CompletedCommand, ...CompletedCommand[]],
): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript }[
    shell
  ](commands);
}
