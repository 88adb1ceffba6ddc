import { shown, UserError } from '../../errors.ts';
import type { EnvFile, NamedResource } from '../types.ts';
import { looksLikeArn, parseArn } from './arn.ts';
import { badValue, checkKeys, isObject, parseEach, parseItems, parseText } from './basic.ts';
import { parseNamePattern, parsePlaceholder } from './placeholders.ts';

/** What secrets and parameters differ in. */
interface NamedKind {
  readonly what: 'secret' | 'parameter';
  readonly service: string;
  readonly placeholder: 'secretName' | 'parameterName';
  /** The name that the last field of an ARN holds; `text` is the whole ARN. */
  readonly nameIn: (resource: string, text: string) => string;
}

const SECRET: NamedKind = {
  what: 'secret',
  service: 'secretsmanager',
  placeholder: 'secretName',
  nameIn: secretName,
};
const PARAMETER: NamedKind = {
  what: 'parameter',
  service: 'ssm',
  placeholder: 'parameterName',
  nameIn: parameterName,
};

/** Secrets by name or complete ARN. */
export function parseSecrets(raw: unknown): readonly NamedResource[] {
  return unique(parseEach(parseItems(raw), (item) => parseNamed(item, SECRET)));
}

/** Parameters by name or ARN; a leading slash is dropped, as in their ARNs. */
export function parseParameters(raw: unknown): readonly NamedResource[] {
  return unique(parseEach(parseItems(raw), (item) => parseNamed(item, PARAMETER)));
}

function parseNamed(raw: unknown, kind: NamedKind): NamedResource {
  if (isObject(raw)) {
    checkKeys(raw, ['name', 'account', 'region'], 'a named resource');
    return named(parseText(raw.name, 'a name'), raw, kind);
  }
  const text = parseText(raw, `the name or ARN of a ${kind.what}`);
  refuseWildcard(text, kind.what);
  if (!looksLikeArn(text)) return named(text, {}, kind);
  const { region, account, resource } = parseArn(text, [kind.service]);
  const place = { ...(account !== '' && { account }), ...(region !== '' && { region }) };
  return named(kind.nameIn(resource, text), place, kind);
}

function named(
  name: string,
  { account, region }: Readonly<Record<string, unknown>>,
  { what, placeholder }: NamedKind,
): NamedResource {
  refuseWildcard(name, what);
  const plain = what === 'parameter' ? name.replace(/^\//, '') : name;
  return {
    name: parseNamePattern(placeholder, plain),
    ...(account !== undefined && parsePlaceholder('account', account)),
    ...(region !== undefined && parsePlaceholder('region', region)),
  };
}

function secretName(resource: string, text: string): string {
  const [kind, whole = '', ...rest] = resource.split(':');
  if (kind !== 'secret') throw badValue(text, 'the ARN of a secret (…:secret:name-AbCdEf)');
  if (rest.length > 0) {
    throw new UserError(
      'SecretKeyGiven',
      `${shown(text)} names a key, stage or version of the secret.`,
      `End the ARN after '${whole}': a policy names the whole secret.`,
    );
  }
  const name = /^(.+)-[A-Za-z0-9]{6}$/.exec(whole)?.[1];
  if (name !== undefined) return name;
  throw new UserError(
    'PartialArn',
    `${shown(text)} is not the complete ARN of a secret: the six characters AWS adds are missing.`,
    'Copy the whole ARN, or give the name alone.',
  );
}

function parameterName(resource: string, text: string): string {
  const name = /^parameter\/(.+)$/.exec(resource)?.[1];
  if (name !== undefined) return name;
  throw badValue(text, 'the ARN of a parameter (…:parameter/name)');
}

function refuseWildcard(text: string, what: string): void {
  if (!/[*?]/.test(text)) return;
  throw new UserError(
    'WildcardRefused',
    `${shown(text)} holds a wildcard; a ${what} is named in full.`,
    `Name each ${what}, separated by commas.`,
  );
}

/** A secret or parameter as the answers file holds it; the name alone where nothing else is known. */
export function writeNamed(resource: NamedResource): unknown {
  const { name, account, region } = resource;
  return account === undefined && region === undefined ? name : resource;
}

/** Environment files as `bucket/key`, `s3://bucket/key` or an ARN. */
export function parseEnvFiles(raw: unknown): readonly EnvFile[] {
  return unique(parseEach(parseItems(raw), parseEnvFile));
}

function parseEnvFile(raw: unknown): EnvFile {
  const text = parseText(raw, 'an environment file (bucket/key)');
  const path = looksLikeArn(text) ? parseArn(text, ['s3']).resource : text.replace(/^s3:\/\//, '');
  const slash = path.indexOf('/');
  if (slash < 1) {
    throw badValue(text, 'an environment file', 'Write bucket/key, s3://bucket/key or its ARN.');
  }
  return {
    bucket: parseNamePattern('envFileBucket', path.slice(0, slash)),
    key: parseNamePattern('envFileKey', path.slice(slash + 1)),
  };
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
