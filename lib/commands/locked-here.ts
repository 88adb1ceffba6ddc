import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { type CanDocuments, documentsOf } from '../can/documents.ts';
import { fillDefinition } from '../definition/definition-of.ts';
import { lockedDefinitions } from '../definition/load-definitions.ts';
import { filesBelow } from '../files-below.ts';
import type { Definition } from '../iam/definition.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { TARGET_NAMES } from '../targets/ids.ts';
import { withSources } from './can-sources.ts';
import { assumedFacts } from './can-subject.ts';

/** What a repo defines for an environment, with the places of the statements. */
export interface HereDocuments {
  readonly documents: CanDocuments;
  readonly facts: AccountFacts;
  readonly environment: string;
}

/**
 * The definitions of a repo by its lock alone, where lock, files and answers agree on what there is;
 * else undefined: then the service has to be built, which takes three times as long.
 *
 * @throws UserError what parseLock throws.
 */
export function lockedRepo(root: string): readonly Definition[] | undefined {
  const answers = answersIn(root);
  const target = TARGET_NAMES.find(({ id }) => id === answers?.target)?.id;
  if (answers === undefined || target === undefined) return undefined;
  const definitions = lockedDefinitions(root, target);
  const names = definitions?.map(({ environment }) => environment);
  const same = JSON.stringify(names) === JSON.stringify(Object.keys(answers.environments));
  return same ? definitions : undefined;
}

/** The documents of one of them. */
export function lockedHere(root: string, definition: Definition): HereDocuments {
  const { facts } = assumedFacts({ known: definition.values, arns: [] });
  const documents = documentsOf(fillDefinition(definition, facts), facts);
  return {
    documents: withSources(documents, {
      // Reasons of the catalogue are not asked for.
      model: { roles: [], resourcePolicies: [] },
      values: { ...definition.values, ...facts },
      places: [],
      files: filesBelow(root, 'iam'),
      textOf: (path) => readFileSync(join(root, path), 'utf8'),
    }),
    facts,
    environment: definition.environment,
  };
}

interface WrittenAnswers {
  readonly target: unknown;
  readonly environments: object;
}

function answersIn(root: string): WrittenAnswers | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(root, ANSWERS_FILE), 'utf8'));
    return isWritten(value) ? value : undefined;
  } catch {
    // What is wrong with it is said where it is read in full.
    return undefined;
  }
}

function isWritten(value: unknown): value is WrittenAnswers {
  if (typeof value !== 'object' || value === null || !('environments' in value)) return false;
  const { environments } = value;
  return 'target' in value && typeof environments === 'object' && environments !== null;
}
