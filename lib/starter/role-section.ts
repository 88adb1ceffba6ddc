import { trustDocument } from '../iam/document.ts';
import type { ModelRole, NotGranted } from '../iam/model.ts';
import { isRoleId, roleById } from '../roles/registry.ts';
import { blocks, bullets, code, fenced, prose, sourceLink, table } from './markdown.ts';
import { statementTable } from './statement-table.ts';
import { trustWords } from './trust-words.ts';

/** One role's section of docs/roles.md. */
export function roleSection(role: ModelRole): string {
  return blocks(
    `## ${prose(role.title)}`,
    `${code(role.name)}: ${prose(role.purpose)}`,
    settings(role),
    '### Who may assume it',
    bullets(role.trust.map((statement) => capitalised(trustWords(statement)))),
    fenced('json', JSON.stringify(trustDocument(role.trust), null, 2)),
    '### What it may do',
    permissions(role),
    ...notGranted(role.notGranted),
    ...managedAlternatives(role),
    '### Sources',
    bullets(role.sources.map(sourceLink)),
  );
}

function settings({ settings, instanceProfile }: ModelRole): string {
  const boundary =
    settings.boundary === undefined
      ? []
      : [`Permissions boundary: ${code(settings.boundary)}, in the environments that have one.`];
  const profile =
    instanceProfile === undefined ? [] : [`Instance profile: ${code(instanceProfile)}.`];
  const tags = Object.entries(settings.tags).map(([key, value]) => code(`${key}=${value}`));
  return bullets([
    `Path ${code(settings.path)}, sessions of at most ${settings.maxSessionDuration} seconds.`,
    ...boundary,
    ...profile,
    ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}.`] : []),
  ]);
}

function permissions({ inlinePolicies, managedPolicies, managedPolicyArns }: ModelRole): string {
  const policies = [
    ...inlinePolicies.map(({ name, statements }) =>
      blocks(`Inline policy ${code(name)}:`, statementTable(statements)),
    ),
    ...managedPolicies.map(({ name, statements }) =>
      blocks(`Customer-managed policy ${code(name)}:`, statementTable(statements)),
    ),
    ...managedPolicyArns.map((arn) => `Attached AWS managed policy: ${code(arn)}.`),
  ];
  return policies.length > 0
    ? blocks(...policies)
    : 'Nothing yet: it has no policy. That is a valid start; grant what the code turns out to need.';
}

/** Actions with one reason between them share a row. */
function notGranted(list: readonly NotGranted[]): readonly string[] {
  if (list.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { action, on, reason } of list) {
    const what = on === undefined ? code(action) : `${code(action)} on ${prose(on)}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), what]);
  }
  const rows = [...byReason].map(([reason, actions]) => [actions.join('<br>'), prose(reason)]);
  return ['### What it may not do, and why', table(['Actions', 'Reason'], rows)];
}

function managedAlternatives({ id }: ModelRole): readonly string[] {
  if (!isRoleId(id)) return [];
  const { managedAlternative, options } = roleById(id);
  const standIns = Object.entries(options)
    .filter(([, option]) => option.managedPolicyArn !== undefined && !option.attachManagedPolicy)
    .map(
      ([name, { managedPolicyArn }]) =>
        `for option ${code(name)}: ${code(managedPolicyArn ?? '')}, the same on every resource.`,
    );
  const whole =
    managedAlternative === undefined
      ? []
      : [`${code(managedAlternative.arn)}: ${prose(managedAlternative.opens)}`];
  if (whole.length + standIns.length === 0) return [];
  const intro = `What AWS keeps up to date, and what it opens beyond the scoped policies (${code(`--role-policies ${id}=aws-managed`)} puts it in their place):`;
  return ['### The AWS managed alternative', intro, bullets([...whole, ...standIns])];
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
