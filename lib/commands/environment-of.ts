import { didYouMean } from '../did-you-mean.ts';
import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';

/** The environment of a name, or the first. @throws UserError `UnknownEnvironment`. */
export function environmentOf<Named extends Pick<Environment, 'name'>>(
  all: readonly Named[],
  name: string | undefined,
): Named {
  const found = name === undefined ? all[0] : all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name);
  throw new UserError(
    'UnknownEnvironment',
    `There is no environment '${name}'.`,
    didYouMean(name ?? '', names, `The environments are: ${names.join(', ')}.`),
  );
}
