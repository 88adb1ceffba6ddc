import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file.ts';
import { resolveAnswers } from '../answers/resolve.ts';
import { UserError } from '../errors.ts';
import { buildService } from '../service/build-service.ts';
import type { Service } from '../service/types.ts';

/**
 * Builds the service of the repo in a folder from its ecs-iam.json.
 *
 * @throws UserError `NoAnswers` where there is no such file; what reading and building it throw.
 */
export function loadService(root: string): Service {
  const text = readAnswers(join(root, ANSWERS_FILE));
  const { answers } = resolveAnswers({
    flags: {},
    folderFile: { name: ANSWERS_FILE, text },
    folderName: basename(resolve(root)),
  });
  return buildService(answers);
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
