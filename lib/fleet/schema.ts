import { answersSchema } from '../answers/answers-file.ts';
import { closedObject, type JsonSchema, textMatching } from '../answers/json-schema.ts';
import { isObject } from '../answers/parse/basic.ts';
import { PLACEHOLDERS } from '../iam/placeholders.ts';
import { stacksetSchema } from './stackset-settings.ts';

/** The name of the schema that is written beside a manifest. */
export const FLEET_SCHEMA_FILE = 'ecs-iam-fleet.schema.json';

/** The JSON Schema of fleet.yaml. */
export function fleetSchema(): JsonSchema {
  const { $defs, properties } = answersSchema('any');
  const all = isObject(properties) ? properties : {};
  const { $schema: _, version: __, project: ___, presets, environments, id, ...rest } = all;
  const answers = {
    description: 'Answers as ecs-iam.json holds them.',
    ...closedObject(rest as Readonly<Record<string, JsonSchema>>),
  };
  const text = { type: 'string', minLength: 1 };
  const folder = { description: 'Where repos are written, with <service> and <group>.', ...text };
  const shared = {
    presets: presets as JsonSchema,
    folder,
    environments: environments as JsonSchema,
    answers,
  };
  const orNothing = (schema: JsonSchema) => ({ oneOf: [schema, { type: 'null' }] });
  const named = (names: JsonSchema, value: JsonSchema) => ({
    type: 'object',
    propertyNames: names,
    additionalProperties: value,
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A fleet of services for generator-ecs-iam',
    ...closedObject(
      {
        version: { const: 1 },
        id: { description: 'Made at random once; roles are known by it.', ...(id as JsonSchema) },
        ...shared,
        accounts: {
          description: 'How each account is reached; "*" is every other one.',
          ...named(
            { pattern: '^(\\d{12}|\\*)$' },
            orNothing(
              closedObject({
                role: { description: 'ARN of a role to assume; <account> is filled in.', ...text },
                externalId: text,
                profile: text,
                concurrency: { type: 'integer', minimum: 1, maximum: 20 },
              }),
            ),
          ),
        },
        stacksets: stacksetSchema(),
        groups: named(text, orNothing(closedObject(shared))),
        services: named(
          textMatching(PLACEHOLDERS.project.pattern),
          orNothing(closedObject({ group: text, id: id as JsonSchema, ...shared })),
        ),
      },
      ['services'],
    ),
    $defs,
  };
}
