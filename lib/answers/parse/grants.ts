import { UserError } from '../../errors.ts';
import { GRANTS, type GrantId, grantById, isGrantId } from '../../grants/registry.ts';
import { open, partsOf } from '../../iam/open.ts';
import { type OpenPart, type PartValues, partSpec } from '../../iam/parts.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Grant } from '../types.ts';
import { alternatives, collect, isObject, parseEach, parseText, shown } from './basic.ts';
import { arnForm, orderValues, parseNamePattern, parsePart } from './parts.ts';

/** Parts that follow from the environment and are no value of a grant. */
const OF_ENVIRONMENT: readonly OpenPart[] = [
  'partition',
  'dnsSuffix',
  'region',
  'account',
  'project',
  'environment',
  'rolePath',
];

/** The parts that a preset's statements hold, in order of appearance, but for the environment's. */
export function grantParts(preset: GrantId): readonly OpenPart[] {
  const parts = partsOf(open(JSON.stringify(grantById(preset).statements)));
  return parts.filter((part) => !OF_ENVIRONMENT.includes(part));
}

/** The parts of a preset that need a value: no default, and no meaning without one. */
export function neededGrantParts(preset: GrantId): readonly OpenPart[] {
  return grantParts(preset).filter(
    (part) => part !== 'prefix' && partSpec(part).initial === undefined,
  );
}

/** Grants: presets as `s3Read,bucketName=data`, or as objects of the answers file. */
export function parseGrants(raw: unknown): readonly Grant[] {
  if (typeof raw === 'string') return [parseGrant(grantFromText(raw))];
  if (!Array.isArray(raw))
    throw new UserError('BadValue', `${shown(raw)} is not a list of grants.`);
  return parseEach(raw, (one) => parseGrant(typeof one === 'string' ? grantFromText(one) : one));
}

/** `s3Read,bucketName=data` as the object of the answers file. */
export function grantFromText(text: string): Readonly<Record<string, unknown>> {
  const [preset = '', ...pairs] = text.split(',').map((piece) => piece.trim());
  const values = pairs.map((pair): readonly [string, string] => {
    const equals = pair.indexOf('=');
    if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
    throw new UserError(
      'BadValue',
      `${shown(pair)} is not part=value.`,
      `Write ${preset},part=value; repeat --grant for another preset.`,
    );
  });
  return { ...Object.fromEntries(values), preset };
}

function parseGrant(raw: unknown): Grant {
  if (!isObject(raw)) throw new UserError('BadValue', `${shown(raw)} is not a grant.`);
  const { preset: name, ...given } = raw;
  const preset = parsePreset(parseText(name, 'the name of a grant'));
  const parts = grantParts(preset);
  const values = collect(
    Object.entries(given).map(
      ([part, value]) =>
        () =>
          grantValue(preset, parts, part, value),
    ),
  );
  return { preset, values: orderValues(Object.assign({}, ...values)) };
}

function parsePreset(text: string): GrantId {
  if (isGrantId(text)) return text;
  const ids = GRANTS.map(({ id }) => id);
  throw new UserError(
    'UnknownGrant',
    `There is no grant ${shown(text)}.`,
    didYouMean(text, ids, `Grants are ${alternatives(ids)}.`),
  );
}

function grantValue(
  preset: GrantId,
  parts: readonly OpenPart[],
  name: string,
  value: unknown,
): PartValues {
  const part = parts.find((one) => one === name);
  if (part !== undefined) {
    return arnForm(part) ? parsePart(part, value) : { [part]: parseNamePattern(part, value) };
  }
  throw new UserError(
    'UnknownPart',
    `Grant ${preset} has no part ${shown(name)}.`,
    didYouMean(name, parts, parts.length > 0 ? `It has ${alternatives(parts)}.` : 'It has none.'),
  );
}
