import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownRoles } from '../answers/own-roles.ts';
import { type CanDocuments, documentsOf } from '../can/documents.ts';
import { definitionOf, fillDefinition } from '../definition/definition-of.ts';
import { loadDefinitions } from '../definition/load-definitions.ts';
import { filesBelow } from '../files-below.ts';
import type { AccountFacts } from '../iam/fill.ts';
import type { Environment } from '../iam/model.ts';
import type { Role } from '../roles/types.ts';
import type { Service } from '../service/types.ts';
import { withSources } from './can-sources.ts';
import { assumedFacts } from './can-subject.ts';
import { environmentOf } from './environment-of.ts';
import { loadService } from './load-repo.ts';
import { repoAbove } from './repo-above.ts';
import { otherAnswers } from './retired.ts';

/** What the repo that one stands in defines for an environment, without an account. */
export interface DefinedHere {
  readonly root: string;
  readonly service: Service;
  readonly environment: string;
  readonly account: string;
  readonly facts: AccountFacts;
  /** As its files define it, with the places of the statements. */
  readonly defined: CanDocuments;
  /** As the generator makes it from the answers. */
  readonly generated: () => CanDocuments;
  /** Roles that a preset adds to the catalogue. */
  readonly ownRoles: readonly Role[];
  /** What was taken for granted, each a sentence. */
  readonly notes: readonly string[];
}

/**
 * Loads it; undefined outside of a repo.
 *
 * @throws UserError what loadService and loadDefinitions throw; `UnknownEnvironment`.
 */
export async function definedHere(
  from: string,
  name: string | undefined,
): Promise<DefinedHere | undefined> {
  const root = repoAbove(from);
  if (root === undefined) return undefined;
  const service = loadService(root);
  const defined = await definedIn(root, service, environmentOf(service.environments, name));
  return { ...defined, notes: [...otherAnswers(root, service), ...defined.notes] };
}

/** The same for an environment of a repo that is loaded already. */
export async function definedIn(
  root: string,
  service: Service,
  environment: Environment,
): Promise<DefinedHere> {
  const { definitions } = await loadDefinitions({ root, service }, [environment]);
  const [definition] = definitions;
  if (definition === undefined) throw new Error('An environment has one definition.');
  const { facts, assumptions } = assumedFacts({ known: definition.values, arns: [] });
  const documents = documentsOf(fillDefinition(definition, facts), facts);
  const others = service.environments.length - 1;
  const about = `This is about environment ${environment.name}; --environment NAME takes another.`;
  return {
    root,
    service,
    environment: environment.name,
    account: facts.account,
    facts,
    defined: withSources(documents, {
      model: service.model,
      values: { ...definition.values, ...facts },
      places: [],
      files: filesBelow(root, 'iam'),
      textOf: (path) => readFileSync(join(root, path), 'utf8'),
    }),
    generated: () =>
      documentsOf(fillDefinition(definitionOf(service.model, environment), facts), facts),
    ownRoles: ownRoles(service.answers),
    notes: [...(others > 0 ? [about] : []), ...assumptions],
  };
}
