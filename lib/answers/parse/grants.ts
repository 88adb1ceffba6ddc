import { didYouMean } from '../../did-you-mean.ts';
import { shown, UserError } from '../../errors.ts';
import { GRANTS, type GrantId, grantById, isGrantId } from '../../grants/registry.ts';
import type { GrantPreset } from '../../grants/types.ts';
import {
  OF_ENVIRONMENT,
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../../iam/placeholders.ts';
import { placeholdersOf, template } from '../../iam/template-string.ts';
import type { Grant, Preset } from '../types.ts';
import {
  alternatives,
  attempt,
  badValue,
  isObject,
  parseEach,
  parseEntries,
  parseText,
} from './basic.ts';
import { readPasted } from './pasted.ts';
import { orderValues, parsePlaceholderPattern } from './placeholders.ts';

/** The placeholders of a preset's statements without those of the environment, as they appear. */
export function grantPlaceholders(preset: GrantId): readonly Placeholder[] {
  return placeholdersOfGrant(grantById(preset));
}

/** The same of a grant that is not in the catalogue. */
export function placeholdersOfGrant({ statements }: GrantPreset): readonly Placeholder[] {
  const placeholders = placeholdersOf(template(JSON.stringify(statements)));
  return placeholders.filter((placeholder) => !OF_ENVIRONMENT.includes(placeholder));
}

/** The placeholders of a preset that need a value: no default, and no meaning without one. */
export function neededGrantPlaceholders(preset: GrantId): readonly Placeholder[] {
  return grantPlaceholders(preset).filter(
    (placeholder) => placeholder !== 'prefix' && placeholderSpec(placeholder).initial === undefined,
  );
}

/**
 * Grants: presets as `s3Read,bucketName=data`, or as objects of the answers file; those of the
 * catalogue and those of the team.
 */
export function parseGrants(raw: unknown, presets: readonly Preset[] = []): readonly Grant[] {
  if (typeof raw !== 'string' && !Array.isArray(raw)) throw badValue(raw, 'a list of grants');
  const own = presets.flatMap(({ grants }) => grants);
  return parseEach([raw].flat(), (one) => parseGrant(one, own));
}

/** `s3Read,bucketName=data` as the object of the answers file. */
export function grantFromText(text: string): Readonly<Record<string, unknown>> {
  const [preset = '', ...pairs] = text.split(',').map((piece) => piece.trim());
  const values = pairs.map((pair): readonly [string, string] => {
    const equals = pair.indexOf('=');
    if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
    const hint = `Write ${preset},NAME=VALUE; repeat --grant for another preset.`;
    throw badValue(pair, 'NAME=VALUE', hint);
  });
  return { ...Object.fromEntries(values), preset };
}

function parseGrant(raw: unknown, ofTeam: readonly GrantPreset[]): Grant {
  const object = typeof raw === 'string' ? grantFromText(raw) : raw;
  if (!isObject(object)) throw badValue(object, 'a grant');
  const { preset: name, ...provided } = withProfile(object);
  const text = parseText(name, 'the name of a grant');
  const own = ofTeam.findLast(({ id }) => id === text);
  const grant = own ?? grantById(parsePreset(text, ofTeam));
  const values = parseEntries(provided, (placeholder, value) =>
    grantValue(grant, placeholder, value),
  );
  const joined = orderValues(Object.assign({}, ...Object.values(values)));
  return { preset: grant.id, ...(own && { own }), values: joined };
}

/** A model whose ID begins with a geography is called through an inference profile, which is another grant. */
function withProfile(grant: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { preset, modelId, inferenceProfileId = modelId, ...rest } = grant;
  const isBedrock = preset === 'bedrockInvoke' || preset === 'bedrockInferenceProfile';
  if (!isBedrock || typeof inferenceProfileId !== 'string') return grant;
  const text = inferenceProfileId.trim();
  const profile = attempt(() => readPasted('inferenceProfileId', text), [])?.value?.name ?? text;
  if (!placeholderSpec('inferenceProfileId').pattern.test(profile)) return grant;
  const model = profile.slice(profile.indexOf('.') + 1);
  const named = modelId === undefined || modelId === inferenceProfileId ? model : modelId;
  return { ...rest, preset: 'bedrockInferenceProfile', inferenceProfileId, modelId: named };
}

function parsePreset(text: string, ofTeam: readonly GrantPreset[]): GrantId {
  if (isGrantId(text)) return text;
  const own = ofTeam.map(({ id }) => id);
  const ids = [...GRANTS.map(({ id }) => id), ...own];
  const hint = didYouMean(
    text,
    ids,
    `ecs-iam list grants has them${own.length === 0 ? '' : `, and presets ${own.join(', ')}`}.`,
  );
  throw new UserError('UnknownGrant', `There is no grant ${shown(text)}.`, hint);
}

function grantValue(grant: GrantPreset, name: string, value: unknown): PlaceholderValues {
  const { id: preset } = grant;
  const placeholders = placeholdersOfGrant(grant);
  const placeholder = placeholders.find((one) => one === name);
  if (placeholder === undefined) {
    const all = placeholders.length > 0 ? `It has ${alternatives(placeholders)}.` : 'It has none.';
    throw new UserError(
      'UnknownPlaceholder',
      `Grant ${preset} has no placeholder ${shown(name)}.`,
      didYouMean(name, placeholders, all),
    );
  }
  const values = parsePlaceholderPattern(placeholder, value);
  const stranger = Object.keys(values).find((one) => !placeholders.some((own) => own === one));
  if (stranger === undefined) return values;
  throw badValue(value, `a value for ${placeholder}: grant ${preset} has no ${stranger}`);
}
