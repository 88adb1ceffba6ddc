import { UserError } from '../errors.ts';
import type { DefinedEnvironment, DefinedProject } from './load-repo.ts';
import type { CommandIo } from './run.ts';

/**
 * The environments a command works on: the named one, all, the only one, or the one that a person
 * chooses.
 *
 * @throws UserError `UnknownEnvironment`, `EnvironmentRequired`.
 */
export async function chooseEnvironments(
  { environments }: DefinedProject,
  named: string | undefined,
  io: CommandIo,
): Promise<readonly DefinedEnvironment[]> {
  const list = environments.map(({ name }) => name).join(', ');
  if (named === 'all') return environments;
  const [only, ...others] = environments;
  if (named === undefined && only !== undefined && others.length === 0) return [only];
  const first = only?.name ?? '';
  const wanted =
    named ??
    (io.isTerminal
      ? (await io.ask(`Which environment (${list}; Enter: ${first})? `)).trim() || first
      : undefined);
  if (wanted === undefined) {
    throw new UserError(
      'EnvironmentRequired',
      `Several environments exist: ${list}.`,
      'Name one with --environment NAME, or all.',
    );
  }
  const found = environments.find(({ name }) => name === wanted.trim());
  if (found === undefined) {
    throw new UserError(
      'UnknownEnvironment',
      `There is no environment '${wanted}'.`,
      `The environments are: ${list}.`,
    );
  }
  return [found];
}
