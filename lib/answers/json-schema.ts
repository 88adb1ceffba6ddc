/** The part of JSON Schema (draft 2020-12) that the answers file needs. */
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

/** A schema for a list without duplicates. */
export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** A schema for an object with these keys and no other. */
export function closedObject(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', additionalProperties: false, required, properties };
}
