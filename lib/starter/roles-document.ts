import { crossesAccounts, homeServes, promotes } from '../answers/promotion.ts';
import { resourceDocument, trustDocument } from '../iam/document.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type {
  Model,
  ModelRole,
  NotGranted,
  ResourcePolicy,
  ResourceStatement,
  Statement,
} from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { environmentsWith } from '../iam/where.ts';
import { printDense } from '../json.ts';
import { isRoleId, roleById } from '../roles/registry.ts';
import { leftOutRoles } from '../service/notes.ts';
import type { Service } from '../service/types.ts';
import type { TargetReadme } from '../targets/types.ts';
import { type Quoted, quoted, renderTemplate, type View } from '../templates.ts';
import {
  code,
  conditionWords,
  fenced,
  listed,
  principalWords,
  prose,
  sourceLink,
  table,
  trustWords,
} from './markdown.ts';

/**
 * docs/roles.md: how other infrastructure code refers to the roles; every role with its trust, its
 * statements and their reasons; and those left out.
 */
export function rolesDocument(service: Service, { use }: TargetReadme): string {
  const { model } = service;
  const { project } = model;
  const shown = mapStrings(model, (value) => substitute(value, { project }));
  const leftOut = leftOutRoles(service);
  return renderTemplate('starter/roles.md.ejs', {
    project: quoted.md(project),
    use: quoted.text(use),
    roles: shown.roles.map((role) => ({ ...roleView(role), ...whereView(role, service) })),
    ...promotionView(service),
    hasBoundary: shown.roles.some(({ settings }) => settings.boundary !== undefined),
    ...sharedView(shown, service),
    nothingLeftOut: leftOut.length === 0,
    leftOut: leftOut.map(({ id, title, why }) => ({
      id: quoted.code(id),
      title: quoted.md(title),
      why: quoted.text(prose(why)),
    })),
  });
}

/** The environments that have a role, where not every one has it. */
function whereView(role: ModelRole, { model, environments }: Service): View {
  const names = environmentsWith(role, environments, model.home);
  return {
    isApart: role.where !== undefined,
    where: quoted.text(listed(names.map(code))),
  };
}

/** Who can put an image where, with one pipeline of several environments. */
function promotionView({ answers, model, environments, pipeline }: Service): View {
  const others = environments.map(({ name }) => name).filter((name) => name !== model.home);
  const asked = pipeline?.stages.flatMap(({ name }) => /^Approve-(.+)$/.exec(name)?.[1] ?? []);
  const isPromoted = pipeline !== undefined && promotes(answers);
  return {
    isPromoted,
    home: quoted.text(code(model.home)),
    homeServes: isPromoted && homeServes(answers),
    others: quoted.text(listed(others.map(code))),
    hasApproval: (asked ?? []).length > 0,
    approved: quoted.text(listed((asked ?? []).map(code))),
    byBuild: answers.deploy === 'build',
    crossesAccounts: crossesAccounts(answers),
  };
}

function roleView(role: ModelRole): View {
  const { settings, instanceProfile, notGranted, inlinePolicies, managedPolicies } = role;
  const alternatives = managedAlternatives(role);
  const policies = [
    ...inlinePolicies.map(({ name, statements }) => policyView('Inline', name, statements)),
    ...managedPolicies.map(({ name, statements }) =>
      policyView('Customer-managed', name, statements),
    ),
  ];
  return {
    id: quoted.text(role.id),
    title: quoted.md(role.title),
    link: quoted.text(`[${prose(role.title)}](#${anchor(role.title)})`),
    name: quoted.text(code(role.name)),
    purpose: quoted.text(prose(role.purpose)),
    path: quoted.text(code(settings.path)),
    maxSessionDuration: quoted.text(String(settings.maxSessionDuration)),
    hasBoundary: settings.boundary !== undefined,
    boundary: quoted.text(code(settings.boundary ?? '')),
    hasProfile: instanceProfile !== undefined,
    profile: quoted.text(code(instanceProfile ?? '')),
    tags: quoted.text(
      Object.entries(settings.tags)
        .map(([key, value]) => code(`${key}=${value}`))
        .join(', '),
    ),
    trust: role.trust.map((statement) => quoted.text(capitalised(trustWords(statement)))),
    trustStatements: statementsBlock(trustDocument(role.trust).Statement),
    hasNoPolicy: policies.length + role.managedPolicyArns.length === 0,
    policies,
    attached: role.managedPolicyArns.map((arn) => quoted.text(code(arn))),
    hasRisk: riskOf(role) !== '',
    risk: quoted.text(prose(riskOf(role))),
    hasNotGranted: notGranted.length > 0,
    notGranted: quoted.text(notGrantedTable(notGranted)),
    hasAlternatives: alternatives.length > 0,
    alternatives,
    sources: quoted.text(role.sources.map(sourceLink).join(', ')),
  };
}

function policyView(kind: string, name: string, statements: readonly Statement[]): View {
  const rows = statements.map((statement) => [
    sidCell(statement),
    stacked(statement.actions),
    resourceCell(statement.resources, statement.conditions),
    prose(statement.why),
  ]);
  return {
    kind: quoted.text(kind),
    name: quoted.text(code(name)),
    statements: quoted.text(table(['Statement', 'Actions', 'Resources', 'Why'], rows)),
  };
}

/** Actions with one reason between them share a row. */
function notGrantedTable(list: readonly NotGranted[]): string {
  const byReason = new Map<string, string[]>();
  for (const { action, on, reason } of list) {
    const what = on === undefined ? code(action) : `${code(action)} on ${prose(on)}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), what]);
  }
  const rows = [...byReason].map(([reason, actions]) => [actions.join('<br>'), prose(reason)]);
  return table(['Actions', 'Reason'], rows);
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

function sharedView({ serviceLinkedRoles, resourcePolicies }: Model, service: Service): View {
  const providers = service.chosen.flatMap(({ role }) => role.oidcProvider ?? []);
  const [{ values = {} } = {}] = service.environments;
  return {
    hasShared: serviceLinkedRoles.length + providers.length + resourcePolicies.length > 0,
    serviceLinkedRoles: serviceLinkedRoles.map((name) => ({
      name: quoted.text(code(name)),
      command: quoted.text(code(`aws iam create-service-linked-role --aws-service-name ${name}`)),
    })),
    oidcProviders: providers.map(({ url, audience }) => ({
      url: quoted.text(code(url)),
      command: quoted.text(code(providerCommand(url, substitute(audience, values)))),
    })),
    makesProvider: service.answers.oidcProvider === 'create',
    resourcePolicies: resourcePolicies.map(({ kind, owner, statements }) => ({
      title: quoted.text(KIND[kind]),
      owner: quoted.text(code(owner)),
      statements: quoted.text(resourceTable(statements)),
      document: statementsBlock(resourceDocument(statements).Statement),
    })),
  };
}

function providerCommand(url: string, audience: string): string {
  return `aws iam create-open-id-connect-provider --url ${url} --client-id-list ${audience}`;
}

const KIND = {
  'ecr-repository': 'Policy of the ECR repository',
  logs: 'CloudWatch Logs resource policy',
  'logs-destination': 'Policy of the CloudWatch Logs destination',
} as const satisfies Record<ResourcePolicy['kind'], string>;

function resourceTable(statements: readonly ResourceStatement[]): string {
  const rows = statements.map((statement) => [
    sidCell(statement),
    statement.principals.map(principalWords).join('<br>'),
    stacked(statement.actions),
    resourceCell(statement.resources ?? [], statement.conditions),
    prose(statement.why),
  ]);
  return table(['Statement', 'For', 'Actions', 'Resources', 'Why'], rows);
}

function sidCell({ sid, effect }: Pick<Statement, 'sid' | 'effect'>): string {
  return effect === 'Allow' ? code(sid) : `${code(sid)} (${effect})`;
}

function resourceCell(resources: readonly string[], conditions: Statement['conditions']): string {
  const list = stacked(resources);
  if (conditions === undefined) return list;
  return `${list}${list === '' ? '' : '<br>'}if ${conditionWords(conditions)}`;
}

function stacked(list: readonly string[]): string {
  return list.map(code).join('<br>');
}

/** The statements as IAM takes them. */
function statementsBlock(statements: readonly object[]): Quoted {
  return quoted.text(fenced('json', statements.map((one) => printDense(one)).join('')));
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The anchor GitHub gives a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
