import { UserError } from '../../errors.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import type { EnvFile, NamedResource } from '../types.ts';
import { looksLikeArn, parseArn } from './arn.ts';
import { badValue, checkKeys, isObject, parseEach, parseItems, parseText, shown } from './basic.ts';
import { parseNamePattern, parsePlaceholder } from './placeholders.ts';

/** Secrets by name or complete ARN. */
export function parseSecrets(raw: unknown): readonly NamedResource[] {
  return unique(parseEach(parseItems(raw), parseSecret));
}

function parseSecret(raw: unknown): NamedResource {
  if (isObject(raw)) return parseNamed('secretName', raw);
  const text = parseText(raw, 'the name or ARN of a secret');
  refuseWildcard(text, 'secret');
  if (!looksLikeArn(text)) return { name: parseNamePattern('secretName', text) };
  const { region, account, resource } = parseArn(text, ['secretsmanager']);
  const [kind, named = '', ...rest] = resource.split(':');
  if (kind !== 'secret') throw badValue(text, 'the ARN of a secret (…:secret:name-AbCdEf)');
  if (rest.length > 0) {
    throw new UserError(
      'SecretKeyGiven',
      `${shown(text)} names a key, stage or version of the secret.`,
      `End the ARN after '${named}': a policy names the whole secret.`,
    );
  }
  const name = /^(.+)-[A-Za-z0-9]{6}$/.exec(named)?.[1];
  if (name === undefined) {
    throw new UserError(
      'PartialArn',
      `${shown(text)} is not the complete ARN of a secret: the six characters AWS adds are missing.`,
      'Copy the whole ARN, or give the name alone.',
    );
  }
  return { name: parseNamePattern('secretName', name), ...place({ region, account }) };
}

/** Parameters by name or ARN; a leading slash is dropped, as in their ARNs. */
export function parseParameters(raw: unknown): readonly NamedResource[] {
  return unique(parseEach(parseItems(raw), parseParameter));
}

function parseParameter(raw: unknown): NamedResource {
  if (isObject(raw)) return parseNamed('parameterName', raw);
  const text = parseText(raw, 'the name or ARN of a parameter');
  refuseWildcard(text, 'parameter');
  if (!looksLikeArn(text)) return { name: parseNamePattern('parameterName', withoutSlash(text)) };
  const { region, account, resource } = parseArn(text, ['ssm']);
  const name = /^parameter\/(.+)$/.exec(resource)?.[1];
  if (name === undefined) throw badValue(text, 'the ARN of a parameter (…:parameter/name)');
  return { name: parseNamePattern('parameterName', name), ...place({ region, account }) };
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

/** A named resource as the answers file holds it; the name alone where nothing else is known. */
export function writeNamed(resource: NamedResource): unknown {
  const { name, account, region } = resource;
  return account === undefined && region === undefined ? name : resource;
}

function parseNamed(
  placeholder: 'secretName' | 'parameterName',
  raw: Readonly<Record<string, unknown>>,
): NamedResource {
  checkKeys(raw, ['name', 'account', 'region'], 'a named resource');
  const name = parseText(raw.name, 'a name');
  refuseWildcard(name, placeholder === 'secretName' ? 'secret' : 'parameter');
  const { account, region } = raw;
  return {
    name: parseNamePattern(
      placeholder,
      placeholder === 'parameterName' ? withoutSlash(name) : name,
    ),
    ...(account !== undefined && parsePlaceholder('account', account)),
    ...(region !== undefined && parsePlaceholder('region', region)),
  };
}

function place(where: Readonly<Record<'region' | 'account', string>>): Partial<NamedResource> {
  const placeholders: readonly Placeholder[] = ['account', 'region'];
  const given = placeholders.filter(
    (placeholder) => where[placeholder as 'region' | 'account'] !== '',
  );
  return Object.assign(
    {},
    ...given.map((placeholder) =>
      parsePlaceholder(placeholder, where[placeholder as 'region' | 'account']),
    ),
  );
}

function refuseWildcard(text: string, what: string): void {
  if (!/[*?]/.test(text)) return;
  throw new UserError(
    'WildcardRefused',
    `${shown(text)} holds a wildcard; a ${what} is named in full.`,
    `Name each ${what}, separated by commas.`,
  );
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, '');
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
