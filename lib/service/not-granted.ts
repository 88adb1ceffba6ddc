import type { NamedPolicy, NotGranted } from '../iam/model.ts';
import type { Role, RoleOption } from '../roles/types.ts';
import type { ChosenRole } from './types.ts';

/**
 * Lists what a reader could expect of a role and does not find: what the catalogue names, then the
 * actions of options that are off and of statements that an option took the place of.
 *
 * Actions that an attached AWS managed policy grants in place of the base are not among them.
 */
export function notGranted(
  { role, options: switchedOn }: ChosenRole,
  policies: readonly NamedPolicy[],
): readonly NotGranted[] {
  const granted = new Set(policies.flatMap(actionsOf));
  const reasons = new Map<string, string>();
  const give = (actions: readonly string[], reason: string) => {
    for (const action of actions) if (!reasons.has(action)) reasons.set(action, reason);
  };
  for (const { action, on, reason } of role.notGranted) {
    if (on === undefined) give([action], reason);
  }
  for (const [name, option] of Object.entries(role.options)) {
    if (switchedOn.includes(name)) give(replacedActions(role, option), option.whyReplaced ?? '');
    else give(actionsOf(option), option.whenOff ?? onlyWith(role, name, option));
  }
  return [
    ...role.notGranted.filter(({ on }) => on !== undefined),
    ...[...reasons]
      .filter(([action, reason]) => reason !== '' && !granted.has(action))
      .map(([action, reason]) => ({ action, reason })),
  ];
}

function actionsOf({ statements }: Pick<NamedPolicy, 'statements'>): readonly string[] {
  return statements.flatMap((statement) => statement.actions);
}

/** Actions of the statements, of any option or the base, that this option leaves out. */
function replacedActions(role: Role, { policy, replaces = [] }: RoleOption): readonly string[] {
  const all = [
    ...role.policies.filter(({ name }) => name === policy),
    ...Object.values(role.options).filter((option) => option.policy === policy),
  ];
  return all
    .flatMap(({ statements }) => statements)
    .filter(({ sid }) => replaces.includes(sid))
    .flatMap((statement) => statement.actions);
}

function onlyWith(role: Role, name: string, { summary }: RoleOption): string {
  const [first = ''] = summary.split(/(?<=\.)\s/, 1);
  return `${first} Off; --option ${role.id}.${name} grants it.`;
}
