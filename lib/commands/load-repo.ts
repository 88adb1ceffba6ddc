import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { resolveAnswers } from '../answers/resolve.ts';
import type { Answers } from '../answers/types.ts';
import { type DefinitionSource, loadDefinitions } from '../definition/load-definitions.ts';
import { UserError } from '../errors.ts';
import type { Definition } from '../iam/definition.ts';
import type { Environment } from '../iam/model.ts';
import { withPresets } from '../preset/load.ts';
import { buildService } from '../service/build-service.ts';
import type { Service } from '../service/types.ts';
import { repoAbove } from './repo-above.ts';

/** An environment with its definition. */
export interface DefinedEnvironment extends Environment {
  readonly definition: Definition;
  /** The names that the answers give to roles, made or not. */
  readonly roleNames: Answers['roleNames'];
  /** Roles that earlier answers made here: name → id. */
  readonly earlier?: ReadonlyMap<string, string>;
}

/** What a repo defines. */
export interface DefinedProject {
  readonly project: string;
  /** In the order of the answers. */
  readonly environments: readonly DefinedEnvironment[];
  readonly service: Service;
}

/**
 * Reads what the repo in a folder defines: from its lock, from its definition files where they were
 * edited, or from a template or plan that the user names (`given`, a path).
 *
 * @throws UserError what loadService and loadDefinitions throw; `DefinitionNotReadable`.
 */
export async function loadRepo(root: string, given?: string): Promise<DefinedProject> {
  const service = loadService(root);
  const { model, environments } = service;
  const { roleNames } = service.answers;
  const source = { root, service, given: given === undefined ? undefined : readGiven(given) };
  const { definitions } = await loadDefinitions(source, environments);
  return {
    project: model.project,
    service,
    environments: environments.flatMap((environment) => {
      const definition = definitions.find((one) => one.environment === environment.name);
      return definition === undefined ? [] : [{ ...environment, definition, roleNames }];
    }),
  };
}

/**
 * The folder of the repo: the given one, or the nearest above it that is one.
 *
 * @throws UserError `NoAnswers`, with this hint.
 */
export function findRepo(
  from: string,
  hint = 'Run this in a generated repo or name its folder; ecs-iam new makes one.',
): string {
  if (!existsSync(from)) {
    throw new UserError('NoAnswers', `There is no folder ${resolve(from)}.`, hint);
  }
  const root = repoAbove(from);
  if (root !== undefined) return root;
  const message = `There is no ${ANSWERS_FILE} in ${resolve(from)} or above it.`;
  throw new UserError('NoAnswers', message, hint);
}

/**
 * Builds the service of the repo in a folder from its ecs-iam.json.
 *
 * @throws UserError `NoAnswers` where there is no such file; what reading and building it throw.
 */
export function loadService(root: string): Service {
  const text = readAnswers(join(root, ANSWERS_FILE));
  const sources = {
    flags: {},
    folderFile: { name: ANSWERS_FILE, text },
    folderName: basename(resolve(root)),
  };
  const { answers } = resolveAnswers(withPresets(sources, { folder: root, from: root }));
  return buildService(answers);
}

/** Reads the file that `--definition` names. @throws UserError `DefinitionNotReadable`. */
export function readGiven(path: string): NonNullable<DefinitionSource['given']> {
  try {
    return { path, contents: readFileSync(path, 'utf8') };
  } catch (error) {
    throw new UserError(
      'DefinitionNotReadable',
      `--definition: '${path}' cannot be read.`,
      'Name a synthesised template, or a plan as JSON (terraform show -json PLAN).',
      { cause: error },
    );
  }
}

function readAnswers(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(
      'NoAnswers',
      `There is no ${ANSWERS_FILE} in ${resolve(file, '..')}.`,
      'Run this in a generated repo or name its folder; ecs-iam new makes one.',
      { cause: error },
    );
  }
}
