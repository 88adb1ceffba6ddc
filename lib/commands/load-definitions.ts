import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file.ts';
import { resolveAnswers } from '../answers/resolve.ts';
import { definitionOf } from '../definition/definition-of.ts';
import { UserError } from '../errors.ts';
import type { Definition } from '../iam/definition.ts';
import type { Environment } from '../iam/model.ts';
import { buildService } from '../service/build-service.ts';

/** An environment with its definition. */
export interface DefinedEnvironment extends Environment {
  readonly definition: Definition;
}

/** What a repo defines. */
export interface DefinedProject {
  readonly project: string;
  /** In the order of the answers. */
  readonly environments: readonly DefinedEnvironment[];
}

/**
 * Reads what the repo in a folder defines, from its ecs-iam.json.
 *
 * @throws UserError `NoAnswers` where there is no such file; what reading and building it throw.
 */
export function loadDefinitions(root: string): DefinedProject {
  const text = readAnswers(join(root, ANSWERS_FILE));
  const { answers } = resolveAnswers({
    flags: {},
    folderFile: { name: ANSWERS_FILE, text },
    folderName: basename(resolve(root)),
  });
  const { model, environments } = buildService(answers);
  return {
    project: model.project,
    environments: environments.map((one) => ({ ...one, definition: definitionOf(model, one) })),
  };
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
