import type { RoleEffect } from './definition-effects.ts';

/**
 * What definitions grant and take, in lines of text for people. Roles with the same are one paragraph,
 * also where only their settings are the same.
 */
export function effectsText(effects: readonly RoleEffect[]): string {
  const paragraphs = new Map<string, RoleEffect[]>();
  for (const part of effects.flatMap((one) => parts(one, effects))) {
    const { role: _, environments: __, ...content } = part;
    const key = JSON.stringify(content);
    paragraphs.set(key, [...(paragraphs.get(key) ?? []), part]);
  }
  const lines = [...paragraphs.values()].flatMap((same) => {
    const [{ grants = [], takes = [], changes = [] } = {}] = same;
    return [
      headOf(same),
      ...grants.map((one) => `  grants  ${one}`),
      ...takes.map((one) => `  takes   ${one}`),
      ...changes.map((one) => `  now     ${one}`),
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** An effect, apart from the settings that another role has alike. */
function parts(effect: RoleEffect, all: readonly RoleEffect[]): readonly RoleEffect[] {
  const { grants, takes, changes, ...place } = effect;
  if (grants.length + takes.length === 0 || changes === undefined) return [effect];
  const text = JSON.stringify(changes);
  const isShared = all.some((one) => one !== effect && JSON.stringify(one.changes) === text);
  const nothing = { grants: [], takes: [] };
  return isShared
    ? [
        { ...place, grants, takes },
        { ...place, ...nothing, changes },
      ]
    : [effect];
}

/** `task, codebuild (dev, prod); codepipeline (dev)`. */
function headOf(effects: readonly RoleEffect[]): string {
  const roles = new Map<string, string[]>();
  for (const { role, environments } of effects) {
    const key = environments.join(', ');
    roles.set(key, [...(roles.get(key) ?? []), role]);
  }
  return [...roles].map(([where, names]) => `${names.join(', ')} (${where})`).join('; ');
}
