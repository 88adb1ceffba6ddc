import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import type { Service } from '../service/types.ts';
import type { CommandIo } from './io.ts';

/**
 * The environments a command works on: the named one, all, the only one, or the one that a person
 * chooses.
 *
 * @throws UserError `UnknownEnvironment`, `EnvironmentRequired`.
 */
export async function chooseEnvironments(
  { environments }: Service,
  named: string | undefined,
  io: CommandIo,
): Promise<readonly Environment[]> {
  const list = environments.map(({ name }) => name).join(', ');
  if (named === 'all') return environments;
  const [only, ...others] = environments;
  if (named === undefined && only !== undefined && others.length === 0) return [only];
  const wanted = named ?? (io.isTerminal ? await io.ask(`Environment (${list}): `) : undefined);
  if (wanted === undefined) {
    throw new UserError(
      'EnvironmentRequired',
      `Which environment? There are: ${list}.`,
      'Give --environment NAME, or all.',
    );
  }
  const found = environments.find(({ name }) => name === wanted.trim());
  if (found === undefined) {
    throw new UserError(
      'UnknownEnvironment',
      `There is no environment '${wanted}'.`,
      `There are: ${list}.`,
    );
  }
  return [found];
}
