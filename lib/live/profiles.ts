import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

/**
 * Checks that a profile of the AWS configuration exists, as the AWS CLI does; the SDK would only say
 * that it found no credentials. `default` need not be there.
 *
 * @throws UserError `UnknownProfile`, naming those that exist.
 */
export function checkProfile(name: string | undefined, env: NodeJS.ProcessEnv): void {
  if (name === undefined || name === '' || name === 'default') return;
  const names = profileNames(env);
  if (names.includes(name)) return;
  throw new UserError(
    'UnknownProfile',
    `There is no profile '${name}' in the AWS configuration.`,
    names.length === 0
      ? 'Make it with aws configure sso, or sign in without a profile.'
      : `There are: ${names.join(', ')}.`,
  );
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
function profileNames(env: NodeJS.ProcessEnv): readonly string[] {
  const folder = join(homedir(), '.aws');
  const config = sections(env.AWS_CONFIG_FILE ?? join(folder, 'config'));
  const credentials = sections(env.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials'));
  const named = config.flatMap((section) => {
    const [, name] = /^profile\s+(.+)$/.exec(section) ?? [];
    return name ?? (section === 'default' ? [section] : []);
  });
  const all = [...named, ...credentials].map((name) => name.replace(/^(["'])(.*)\1$/, '$2'));
  return [...new Set(all)].sort();
}

function sections(file: string): readonly string[] {
  try {
    const headers = readFileSync(file, 'utf8').matchAll(/^\s*\[([^\]]+)\]/gm);
    return [...headers].map(([, name = '']) => name.trim());
  } catch {
    return [];
  }
}
