import { shown, UserError } from '../../errors.ts';
import type { EnvFile, NamedResource } from '../types.ts';
import { derivedVariable } from '../variables.ts';
import { looksLikeArn } from './arn.ts';
import { badValue, checkKeys, isObject, parseEach, parseItems, parseText } from './basic.ts';
import { readPasted } from './pasted.ts';
import { parseNamePattern, parsePlaceholder, parsePlaceholderPattern } from './placeholders.ts';
import { checkVariable, parseReference, REFERENCE_FORM, refuseEnding } from './secret-reference.ts';

type What = 'secret' | 'parameter';

const PLACEHOLDER = { secret: 'secretName', parameter: 'parameterName' } as const;

/** Secrets as `[NAME=]REFERENCE`, by name or complete ARN. */
export function parseSecrets(raw: unknown): readonly NamedResource[] {
  return unique(parseEach(parseItems(raw), (item) => parseNamed(item, 'secret')));
}

/** Parameters likewise; a leading slash is dropped, as in their ARNs. */
export function parseParameters(raw: unknown): readonly NamedResource[] {
  return unique(parseEach(parseItems(raw), (item) => parseNamed(item, 'parameter')));
}

const KEYS: readonly (keyof NamedResource)[] = [
  'name',
  'variable',
  'suffix',
  'part',
  'account',
  'region',
];

function parseNamed(raw: unknown, what: What): NamedResource {
  if (!isObject(raw)) {
    const text = parseText(raw, `${REFERENCE_FORM} of a ${what}`).trim();
    refuseWildcard(text, what);
    return fromText(text, what);
  }
  checkKeys(raw, KEYS, 'a named resource');
  const { name, suffix, part, variable, account, region } = raw;
  const text = parseText(name, 'a name');
  refuseWildcard(text, what);
  const given = {
    ...parseReference(`${text}${part === undefined ? '' : `:${parseText(part)}`}`, what),
    ...(variable !== undefined && { variable: parseText(variable) }),
    ...(suffix !== undefined && { suffix: parseSuffix(suffix) }),
    ...(account !== undefined && parsePlaceholder('account', account)),
    ...(region !== undefined && parsePlaceholder('region', region)),
  };
  return named({ ...given, name: given.resource }, text, what);
}

/** Of an ARN its complete name is kept, and where it lies. */
function fromText(text: string, what: What): NamedResource {
  const { resource, variable, part } = parseReference(text, what);
  const besides = {
    ...(variable !== undefined && { variable }),
    ...(part !== undefined && { part }),
  };
  if (what === 'secret') refusePartial(resource);
  const isArn = looksLikeArn(resource.replace(/^complete:/, ''));
  const pasted = isArn ? readPasted(PLACEHOLDER[what], resource) : undefined;
  if (pasted === undefined) return named({ name: resource, ...besides }, text, what);
  const { name, six, place } = pasted;
  const { account, region } = place;
  const where = { ...(account && { account }), ...(region && { region }) };
  return named({ name, ...besides, ...(six && { suffix: six }), ...where }, text, what);
}

/** Checks the name and the variable; `text` is as it was given. */
function named(one: NamedResource, text: string, what: What): NamedResource {
  const { name: given, variable, suffix, part, account, region } = one;
  const plain = what === 'parameter' ? given.replace(/^\//, '') : given;
  const name = parseNamePattern(PLACEHOLDER[what], plain);
  if (what === 'secret' && suffix === undefined) refuseEnding(name);
  const derived = derivedVariable(name, part);
  if (name.includes('!') && variable === undefined && part === undefined) throw needsName(text);
  checkVariable(variable ?? derived, text);
  return {
    name,
    ...(variable !== undefined && variable !== derived && { variable }),
    ...(suffix !== undefined && { suffix }),
    ...(part !== undefined && { part }),
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
  };
}

function parseSuffix(raw: unknown): string {
  const text = parseText(raw, 'six letters and digits');
  if (/^[A-Za-z0-9]{6}$/.test(text)) return text;
  throw badValue(text, 'what Secrets Manager adds to a name: six letters and digits');
}

function refusePartial(resource: string): void {
  if (!looksLikeArn(resource) || !/:secret:[^:]+$/.test(resource)) return;
  if (/-[A-Za-z0-9]{6}$/.test(resource)) return;
  throw new UserError(
    'PartialArn',
    `${shown(resource)} is not the complete ARN of a secret: the six characters AWS adds are missing.`,
    'Copy the whole ARN, or give the name alone.',
  );
}

function needsName(text: string): UserError {
  return new UserError(
    'IllegalVariable',
    `${shown(text)} is a secret that AWS named, and no variable follows from that name.`,
    `Write ${REFERENCE_FORM}, such as DATABASE=${text}.`,
  );
}

function refuseWildcard(text: string, what: What): void {
  if (!/[*?]/.test(text)) return;
  throw new UserError(
    'WildcardRefused',
    `${shown(text)} holds a wildcard; a ${what} is named in full.`,
    `Name each ${what}, separated by commas.`,
  );
}

/** A secret or parameter as the answers file holds it: as it may be written, where that says all. */
export function writeNamed(resource: NamedResource): unknown {
  const { name, variable, suffix, part, account, region } = resource;
  if (account ?? region ?? suffix) return resource;
  if (variable === undefined && name.includes('=')) return resource;
  const named = variable === undefined ? name : `${variable}=${name}`;
  return part === undefined ? named : `${named}:${part}`;
}

/** Environment files as `bucket/key`, `s3://bucket/key` or an ARN. */
export function parseEnvFiles(raw: unknown): readonly EnvFile[] {
  return unique(parseEach(parseItems(raw), parseEnvFile));
}

function parseEnvFile(raw: unknown): EnvFile {
  const { envFileBucket: bucket, envFileKey: key } = parsePlaceholderPattern('envFileBucket', raw);
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw badValue(raw, 'an environment file', 'Write bucket/key, s3://bucket/key or its ARN.');
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
