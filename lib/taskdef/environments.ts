import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import type { TaskDefinition } from './types.ts';

/** Names that environments have. */
const NAMES =
  'dev|develop|development|test|testing|qa|int|integration|stage|staging|stg|uat|preprod|pre-prod|prod|prd|production|live|demo|sandbox';

const IN_NAME = new RegExp(`(?<![A-Za-z0-9])(${NAMES})(?![A-Za-z0-9])`, 'g');

/** Task definitions, each with the environment that it is of; undefined: all alike. */
export interface Assigned {
  readonly names: readonly string[];
  readonly definitions: readonly {
    readonly of: string | undefined;
    readonly definition: TaskDefinition;
  }[];
}

/**
 * Which environments there are, and which definition is whose. Without `--environments` there is one,
 * as the file suggests, else dev.
 *
 * @throws UserError `UnknownEnvironment`, `DuplicateEnvironment`.
 */
export function assignEnvironments(
  definitions: readonly TaskDefinition[],
  given: readonly string[] | undefined,
): Assigned {
  const named = definitions.flatMap(({ environment }) => environment ?? []);
  const found = definitions.map((one) => one.environment ?? suggestion(one, given));
  const suggested = [...new Set(found.map((one) => one ?? 'dev'))];
  const names = given ?? suggested;
  const unknown = named.find((one) => !names.includes(one));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, names, `Environments: there are ${names.join(', ')}.`);
    throw new UserError(
      'UnknownEnvironment',
      `--from-taskdef: There is no environment ${shown(unknown)}.`,
      hint,
    );
  }
  const only = names.length === 1 ? names[0] : undefined;
  const assigned = definitions.map((definition, index) => ({
    of: found[index] ?? only,
    definition,
  }));
  const twice = assigned.find(
    ({ of }, index) => assigned.findIndex((one) => one.of === of) < index,
  );
  if (twice !== undefined) {
    const whose =
      twice.of === undefined ? 'for all environments' : `for environment ${shown(twice.of)}`;
    const message = `--from-taskdef: Two task definitions are ${whose}; the second is ${twice.definition.file}.`;
    throw new UserError('DuplicateEnvironment', message, 'Write --from-taskdef ENV.FILE for each.');
  }
  return { names, definitions: assigned };
}

/** What family, log group, secrets or the name of the file say of the environment. */
function suggestion(
  { family = '', file, main }: TaskDefinition,
  given: readonly string[] | undefined,
): string | undefined {
  const group = main.log?.options['awslogs-group'] ?? '';
  const secrets = main.secrets.map(({ valueFrom }) => valueFrom.replace(/^arn:([^:]*:){5}/, ''));
  const base = file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
  const pattern =
    given === undefined
      ? IN_NAME
      : new RegExp(`(?<![A-Za-z0-9])(${given.join('|')})(?![A-Za-z0-9])`, 'g');
  for (const texts of [[family], [group], secrets, [base]]) {
    const words = new Set(texts.flatMap((one) => one.match(pattern) ?? []));
    const [word] = words;
    if (words.size === 1 && word !== undefined) return word;
  }
  return undefined;
}

/** A text with `<environment>` in place of the name of its environment. */
export function withEnvironment(text: string, environment: string | undefined): string {
  if (environment === undefined) return text;
  const name = environment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'g'), '<environment>');
}
