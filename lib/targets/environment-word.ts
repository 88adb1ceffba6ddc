import type { Environment } from '../iam/model.ts';
import { shellText } from '../shell.ts';

/**
 * A value of the environments as one shell word that fits all of them: `shop-$ENV`. Where the values
 * have no such form it is the first environment's.
 */
export function environmentWord(
  environments: readonly Environment[],
  valueIn: (environment: Environment) => string,
): string {
  const words = environments.map((environment) => withVariable(valueIn(environment), environment));
  const [first] = environments;
  if (first === undefined) return "''";
  const [word = ''] = words;
  if (words.every((one) => one === word) && /^[\w./:@=+,${}-]+$/.test(word)) return word;
  return shellText(valueIn(first));
}

/** The environment's name as `$ENV` where it is a whole word of the value. */
function withVariable(value: string, { name }: Environment): string {
  const word = new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'g');
  return value.replace(word, (_, at: number) =>
    /^\w/.test(value.slice(at + name.length)) ? '${ENV}' : '$ENV',
  );
}
