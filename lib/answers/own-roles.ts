import type { Role } from '../roles/types.ts';
import type { Answers } from './types.ts';

/** The answers that may decide whether a role of the team is made. */
export const OWN_ROLE_ANSWERS = ['deploy', 'source', 'launchType', 'exec', 'pipeline'] as const;

/** The id of a role of a preset; it has a hyphen, so that no file of a target is called like it. */
export const OWN_ROLE_ID = /^[a-z]+(-[a-z]+)+$/;

/**
 * The roles of the team's presets that these answers make, with the names that the answers give them;
 * of two with one id the later preset's.
 */
export function ownRoles({ presets, ...answers }: Answers): readonly Role[] {
  const all = presets.list.flatMap(({ roles }) => roles);
  const last = new Map(all.map((one) => [one.role.id, one]));
  return [...last.values()]
    .filter(({ when }) =>
      OWN_ROLE_ANSWERS.every((name) => when[name]?.includes(answers[name]) ?? true),
    )
    .map(({ role }) => ({ ...role, name: answers.roleNames[role.id] ?? role.name }));
}
