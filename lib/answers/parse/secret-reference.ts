import { shown, UserError } from '../../errors.ts';
import { looksLikeArn } from './arn.ts';

/** `NAME=REFERENCE` taken apart, the reference as `valueFrom` of a task definition takes it. */
interface Reference {
  /** The variable in the container, where it is named. */
  readonly variable?: string;
  /** A name or an ARN. */
  readonly resource: string;
  /** `key:stage:version` of a secret, any of them empty; absent for the whole secret. */
  readonly part?: string;
}

/** What a message says of the form. */
export const REFERENCE_FORM = 'NAME=REFERENCE';

/** A name of a variable that a shell takes. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Takes `NAME=REFERENCE` apart; a secret may have `:key:stage:version` behind it:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 *
 * @throws UserError `IllegalVariable`, `BadSecretPart`.
 */
export function parseReference(text: string, what: 'secret' | 'parameter'): Reference {
  const { variable, rest } = splitVariable(text);
  if (variable !== undefined) checkVariable(variable, text);
  const named = variable === undefined ? {} : { variable };
  const { resource, pieces } = splitParts(rest);
  if (what === 'parameter' || pieces.length === 0) return { ...named, resource: rest };
  const part = partOf(pieces, text);
  return { ...named, resource, ...(part !== undefined && { part }) };
}

/** The name or ARN alone, of a text that may be wrong otherwise. */
export function referenceText(text: string): string {
  const { rest } = splitVariable(text.trim());
  return looksLikeArn(rest.replace(/^complete:/, '')) ? splitParts(rest).resource : rest;
}

/** Throws unless a variable's name is one that a shell takes; `text` is where it stands. */
export function checkVariable(variable: string, text: string): void {
  if (VARIABLE.test(variable)) return;
  throw new UserError(
    'IllegalVariable',
    `${shown(text)} would be the variable ${shown(variable)}, which is no name of a variable.`,
    `Write ${REFERENCE_FORM}, with a name of letters, digits and '_' that does not begin with a digit.`,
  );
}

/**
 * Throws for a name that ends like a complete ARN: ECS would look for another secret.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
 *
 * @throws UserError `AmbiguousSecret`.
 */
export function refuseEnding(name: string): void {
  const [ending] = /-[A-Za-z0-9]{6}$/.exec(name) ?? [];
  if (ending === undefined) return;
  throw new UserError(
    'AmbiguousSecret',
    `The secret ${shown(name)} ends in ${shown(ending)}, like the ARN of another secret, so ECS may not find it by its name.`,
    "Give its complete ARN, with the hyphen and six characters at its end; where those are small letters, write 'complete:' before it.",
  );
}

function splitVariable(text: string): { readonly variable?: string; readonly rest: string } {
  const equals = text.indexOf('=');
  // Names of secrets may hold '=', and their ARNs with them.
  if (equals < 0 || text.slice(0, equals).includes(':')) return { rest: text };
  return { variable: text.slice(0, equals).trim(), rest: text.slice(equals + 1).trim() };
}

function splitParts(text: string): {
  readonly resource: string;
  readonly pieces: readonly string[];
} {
  const mark = text.startsWith('complete:') ? 'complete:' : '';
  const fields = text.slice(mark.length).split(':');
  const head = looksLikeArn(text.slice(mark.length)) ? 7 : 1;
  return { resource: mark + fields.slice(0, head).join(':'), pieces: fields.slice(head) };
}

function partOf(pieces: readonly string[], text: string): string | undefined {
  const [key = '', stage = '', version = '', ...more] = pieces;
  const refused = (why: string) =>
    new UserError(
      'BadSecretPart',
      `${shown(text)}: ${why}.`,
      'Behind a secret stands key:stage:version, and any of the three may be empty.',
    );
  if (more.length > 0) throw refused('more than three parts stand behind the secret');
  if (stage !== '' && version !== '') throw refused('a stage and a version exclude each other');
  const odd = [key, stage, version].find((one) => !/^[\w.@/+-]*$/.test(one));
  if (odd !== undefined) throw refused(`${shown(odd)} is no key, stage or version`);
  return key + stage + version === '' ? undefined : `${key}:${stage}:${version}`;
}
