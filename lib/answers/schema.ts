import { closedObject, type JsonSchema } from './json-schema.ts';
import { ANSWER_QUESTIONS } from './questions.ts';
import { valuesDefinition } from './values-schema.ts';

/** The JSON Schema (draft 2020-12) of ecs-iam.json, made from the questions and the placeholders. */
export function answersSchema(): JsonSchema {
  const questions = ANSWER_QUESTIONS.map(({ name, schema, explanation }) => [
    name,
    { description: explanation, ...schema },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers of generator-ecs-iam',
    ...closedObject({
      $schema: { type: 'string' },
      version: { const: 1 },
      ...Object.fromEntries(questions),
    }),
    $defs: { values: valuesDefinition() },
  };
}

/** The schema as the file beside ecs-iam.json holds it. */
export function answersSchemaText(): string {
  return `${JSON.stringify(answersSchema(), null, 2)}\n`;
}
