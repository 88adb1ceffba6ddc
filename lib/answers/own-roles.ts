import type { Role } from '../roles/types.ts';
import type { Answers } from './types.ts';

/** The answers that may decide whether a role of the team is made. */
export const OWN_ROLE_ANSWERS = ['deploy', 'source', 'launchType', 'exec', 'pipeline'] as const;

/** The roles of the team's presets that these answers make; of two with one id the later preset's. */
export function ownRoles({ presets, ...answers }: Answers): readonly Role[] {
  const all = presets.list.flatMap(({ roles }) => roles);
  const last = new Map(all.map((one) => [one.role.id, one]));
  return [...last.values()]
    .filter(({ when }) =>
      OWN_ROLE_ANSWERS.every((name) => when[name]?.includes(answers[name]) ?? true),
    )
    .map(({ role }) => role);
}
