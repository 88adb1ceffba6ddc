import type { NamedPolicy, NotGranted } from '../iam/model.ts';
import type { Role } from '../roles/types.ts';

/**
 * Lists what a reader could expect of a role and does not find: actions of options that are off,
 * with the option's name, and actions that no option grants, with the reason.
 */
export function notGranted(
  role: Role,
  switchedOn: readonly string[],
  policies: readonly NamedPolicy[],
  awsManaged: boolean,
): readonly NotGranted[] {
  const granted = new Set(
    policies.flatMap((policy) => policy.statements.flatMap((statement) => statement.actions)),
  );
  const reasons = new Map(role.notGranted.map(({ action, reason }) => [action, reason]));
  for (const [name, option] of Object.entries(role.options)) {
    if (switchedOn.includes(name)) continue;
    for (const action of option.statements.flatMap((statement) => statement.actions)) {
      if (reasons.has(action)) continue;
      reasons.set(action, `Option ${role.id}.${name} is off. ${option.summary}`);
    }
  }
  if (awsManaged && role.managedAlternative) {
    for (const { statements } of role.policies) {
      for (const action of statements.flatMap((statement) => statement.actions)) {
        reasons.set(action, 'Comes with the AWS managed policy, on the resources it names.');
      }
    }
  }
  return [...reasons]
    .filter(([action]) => !granted.has(action))
    .map(([action, reason]) => ({ action, reason }));
}
