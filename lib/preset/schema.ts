import { answersSchema } from '../answers/answers-file.ts';
import {
  closedObject,
  type JsonSchema,
  listOf,
  oneOfStrings,
  taskStatementSchema,
  textMatching,
} from '../answers/json-schema.ts';
import { OWN_ROLE_ANSWERS, OWN_ROLE_ID } from '../answers/own-roles.ts';
import { badValue, isObject } from '../answers/parse/basic.ts';
import { ROLE_IDS, ROLE_OPTIONS } from '../answers/parse/roles.ts';
import { PLACEHOLDERS } from '../iam/placeholders.ts';
import { type At, keysAt } from './placed.ts';

/** The version of the preset file that this generator reads. */
export const PRESET_VERSION = 1;

/** The name of the schema that is written beside a preset. */
export const PRESET_SCHEMA_FILE = 'ecs-iam-preset.schema.json';

/** Checks the keys of a preset and its version. */
export function checkPresetKeys(preset: Readonly<Record<string, unknown>>, at: At): void {
  const { properties } = presetSchema();
  const known = isObject(properties) ? Object.keys(properties) : [];
  keysAt(preset, { path: [], at }, { known, where: 'a preset' });
  at(['version'], () => {
    if (preset.version === undefined || preset.version === PRESET_VERSION) return;
    throw badValue(preset.version, `the version ${PRESET_VERSION}`, 'Update this generator.');
  });
}

/** The JSON Schema of a preset. */
export function presetSchema(): JsonSchema {
  const { $defs, properties } = answersSchema('any');
  const answers = isObject(properties) ? properties : {};
  const { $schema: _, version: __, project: ___, presets: ____, id: _____, ...ofPreset } = answers;
  const provided = closedObject(ofPreset as Readonly<Record<string, JsonSchema>>);
  const text = { type: 'string', minLength: 1 };
  const account = textMatching(PLACEHOLDERS.account.pattern);
  const patterns = { type: 'object', additionalProperties: text };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Preset of generator-ecs-iam: the rules of a team',
    ...closedObject(
      {
        $schema: { type: 'string' },
        version: { const: PRESET_VERSION },
        name: { ...text, description: 'What messages call the preset.' },
        description: text,
        defaults: { description: 'Answers for whoever gives none.', ...provided },
        locked: { description: 'Answers that nobody may give differently.', ...provided },
        roleNames: {
          description:
            'Patterns of role names by role, or * for all; <role>, <project>, <environment>.',
          ...patterns,
        },
        mandatoryTags: { description: 'Tag key to pattern of its value, with *.', ...patterns },
        permissionsBoundary: {
          description: 'ARN of the boundary of every role; may hold <account> and <partition>.',
          ...text,
        },
        regions: { description: 'The only Regions.', ...listOf(text) },
        accounts: {
          description: 'Environment to the account, or the accounts, that it may be in.',
          type: 'object',
          additionalProperties: { oneOf: [account, listOf(account)] },
        },
        forbidden: closedObject({
          grants: listOf(text),
          options: listOf(oneOfStrings(ROLE_OPTIONS)),
          roles: listOf(oneOfStrings(ROLE_IDS)),
        }),
        grants: {
          description: 'Grants of its own for the task role.',
          ...listOf(
            closedObject(
              {
                id: { type: 'string', pattern: '^[a-z][A-Za-z0-9]{1,40}$' },
                title: text,
                summary: text,
                note: text,
                statements: listOf(taskStatementSchema()),
              },
              ['id', 'summary', 'statements'],
            ),
          ),
        },
        roles: {
          description: 'Roles of its own, made besides those of the catalogue.',
          ...listOf(
            closedObject(
              {
                id: { type: 'string', pattern: OWN_ROLE_ID.source },
                title: text,
                name: { description: 'Default: <project>-ID-role-<environment>.', ...text },
                purpose: { description: 'What the role is for, in one sentence.', ...text },
                why: { description: 'When it is needed.', ...text },
                risk: { description: 'What whoever controls it can do.', ...text },
                trust: {
                  description: 'Who may assume it: one principal each.',
                  ...listOf(
                    closedObject({
                      service: { type: 'string', pattern: '\\.amazonaws\\.com$' },
                      account: text,
                      role: text,
                      federated: text,
                      conditions: { type: 'object' },
                    }),
                  ),
                },
                statements: listOf(taskStatementSchema()),
                when: {
                  description: 'Answers with which it is made; none: always.',
                  ...closedObject(
                    Object.fromEntries(OWN_ROLE_ANSWERS.map((name) => [name, listOf(text)])),
                  ),
                },
                sources: { description: 'TITLE: https://…', ...listOf(text) },
              },
              ['id', 'title', 'purpose', 'why', 'risk', 'trust', 'statements'],
            ),
          ),
        },
        docs: { description: 'Markdown for the documents of each repo.', type: 'string' },
      },
      ['name'],
    ),
    $defs,
  };
}
