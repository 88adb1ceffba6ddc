import type { GrantId } from '../grants/registry.ts';
import { LIMITS } from '../iam/limits.ts';
import { PLACEHOLDERS, type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { closedObject, type JsonSchema, textMatching } from './json-schema.ts';
import { grantPlaceholders } from './parse/grants.ts';
import { arnForm, SETTABLE_PLACEHOLDERS } from './parse/placeholders.ts';

/** What one placeholder takes, an ARN included where parsing takes one. */
export function placeholderSchema(placeholder: Placeholder): JsonSchema {
  const { meaning, pattern } = placeholderSpec(placeholder);
  const taken = arnForm(placeholder) ? new RegExp(`${pattern.source}|^arn:`) : pattern;
  return { description: meaning, ...textMatching(taken) };
}

/** Values of placeholders. */
export function placeholderValuesSchema(): JsonSchema {
  return { $ref: '#/$defs/values', unevaluatedProperties: false };
}

/** What `#/$defs/values` stands for; whoever refers to it closes it. */
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

/** One grant with the parts of its preset. */
export function grantSchema(preset: GrantId): JsonSchema {
  const placeholders = grantPlaceholders(preset).map((placeholder) => [
    placeholder,
    { type: 'string', description: placeholderSpec(placeholder).meaning },
  ]);
  return closedObject({ preset: { const: preset }, ...Object.fromEntries(placeholders) }, [
    'preset',
  ]);
}

/** A secret or parameter. */
export function namedSchema(): JsonSchema {
  const { account, region } = PLACEHOLDERS;
  const place = {
    account: textMatching(account.pattern),
    region: textMatching(region.pattern),
  };
  const name = { type: 'string', pattern: '^[^*?]+$' };
  return { oneOf: [name, closedObject({ name, ...place }, ['name'])] };
}

/** A statement of the user's own. */
export function taskStatementSchema(): JsonSchema {
  const text = { type: 'string', minLength: 1 };
  const texts = { oneOf: [text, { type: 'array', items: text, minItems: 1 }] };
  return closedObject(
    {
      sid: { type: 'string', pattern: '^[A-Za-z0-9]{1,100}$' },
      actions: texts,
      resources: texts,
      conditions: {
        type: 'object',
        additionalProperties: { type: 'object', additionalProperties: texts },
      },
      why: text,
    },
    ['sid', 'actions', 'resources'],
  );
}

/** Settings of one role. */
export function overrideSchema(): JsonSchema {
  return closedObject({
    description: { type: 'string', minLength: 1, maxLength: LIMITS.description },
    maxSessionDuration: {
      type: 'integer',
      minimum: LIMITS.sessionDurationLeast,
      maximum: LIMITS.sessionDurationMost,
    },
  });
}
