import type { RoleEffect } from './definition-effects.ts';

/** What definitions grant and take, in lines of text for people. */
export function effectsText(effects: readonly RoleEffect[]): string {
  const lines = effects.flatMap(({ role, environments, grants, takes }) => [
    `${role} (${environments.join(', ')})`,
    ...grants.map((one) => `  grants  ${one}`),
    ...takes.map((one) => `  takes   ${one}`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}
