import { GRANTS } from '../grants/registry.ts';
import type { GrantPreset } from '../grants/types.ts';
import { closedObject, type JsonSchema } from './json-schema.ts';
import { OWN_ROLE_ID } from './own-roles.ts';
import { isObject } from './parse/basic.ts';
import { placeholdersOfGrant } from './parse/grants.ts';
import type { Answers, Preset } from './types.ts';

/** The presets whose grants and roles a schema takes; `any`: where it is not known which there are. */
export type SchemaPresets = readonly Preset[] | 'any';

/** The answers that have one value for each role. */
const BY_ROLE: readonly (keyof Answers)[] = ['rolePolicies', 'roleNames', 'roleOverrides'];

/** The schema of an answer, which takes the grants and the roles of presets too. */
export function withOwn(
  name: keyof Answers,
  schema: JsonSchema,
  presets: SchemaPresets,
): JsonSchema {
  if (BY_ROLE.includes(name)) return withOwnRoles(schema, presets);
  return name === 'grants' ? withOwnGrants(schema, presets) : schema;
}

function withOwnRoles(schema: JsonSchema, presets: SchemaPresets): JsonSchema {
  const { properties } = schema;
  if (!isObject(properties)) return schema;
  const [value] = Object.values(properties);
  if (presets === 'any') return { ...schema, patternProperties: { [OWN_ROLE_ID.source]: value } };
  const own = presets.flatMap(({ roles }) => roles.map(({ role }) => [role.id, value] as const));
  return { ...schema, properties: { ...properties, ...Object.fromEntries(own) } };
}

function withOwnGrants(schema: JsonSchema, presets: SchemaPresets): JsonSchema {
  const { items } = schema;
  if (!isObject(items) || !Array.isArray(items.oneOf)) return schema;
  const text = { type: 'string' };
  const own =
    presets === 'any'
      ? [
          {
            type: 'object',
            required: ['preset'],
            properties: { preset: { ...text, not: { enum: GRANTS.map(({ id }) => id) } } },
            additionalProperties: text,
          },
        ]
      : lastById(presets).map((grant) => {
          const values = placeholdersOfGrant(grant).map((one) => [one, text] as const);
          const properties = { preset: { const: grant.id }, ...Object.fromEntries(values) };
          return closedObject(properties, ['preset']);
        });
  return { ...schema, items: { ...items, oneOf: [...items.oneOf, ...own] } };
}

/** Of two grants with one id the later preset's. */
function lastById(presets: readonly Preset[]): readonly GrantPreset[] {
  const all = presets.flatMap(({ grants }) => grants.map((one) => [one.id, one] as const));
  return [...new Map(all).values()];
}
