import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentsOf } from '../can/documents.ts';
import { fillDefinition } from '../definition/definition-of.ts';
import { loadDefinitions } from '../definition/load-definitions.ts';
import { UserError } from '../errors.ts';
import { filesBelow } from '../files-below.ts';
import type { Environment } from '../iam/model.ts';
import { substitute, template } from '../iam/template-string.ts';
import type { CanOptions } from './can-flags.ts';
import { withSources } from './can-sources.ts';
import { assumedFacts, type Subject } from './can-subject.ts';
import { environmentOf } from './environment-of.ts';
import { findRepo, loadService, readGiven } from './load-repo.ts';
import { otherAnswers } from './retired.ts';

/** Targets whose files are read in no time, so that statements have their line. */
const READ_AT_ONCE: readonly string[] = ['cloudformation', 'cli'];

/**
 * Loads what the repo that one stands in defines for an environment.
 *
 * @throws UserError what loadService and loadDefinitions throw; `UnknownEnvironment`, `NoAnswers`.
 */
export async function repoSubject(options: CanOptions, from: string): Promise<Subject> {
  const { question, role, definition: given } = options;
  const root = findRepo(
    from,
    'Run this in a generated repo, or name documents of your own with --policy FILE.',
  );
  const service = loadService(root);
  const environment = environmentOf(service.environments, options.environment);
  const loaded = await loadDefinitions(
    {
      root,
      service,
      given: given === undefined ? undefined : readGiven(resolve(from, given)),
      withPlaces: READ_AT_ONCE.includes(service.answers.target),
    },
    [environment],
  );
  const [definition] = loaded.definitions;
  if (definition === undefined) throw new Error('An environment has one definition.');
  const asked = question.kind === 'list' ? undefined : question.resource;
  const { facts, assumptions } = assumedFacts({ known: definition.values, arns: [role, asked] });
  const documents = documentsOf(fillDefinition(definition, facts), facts);
  const values = { ...definition.values, ...facts };
  return {
    documents: withSources(documents, {
      model: service.model,
      values,
      places: (loaded.places.get(environment.name) ?? []).map((place) => ({
        ...place,
        role: substitute(template(place.role), values),
        ...(place.policy !== undefined && { policy: substitute(template(place.policy), values) }),
      })),
      files: filesBelow(root, 'iam'),
      textOf: (path) => readFileSync(join(root, path), 'utf8'),
    }),
    facts,
    environment: environment.name,
    assumptions: [
      ...otherAnswers(root, service),
      ...environmentNote(service.environments, options),
      ...assumptions,
    ],
    principal: () => role ?? defaultRole(documents.roles),
    ...(asked !== undefined && { resource: substitute(template(asked), values) }),
  };
}

function environmentNote(
  [first, ...others]: readonly Environment[],
  { environment }: CanOptions,
): readonly string[] {
  if (first === undefined || others.length === 0 || environment !== undefined) return [];
  return [`This is about environment ${first.name}; --environment NAME asks about another.`];
}

/** The application's own role, else the only one. */
function defaultRole(roles: readonly { readonly id?: string; readonly name: string }[]): string {
  const [only, ...others] = roles;
  const task = roles.find(({ id }) => id === 'task') ?? (others.length === 0 ? only : undefined);
  if (task !== undefined) return task.name;
  const ids = roles.map(({ id, name }) => id ?? name);
  throw new UserError(
    'RoleRequired',
    'There is no task role, so the role must be named.',
    `Add --role ROLE: ${ids.join(', ')}.`,
  );
}
