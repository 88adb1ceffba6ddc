import { definedShared } from '../iam/defined-shared.ts';
import type {
  DefinedRole,
  DefinedShared,
  Definition,
  FilledDefinition,
} from '../iam/definition.ts';
import { policyDocument, trustDocument } from '../iam/document.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { mapParts } from '../iam/map-strings.ts';
import type { Environment, Model, ModelRole } from '../iam/model.ts';
import {
  type FilledString,
  fillString,
  substitute,
  type TemplateString,
} from '../iam/template-string.ts';
import { modelIn } from '../iam/where.ts';

/**
 * Gives the definition of one environment as the model has it: every value that is known is filled
 * in. A permissions boundary without a value in this environment is dropped.
 */
export function definitionOf(whole: Model, environment: Environment): Definition {
  const { values } = environment;
  const model = modelIn(whole, environment);
  const bounded = values.permissionsBoundary !== undefined;
  const definition: Definition = {
    project: model.project,
    environment: environment.name,
    values,
    roles: model.roles.map((role) => definedRole(role, bounded)),
    shared: definedShared(model),
  };
  return mapDefinition(definition, (value) => substitute(value, values));
}

/**
 * Fills the placeholders that only the account knows.
 *
 * @throws Error when one of them has no value: the caller resolves them first.
 */
export function fillDefinition(definition: Definition, facts: AccountFacts): FilledDefinition {
  return mapDefinition(definition, (value) => fillString(value, { ...facts }));
}

function definedRole(role: ModelRole, bounded: boolean): DefinedRole {
  const { settings } = role;
  return {
    id: role.id,
    name: role.name,
    path: settings.path,
    description: settings.description,
    maxSessionDuration: settings.maxSessionDuration,
    ...(bounded && settings.boundary && { boundary: settings.boundary }),
    tags: settings.tags,
    trust: trustDocument(role.trust),
    inlinePolicies: Object.fromEntries(
      role.inlinePolicies.map(({ name, statements }) => [name, policyDocument(statements)]),
    ),
    managedPolicies: role.managedPolicies.map(({ name, path, statements }) => ({
      name,
      path,
      document: policyDocument(statements),
    })),
    attachedPolicies: role.managedPolicyArns,
    ...(role.instanceProfile && { instanceProfile: role.instanceProfile }),
  };
}

/** Applies a function to every string of a definition but descriptions, project and environment. */
export function mapDefinition<To extends TemplateString | FilledString>(
  { roles, shared, ...place }: Definition,
  map: (value: TemplateString) => To,
): Definition<To> {
  return {
    ...place,
    roles: roles.map((role) => ({
      ...(mapAny(role, map) as DefinedRole<To>),
      // Prose: a word in angle brackets there is no placeholder.
      description: role.description,
    })),
    shared: mapAny(shared, map) as DefinedShared<To>,
  };
}

function mapAny(value: unknown, map: (value: TemplateString) => string): unknown {
  return mapParts(value, map, (_, part) => mapAny(part, map));
}
