import { UserError } from '../errors.ts';
import type { Placeholder } from '../iam/placeholders.ts';
import { parseText } from './parse/basic.ts';
import type { Question } from './question.ts';
import type { Answers } from './types.ts';

/** A value of one environment; without `environment`: of all that have none of their own. */
interface EnvironmentValue {
  readonly environment?: string;
  readonly value: string;
}

/** Splits `eu-west-1`, or `dev=eu-west-1,prod=us-east-1`. */
export function splitPerEnvironment(text: string): readonly EnvironmentValue[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const [, environment, value] = /^([A-Za-z0-9-]+)=(.*)$/.exec(item) ?? [];
      return environment === undefined || value === undefined
        ? { value: item }
        : { environment, value: value.trim() };
    });
}

/** Checks such a reply. @throws UserError for a value, or for an environment that there is not. */
export function checkPerEnvironment(
  row: Pick<Question, 'parse'>,
  raw: unknown,
  environments: Answers['environments'],
): void {
  const all = splitPerEnvironment(parseText(raw, 'a text'));
  const plain = all.filter(({ environment }) => environment === undefined);
  if (plain.length > 1) {
    throw new UserError('TwoValues', 'These are two values for all.', 'Write dev=…,prod=….');
  }
  const names = environments.map(({ name }) => name);
  for (const { environment, value } of all) {
    row.parse(value);
    if (environment === undefined || names.includes(environment)) continue;
    const message = `'${environment}' is none of the environments.`;
    throw new UserError('UnknownEnvironment', message, `They are ${names.join(', ')}.`);
  }
}

/** What the answers hold of a placeholder, in that form; undefined where they hold nothing. */
export function perEnvironmentText(
  name: Placeholder,
  { values, environments }: Answers,
): string | undefined {
  const own = environments.filter((one) => one.values[name] !== undefined);
  if (own.length === 0) return values[name];
  return environments
    .map((one) => [one.name, one.values[name] ?? values[name]])
    .filter(([, value]) => value !== undefined)
    .map(([environment, value]) => `${environment}=${value}`)
    .join(',');
}
