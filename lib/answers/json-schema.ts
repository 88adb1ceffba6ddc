import type { GrantId } from '../grants/registry.ts';
import { LIMITS } from '../iam/limits.ts';
import { PLACEHOLDERS, type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { formsOf } from './parse/forms.ts';
import { grantPlaceholders } from './parse/grants.ts';
import { SETTABLE_PLACEHOLDERS } from './parse/placeholders.ts';

/** A JSON Schema (draft 2020-12). */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A schema that takes these strings alone. */
export function oneOfStrings(values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values };
}

/** A schema for text that matches a whole pattern. */
export function textMatching(pattern: RegExp): JsonSchema {
  return { type: 'string', pattern: pattern.source };
}

/** A schema for a list. */
export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** A schema for an object with these keys and no other. */
export function closedObject(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  const needed = required.length > 0 ? { required } : {};
  return { type: 'object', additionalProperties: false, ...needed, properties };
}

/** A schema for an object with the same schema under each of some keys. */
export function closedRecord(keys: readonly string[], value: JsonSchema): JsonSchema {
  return closedObject(Object.fromEntries(keys.map((key) => [key, value])));
}

/** How texts begin that people paste in place of a name. */
const PASTED = '^(complete:)?(arn:|[a-z0-9+]+:/|git@|codecommit::|\\d{12}\\.dkr)';

/** What one placeholder takes, a pasted text included where parsing takes one. */
export function placeholderSchema(placeholder: Placeholder): JsonSchema {
  const { meaning, pattern } = placeholderSpec(placeholder);
  const taken =
    formsOf(placeholder).length > 0 ? new RegExp(`${pattern.source}|${PASTED}`) : pattern;
  return { description: meaning, ...textMatching(taken) };
}

/** Values of placeholders. */
export function placeholderValuesSchema(): JsonSchema {
  return { $ref: '#/$defs/values', unevaluatedProperties: false };
}

/** The definition `#/$defs/values`; each `$ref` to it adds `unevaluatedProperties: false`. */
export function valuesDefinition(): JsonSchema {
  const properties = SETTABLE_PLACEHOLDERS.map((placeholder) => [
    placeholder,
    placeholderSchema(placeholder),
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) };
}

/** Environments by name, or as a list where an order of numbers must be kept. */
export function environmentsSchema(): JsonSchema {
  const name = textMatching(PLACEHOLDERS.environment.pattern);
  return {
    oneOf: [
      {
        type: 'object',
        minProperties: 1,
        propertyNames: name,
        additionalProperties: placeholderValuesSchema(),
      },
      {
        type: 'array',
        minItems: 1,
        items: { ...placeholderValuesSchema(), required: ['name'], properties: { name } },
      },
    ],
  };
}

/** One grant with the placeholders of its preset. */
export function grantSchema(preset: GrantId): JsonSchema {
  const placeholders = grantPlaceholders(preset).map((placeholder) => [
    placeholder,
    { type: 'string', description: placeholderSpec(placeholder).meaning },
  ]);
  const properties = { preset: { const: preset }, ...Object.fromEntries(placeholders) };
  return closedObject(properties, ['preset']);
}

/** A task definition that was given; ECS alone knows all that one may hold. */
export function taskDefinitionSchema(): JsonSchema {
  const properties = {
    environment: textMatching(PLACEHOLDERS.environment.pattern),
    container: { type: 'string' },
    definition: {
      type: 'object',
      required: ['containerDefinitions'],
      properties: { containerDefinitions: listOf({ type: 'object' }) },
    },
  };
  return closedObject(properties, ['container', 'definition']);
}

/** A secret or parameter. */
export function namedSchema(): JsonSchema {
  const { account, region } = PLACEHOLDERS;
  const place = { account: textMatching(account.pattern), region: textMatching(region.pattern) };
  const name = { type: 'string', pattern: '^[^*?]+$' };
  const besides = {
    variable: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
    suffix: { type: 'string', pattern: '^[A-Za-z0-9]{6}$' },
    part: { type: 'string' },
  };
  return { oneOf: [name, closedObject({ name, ...besides, ...place }, ['name'])] };
}

/** A statement of the user's own. */
export function taskStatementSchema(): JsonSchema {
  const text = { type: 'string', minLength: 1 };
  const texts = { oneOf: [text, { type: 'array', items: text, minItems: 1 }] };
  const conditions = {
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: texts },
  };
  const sid = { type: 'string', pattern: '^[A-Za-z0-9]{1,100}$' };
  return closedObject({ sid, actions: texts, resources: texts, conditions, why: text }, [
    'sid',
    'actions',
    'resources',
  ]);
}

/** Seconds, as `maxSessionDuration` takes them. */
export const SESSION_DURATION: JsonSchema = {
  type: 'integer',
  minimum: LIMITS.sessionDurationLeast,
  maximum: LIMITS.sessionDurationMost,
};

/** Settings of one role. */
export function overrideSchema(): JsonSchema {
  return closedObject({
    description: { type: 'string', minLength: 1, maxLength: LIMITS.description },
    maxSessionDuration: SESSION_DURATION,
    path: { ...textMatching(PLACEHOLDERS.rolePath.pattern), maxLength: LIMITS.path },
  });
}
