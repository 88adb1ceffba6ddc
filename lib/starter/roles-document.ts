import { crossesAccounts } from '../answers/accounts.ts';
import { ownRoles } from '../answers/own-roles.ts';
import { homeServes, promotes } from '../answers/promotion.ts';
import { resourceDocument } from '../iam/document.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Model, ModelRole, ResourcePolicy, ResourceStatement } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { environmentsWith } from '../iam/where.ts';
import { printDense } from '../json.ts';
import { leftOutRoles } from '../service/notes.ts';
import type { Service } from '../service/types.ts';
import type { TargetReadme } from '../targets/types.ts';
import { type Quoted, quoted, renderTemplate, type View } from '../templates.ts';
import { code, fenced, listed, principalWords, prose, table } from './markdown.ts';
import { commonSettings, roleView } from './role-view.ts';
import { rolesDiagram } from './roles-diagram.ts';
import { resourceCell, sidCell, stacked } from './statement-cells.ts';

/**
 * docs/roles.md: how other infrastructure code refers to the roles; every role with its trust, its
 * statements and their reasons; and those left out.
 */
export function rolesDocument(service: Service, { use }: TargetReadme): string {
  const { model } = service;
  const { project } = model;
  const shown = mapStrings(model, (value) => substitute(value, { project }));
  const common = commonSettings(shown.roles);
  const leftOut = leftOutRoles(service);
  return renderTemplate('starter/roles.md.ejs', {
    project: quoted.md(project),
    use: quoted.text(use),
    diagram: quoted.text(fenced('mermaid', rolesDiagram(shown, service.environments))),
    settings: quoted.text(`Every role has ${listed(common)}.`),
    roles: shown.roles.map((role) => ({
      ...roleView(role, common),
      ...ownView(role, service),
      ...whereView(role, service),
    })),
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

/** What the team's preset says of a role of its own. */
function ownView({ id }: ModelRole, { answers }: Service): View {
  const own = ownRoles(answers).find((role) => role.id === id);
  return own === undefined ? {} : { hasRisk: true, risk: quoted.text(prose(own.risk)) };
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

/** The statements as IAM takes them. */
function statementsBlock(statements: readonly object[]): Quoted {
  return quoted.text(fenced('json', statements.map((one) => printDense(one)).join('')));
}
