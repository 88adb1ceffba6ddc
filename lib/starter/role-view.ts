import type { ManagedPolicy, ModelRole, NamedPolicy, NotGranted } from '../iam/model.ts';
import { isRoleId, roleById } from '../roles/registry.ts';
import { quoted, type View } from '../templates.ts';
import { code, listed, prose, sourceLink, table, trustWords } from './markdown.ts';
import { resourceCell, sidCell, stacked } from './statement-cells.ts';

/** One role: who assumes it, what it may do and may not, and why. */
export function roleView(role: ModelRole, common: Settings): View {
  const { notGranted, inlinePolicies, managedPolicies } = role;
  const alternatives = managedAlternatives(role);
  const rows = [
    ...inlinePolicies.flatMap((one) => statementRows(one, code(one.name))),
    ...managedPolicies.flatMap((one) => statementRows(one, `${code(one.name)} (customer-managed)`)),
  ];
  const settings = settingsOf(role).filter((one) => !common.includes(one));
  return {
    id: quoted.text(role.id),
    title: quoted.md(role.title),
    name: quoted.text(code(role.name)),
    purpose: quoted.text(prose(role.purpose)),
    hasSettings: settings.length > 0,
    settings: quoted.text(`${listed(settings)}.`),
    trust: quoted.text(role.trust.map((one) => capitalised(trustWords(one))).join('<br>')),
    hasNoPolicy: rows.length + role.managedPolicyArns.length === 0,
    hasStatements: rows.length > 0,
    statements: quoted.text(table(['Statement', 'Policy', 'Actions', 'Resources', 'Why'], rows)),
    attached: role.managedPolicyArns.map((arn) => quoted.text(code(arn))),
    hasRisk: riskOf(role) !== '',
    risk: quoted.text(prose(riskOf(role))),
    hasNotGranted: notGranted.length > 0,
    notGranted: quoted.text(notGrantedList(notGranted)),
    hasAlternatives: alternatives.length > 0,
    alternatives,
    sources: quoted.text(role.sources.map(sourceLink).join(', ')),
  };
}

type Settings = readonly string[];

/** Path, session, boundary, instance profile and tags, as words. */
function settingsOf({ settings, instanceProfile }: ModelRole): Settings {
  const { path, maxSessionDuration, boundary, tags } = settings;
  const tagWords = Object.entries(tags).map(([key, value]) => code(`${key}=${value}`));
  return [
    `path ${code(path)}`,
    `sessions of at most ${maxSessionDuration} seconds`,
    ...(boundary
      ? [`permissions boundary ${code(boundary)} in the environments that have one`]
      : []),
    ...(instanceProfile ? [`instance profile ${code(instanceProfile)}`] : []),
    `tags ${listed(tagWords)}`,
  ];
}

/** The settings that every role has: the page says them once. */
export function commonSettings(roles: readonly ModelRole[]): Settings {
  const [first, ...others] = roles.map(settingsOf);
  return (first ?? []).filter((one) => others.every((list) => list.includes(one)));
}

function statementRows(
  { statements }: NamedPolicy | ManagedPolicy,
  policy: string,
): readonly (readonly string[])[] {
  return statements.map((statement) => [
    sidCell(statement),
    policy,
    stacked(statement.actions),
    resourceCell(statement.resources, statement.conditions),
    prose(statement.why),
  ]);
}

/** Actions with one reason between them share a line. */
function notGrantedList(list: readonly NotGranted[]): string {
  const byReason = new Map<string, string[]>();
  for (const { action, on, reason } of list) {
    const what = on === undefined ? code(action) : `${code(action)} on ${prose(on)}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), what]);
  }
  return [...byReason].map(([reason, on]) => `- ${listed(on)}: ${prose(reason)}`).join('\n');
}

/** What whoever controls the role can do; '' for a role that is not of the catalogue. */
function riskOf({ id }: ModelRole): string {
  return isRoleId(id) ? roleById(id).risk : '';
}

function managedAlternatives({ id }: ModelRole): readonly View[] {
  if (!isRoleId(id)) return [];
  const { managedAlternative, options } = roleById(id);
  const forOptions = Object.entries(options)
    .filter(([, option]) => option.managedPolicyArn !== undefined && !option.attachManagedPolicy)
    .map(([name, { managedPolicyArn = '' }]) => ({
      name: quoted.text(code(managedPolicyArn)),
      opens: quoted.text(`the same as option ${code(name)}, on every resource.`),
    }));
  if (managedAlternative === undefined) return forOptions;
  const { arn, opens } = managedAlternative;
  return [{ name: quoted.text(code(arn)), opens: quoted.text(prose(opens)) }, ...forOptions];
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
