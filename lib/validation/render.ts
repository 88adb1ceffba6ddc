import { policyDocument, resourceDocument, trustDocument } from '../iam/document.ts';
import { templatePolicyArn } from '../iam/managed-policy.ts';
import type { Model, ModelRole } from '../iam/model.ts';
import { printJsonWithVariables } from '../json.ts';
import type { Service } from '../service/types.ts';
import { readStatements, testStatements } from '../service/validation-reads.ts';
import { byPath } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { quoted, renderTemplate, templateFiles, writtenPath } from '../templates.ts';
import { assumeRows } from './assume-rows.ts';
import { simulations } from './permission-rows.ts';

const TEMPLATES = 'validation';

/**
 * The scripts that compare an account with the model, the same in every target, and the state they
 * expect as data beside them. Sorted by path.
 */
export function renderValidation({ model }: Service): readonly RenderedFile[] {
  const reads = readStatements(model);
  const view = { reads: actionsOf(reads).map(quoted.text) };
  const scripts = templateFiles(TEMPLATES).map((name) => ({
    path: writtenPath(name),
    contents: renderTemplate(`${TEMPLATES}/${name}`, view),
    executable: /^scripts\/[^/]+\.sh/.test(name),
  }));
  return [
    ...scripts,
    data('iam.json', expectedState(model)),
    data('permissions.json', { assume: assumeRows(model), simulations: simulations(model) }),
    data('read-policy.json', policyDocument([...reads, ...testStatements(model)])),
  ].sort(byPath);
}

function actionsOf(statements: ReturnType<typeof readStatements>): readonly string[] {
  return statements.flatMap(({ actions }) => actions).sort();
}

function data(name: string, contents: object): RenderedFile {
  return {
    path: `scripts/expected/${name}`,
    contents: printJsonWithVariables(contents),
    executable: false,
  };
}

/** What an account must hold, as `scripts/expected/iam.json` has it; its strings hold placeholders. */
export function expectedState(model: Model): object {
  return {
    roles: model.roles.map(expectedRole),
    serviceLinkedRoles: model.serviceLinkedRoles,
    oidcProviders: model.oidcProviders,
    repositories: model.repository === undefined ? [] : [model.repository],
    resourcePolicies: model.resourcePolicies.map(({ kind, owner, statements }) => ({
      kind,
      owner,
      document: resourceDocument(statements),
    })),
  };
}

function expectedRole(role: ModelRole): object {
  const { settings } = role;
  return {
    name: role.name,
    path: settings.path,
    description: settings.description,
    maxSessionDuration: settings.maxSessionDuration,
    boundary: settings.boundary ?? 'none',
    tags: settings.tags,
    trust: trustDocument(role.trust),
    inlinePolicies: Object.fromEntries(
      role.inlinePolicies.map(({ name, statements }) => [name, policyDocument(statements)]),
    ),
    managedPolicies: role.managedPolicies.map((policy) => ({
      name: policy.name,
      arn: templatePolicyArn(policy),
      document: policyDocument(policy.statements),
    })),
    attachedPolicies: role.managedPolicyArns,
    ...(role.instanceProfile && { instanceProfile: role.instanceProfile }),
  };
}
