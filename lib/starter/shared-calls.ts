import { resourceDocument } from '../iam/document.ts';
import type { Model, ResourcePolicy } from '../iam/model.ts';
import { type TemplateString, template } from '../iam/template-string.ts';
import { printJsonWithVariables } from '../json.ts';
import { shellWord } from '../shell.ts';
import type { RenderedFile } from '../targets/types.ts';
import { type Quoted, quoted } from '../templates.ts';

/** The bodies of shared.sh's three functions: calls of the verbs in shared-verbs.sh. */
export interface SharedCalls {
  readonly [when: string]: readonly Quoted[];
  readonly before: readonly Quoted[];
  readonly after: readonly Quoted[];
  readonly withdraw: readonly Quoted[];
}

/** What the model shares between environments, as calls in the order they are made. */
export function sharedCalls(model: Model): SharedCalls {
  return {
    before: body([
      ...model.serviceLinkedRoles.map((service) => `service_linked_role ${service}`),
      ...oidcCalls(model),
    ]),
    after: body([...repositoryCalls(model), ...policyCalls(model)]),
    withdraw: body(withdrawCalls(model)),
  };
}

/** The policies of shared things: `scripts/shared/<kind>-policy.json`. */
export function sharedDocuments(model: Model): readonly RenderedFile[] {
  return model.resourcePolicies.map((policy, index) => ({
    path: documentPath(model, index),
    contents: printJsonWithVariables(resourceDocument(policy.statements)),
    executable: false,
  }));
}

/** Two policies of one kind are told apart by a number. */
function documentPath({ resourcePolicies }: Model, index: number): string {
  const kind = resourcePolicies[index]?.kind ?? '';
  const before = resourcePolicies.slice(0, index).filter((one) => one.kind === kind).length;
  return `scripts/shared/${kind}-policy${before === 0 ? '' : `-${before + 1}`}.json`;
}

function oidcCalls({ oidcProviders }: Model): readonly string[] {
  return oidcProviders.map(
    ({ url, audience }) => `oidc_provider ${url.replace('https://', '')} ${shellWord(audience)}`,
  );
}

function repositoryCalls(model: Model): readonly string[] {
  if (model.repository === undefined) return [];
  const make = `ecr_repository ${shellWord(model.repository)}`;
  return hasRepositoryPolicy(model) ? [make] : [make, dropRepositoryPolicy(model.repository)];
}

/** The statements of every kind of policy, so that one the answers no longer ask for goes too. */
const REPOSITORY_SID = template('CrossAccountPull<environmentSid>');

function dropRepositoryPolicy(repository: TemplateString): string {
  return `repository_policy ${shellWord(repository)} '' ${shellWord(REPOSITORY_SID)}`;
}

function hasRepositoryPolicy({ resourcePolicies }: Model): boolean {
  return resourcePolicies.some(({ kind }) => kind === 'ecr-repository');
}

const VERB = {
  'ecr-repository': 'repository_policy',
  logs: 'logs_policy',
  'logs-destination': 'destination_policy',
} as const;

function policyCalls(model: Model): readonly string[] {
  return model.resourcePolicies.map((policy, index) =>
    policyCall(policy, documentPath(model, index)),
  );
}

function policyCall({ kind, owner, statements }: ResourcePolicy, file: string): string {
  const sids = template(statements.map(({ sid }) => sid).join(' '));
  return `${VERB[kind]} ${shellWord(owner)} ${file || "''"} ${shellWord(sids)}`;
}

function withdrawCalls(model: Model): readonly string[] {
  const { repository } = model;
  const calls = model.resourcePolicies.map((policy) => policyCall(policy, ''));
  if (repository !== undefined && !hasRepositoryPolicy(model)) {
    calls.push(dropRepositoryPolicy(repository));
  }
  return [...calls, ...stays(model).map((text) => `say ${shellWord(template(text))}`)];
}

function stays(model: Model): readonly string[] {
  return [
    ...(model.repository ? [`ECR repository ${model.repository}: stays, with its images`] : []),
    ...model.serviceLinkedRoles.map((service) => `service-linked role for ${service}: stays`),
    ...model.oidcProviders.map(({ url }) => `OIDC provider ${url.replace('https://', '')}: stays`),
  ];
}

/** A shell function needs one command at least. */
function body(calls: readonly string[]): readonly Quoted[] {
  return (calls.length > 0 ? calls : [':']).map(quoted.text);
}
