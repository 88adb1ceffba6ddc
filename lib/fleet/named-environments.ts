import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';

/** What environments there are. */
export interface KnownEnvironments {
  /** Those that the manifest names for all. */
  readonly declared: readonly string[];
  /** Those of the services at hand. */
  readonly found: readonly string[];
  /** Some service could not be read, and may have any. */
  readonly isPart: boolean;
}

/**
 * The environments that --environment names, with commas; undefined for every one (absent, or `all`).
 *
 * @throws UserError `UnknownEnvironment`.
 */
export function namedEnvironments(
  text: string | undefined,
  { declared, found, isPart }: KnownEnvironments,
): readonly string[] | undefined {
  if (text === undefined || text.trim() === 'all') return undefined;
  const names = text.split(',').map((name) => name.trim());
  if (isPart) return names;
  const all = [...new Set([...declared, ...found])];
  const hint = `The environments are: ${all.join(', ')}.`;
  for (const name of names) {
    if (all.includes(name)) continue;
    const message = `There is no environment ${shown(name)}.`;
    throw new UserError('UnknownEnvironment', message, didYouMean(name, all, hint));
  }
  if (!found.some((name) => names.includes(name))) {
    const message = `None of these services has environment ${names.join(' or ')}.`;
    const own = `Theirs are: ${[...new Set(found)].join(', ')}.`;
    throw new UserError('UnknownEnvironment', message, own);
  }
  return names;
}
