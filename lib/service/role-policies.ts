import type { Answers } from '../answers/types.ts';
import type { NamedPolicy, NotGranted, Statement } from '../iam/model.ts';
import type { TemplateString } from '../iam/template-string.ts';
import { PROMOTION_POLICY } from '../roles/codepipeline/options.ts';
import { VALIDATION_POLICY } from '../roles/shared/validation.ts';
import type { Role, RoleOption } from '../roles/types.ts';
import { isOnUsedPrefix } from './connection-prefix.ts';
import { repeatStatement, rowsOf } from './repeat.ts';
import { taskDefinitionNeeds } from './task-definition-needs.ts';
import { executionPolicies, taskGrants } from './task-grants.ts';
import type { ChosenRole } from './types.ts';

/** The role's own policies: the catalogue's, with what its options and the task's grants add or replace. */
export function namedPolicies(chosen: ChosenRole, answers: Answers): readonly NamedPolicy[] {
  const { role } = chosen;
  const base = replacesBase(chosen) ? [] : role.policies;
  const byName = new Map<string, readonly Statement[]>(
    base.map((policy) => [policy.name, policy.statements]),
  );
  for (const option of optionsOf(chosen)) {
    if (option.policy === undefined || replacesOption(chosen, option)) continue;
    const kept = (byName.get(option.policy) ?? []).filter(
      (statement) => !option.replaces?.includes(statement.sid),
    );
    byName.set(option.policy, [...kept, ...option.statements]);
  }
  for (const { name, statements } of answeredPolicies(chosen, answers)) {
    const present = byName.get(name) ?? [];
    const sids = new Set(present.map((statement) => statement.sid));
    byName.set(name, [...present, ...statements.filter((statement) => !sids.has(statement.sid))]);
  }
  const rows = rowsOf(answers);
  // A policy of the validation may be empty here: its reads are added when every role is known.
  return [...byName]
    .map(
      ([name, statements]) =>
        [
          name,
          statements.filter(
            (one) => isOnUsedPrefix(one, answers) && taskDefinitionNeeds(one, chosen.id, answers),
          ),
        ] as const,
    )
    .filter(([name, statements]) => statements.length > 0 || FILLED_LATER.includes(name))
    .map(([name, statements]) => ({
      name,
      statements: statements.map((statement) => repeatStatement(statement, rows)),
    }));
}

/** Their statements name roles, which are known when every role is. */
const FILLED_LATER: readonly string[] = [VALIDATION_POLICY, PROMOTION_POLICY];

/** The policies that the answers hold themselves: grants, and statements of the user's own. */
function answeredPolicies({ id, role }: ChosenRole, answers: Answers): readonly NamedPolicy[] {
  if (role.takesGrants) return taskGrants(answers);
  return id === 'task-execution' ? executionPolicies(answers) : [];
}

/** The AWS managed policies that are attached: always, or in place of the role's own. */
export function attachedPolicies(chosen: ChosenRole): readonly TemplateString[] {
  const { managedPolicyArns = [], managedAlternative } = chosen.role;
  const arns = [...managedPolicyArns];
  if (managedAlternative && replacesBase(chosen)) arns.push(managedAlternative.arn);
  for (const option of optionsOf(chosen)) {
    const { managedPolicyArn, attachManagedPolicy } = option;
    const isAttached = attachManagedPolicy || replacesOption(chosen, option);
    if (managedPolicyArn && isAttached) arns.push(managedPolicyArn);
  }
  return [...new Set(arns)];
}

/** True where the role has an AWS managed policy to put in place of its own. */
export function hasManagedAlternative(chosen: ChosenRole): boolean {
  const { role } = chosen;
  return (
    role.managedAlternative !== undefined ||
    optionsOf(chosen).some((option) => hasAlternative(role, option))
  );
}

/** The options of a role that are on. */
export function optionsOf({ role, options }: ChosenRole): readonly RoleOption[] {
  return options.flatMap((name) => role.options[name] ?? []);
}

/** True where an AWS managed policy takes the place of the role's base policies. */
function replacesBase({ role, policies }: ChosenRole): boolean {
  return policies === 'aws-managed' && role.managedAlternative !== undefined;
}

/** True where an AWS managed policy takes the place of an option's statements. */
function replacesOption({ role, policies }: ChosenRole, option: RoleOption): boolean {
  return policies === 'aws-managed' && hasAlternative(role, option);
}

/** A role without base policies has its alternatives at the options; elsewhere options stay inline. */
function hasAlternative(role: Role, option: RoleOption): boolean {
  const { managedPolicyArn, attachManagedPolicy } = option;
  return role.policies.length === 0 && managedPolicyArn !== undefined && !attachManagedPolicy;
}

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
  return `${first} The option is off; --option ${role.id}.${name} grants it.`;
}
