import { UserError } from '../../errors.ts';
import { GRANTS, type GrantId, grantById, isGrantId } from '../../grants/registry.ts';
import {
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../../iam/placeholders.ts';
import { placeholdersOf, template } from '../../iam/template-string.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Grant } from '../types.ts';
import { alternatives, collect, isObject, parseEach, parseText, shown } from './basic.ts';
import { arnForm, orderValues, parseNamePattern, parsePlaceholder } from './placeholders.ts';

/** Parts that follow from the environment and are no value of a grant. */
const OF_ENVIRONMENT: readonly Placeholder[] = [
  'partition',
  'dnsSuffix',
  'region',
  'account',
  'project',
  'environment',
  'rolePath',
];

/** The placeholders that a preset's statements hold, in order of appearance, but for the environment's. */
export function grantPlaceholders(preset: GrantId): readonly Placeholder[] {
  const placeholders = placeholdersOf(template(JSON.stringify(grantById(preset).statements)));
  return placeholders.filter((placeholder) => !OF_ENVIRONMENT.includes(placeholder));
}

/** The placeholders of a preset that need a value: no default, and no meaning without one. */
export function neededGrantPlaceholders(preset: GrantId): readonly Placeholder[] {
  return grantPlaceholders(preset).filter(
    (placeholder) => placeholder !== 'prefix' && placeholderSpec(placeholder).initial === undefined,
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
  const placeholders = grantPlaceholders(preset);
  const values = collect(
    Object.entries(given).map(
      ([placeholder, value]) =>
        () =>
          grantValue(preset, placeholders, placeholder, value),
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
  placeholders: readonly Placeholder[],
  name: string,
  value: unknown,
): PlaceholderValues {
  const placeholder = placeholders.find((one) => one === name);
  if (placeholder !== undefined) {
    return arnForm(placeholder)
      ? parsePlaceholder(placeholder, value)
      : { [placeholder]: parseNamePattern(placeholder, value) };
  }
  throw new UserError(
    'UnknownPlaceholder',
    `Grant ${preset} has no part ${shown(name)}.`,
    didYouMean(
      name,
      placeholders,
      placeholders.length > 0 ? `It has ${alternatives(placeholders)}.` : 'It has none.',
    ),
  );
}
