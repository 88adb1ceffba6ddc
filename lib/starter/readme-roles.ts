import { whereOf } from '../answers/promotion.ts';
import type { Model, ModelRole, ResourcePolicy } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { environmentsWith, modelIn } from '../iam/where.ts';
import { isRoleId, roleById } from '../roles/registry.ts';
import { notes } from '../service/notes.ts';
import type { Service } from '../service/types.ts';
import { quoted, type View } from '../templates.ts';
import { assumedBy, code, listed, prose } from './markdown.ts';

/** What the README says of the roles, for its template. */
export function roleViews(service: Service): View {
  const { model } = service;
  const { project, serviceLinkedRoles } = model;
  const [first = { name: '', values: {} }] = service.environments;
  const shared = sharedThings(model);
  const worthKnowing = notes(service);
  return {
    project: quoted.md(project),
    roles: [
      ...model.roles.map((role) => ({
        name: quoted.text(code(substitute(role.name, { project }))),
        assumedBy: quoted.text(assumedBy(role)),
        purpose: quoted.text(`${prose(role.purpose)}${whereWords(role, service)}`),
      })),
      ...existingViews(service),
    ],
    makesRoles: model.roles.length > 0,
    roleWords: quoted.text(
      modelIn(model, first)
        .roles.map(({ name }) => withVariable(substitute(name, { project })))
        .join(' '),
    ),
    hasServiceLinkedRole: serviceLinkedRoles.includes('ecs.amazonaws.com'),
    handsPolicyOn: service.policiesToHandOn.length > 0,
    hasShared: shared.length > 0,
    shared: quoted.text(listed(shared)),
    hasNotes: worthKnowing.length > 0,
    notes: worthKnowing.map(quoted.md),
  };
}

/** A sentence about a role that not every environment has; '' for any other. */
function whereWords({ where }: Pick<ModelRole, 'where'>, { model, environments }: Service): string {
  if (where === undefined) return '';
  return ` Only in ${listed(environmentsWith({ where }, environments, model.home).map(code))}.`;
}

/** The roles that are used and not made here, as rows of the same table. */
function existingViews(service: Service): readonly View[] {
  const { answers, model, environments } = service;
  return Object.entries(model.existing).flatMap(([id, arn]) => {
    if (!isRoleId(id)) return [];
    const where = whereOf(id, answers);
    const standing = { ...(where && { where }) };
    const having = environmentsWith(standing, environments, model.home);
    const arns = environments
      .filter(({ name }) => having.includes(name))
      .map(({ values }) => substitute(arn, values));
    const names = new Set(arns.map((one) => code(one.slice(one.lastIndexOf('/') + 1))));
    return {
      name: quoted.text(listed([...names])),
      assumedBy: quoted.text('exists already'),
      purpose: quoted.text(`${prose(roleById(id).purpose)}${whereWords(standing, service)}`),
    };
  });
}

/** A name's pattern as a shell word: the environment is the variable ENV. */
function withVariable(pattern: string): string {
  return pattern.replace(/<environment>(?=\w)/g, '${ENV}').replaceAll('<environment>', '$ENV');
}

/** What environments of an account share, one Markdown phrase each. */
function sharedThings(model: Model): readonly string[] {
  const { repository, project } = model;
  return [
    ...model.serviceLinkedRoles.map((service) => `the service-linked role of ${code(service)}`),
    ...(repository === undefined ? [] : ['the ECR repository']),
    ...model.resourcePolicies
      .filter(({ kind }) => kind !== 'ecr-repository')
      .map((policy) => policyPhrase(policy, project)),
    ...model.oidcProviders.map(({ url }) => `the identity provider ${code(url)}`),
  ];
}

/** What the README's security practices say of this model, for its template. */
export function practices({ roles, project, resourcePolicies }: Model): View {
  const statements = roles.flatMap((role) => policiesOf(role).flatMap((one) => one.statements));
  const wildcards = statements.filter(({ resources }) => resources.some((one) => one === '*'));
  const nameOf = (id: string) => {
    const role = roles.find((one) => one.id === id);
    return role && code(substitute(role.name, { project }));
  };
  const executionRole = nameOf('task-execution');
  const taskRole = nameOf('task');
  return {
    statementCount: quoted.text(count(statements.length, 'statement')),
    hasWildcards: wildcards.length > 0,
    wildcards: quoted.text(listed([...new Set(wildcards.map(({ sid }) => code(sid)))])),
    policyKinds: quoted.text(policyKinds(roles)),
    separatesTasks: executionRole !== undefined && taskRole !== undefined,
    executionRole: quoted.text(executionRole ?? ''),
    taskRole: quoted.text(taskRole ?? ''),
    separatesBuilds: roles.some(({ id }) => id === 'codebuild' || id === 'codepipeline'),
    hasResourcePolicies: resourcePolicies.length > 0,
    resourcePolicies: quoted.text(
      listed(resourcePolicies.map((policy) => policyPhrase(policy, project))),
    ),
  };
}

function policyKinds(roles: readonly ModelRole[]): string {
  const counts = [
    [roles.flatMap((role) => role.inlinePolicies).length, 'scoped inline'],
    [roles.flatMap((role) => role.managedPolicies).length, 'customer-managed'],
    [roles.flatMap((role) => role.managedPolicyArns).length, 'AWS managed'],
  ] as const;
  const some = counts.filter(([number]) => number > 0);
  if (some.length === 0) return 'no policy yet';
  return listed(some.map(([number, kind]) => count(number, `${kind} policy`, `${kind} policies`)));
}

const POLICIES = {
  'ecr-repository': 'the policy of the ECR repository',
  logs: 'the CloudWatch Logs resource policy',
  'logs-destination': 'the policy of the log destination',
} as const satisfies Record<ResourcePolicy['kind'], string>;

/** A resource policy as a Markdown phrase, such as `the policy of the ECR repository`. */
function policyPhrase({ kind, owner }: ResourcePolicy, project: string): string {
  const name = code(substitute(owner, { project }));
  return kind === 'ecr-repository' ? POLICIES[kind] : `${POLICIES[kind]} ${name}`;
}

function policiesOf({ inlinePolicies, managedPolicies }: ModelRole) {
  return [...inlinePolicies, ...managedPolicies];
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
