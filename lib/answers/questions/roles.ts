import { LIMITS } from '../../iam/limits.ts';
import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { ROLES } from '../../roles/registry.ts';
import { closedObject, listOf, oneOfStrings, textMatching } from '../json-schema.ts';
import { parseWord, parseYesNo } from '../parse/basic.ts';
import {
  POLICY_KINDS,
  parseOptions,
  parsePolicyKind,
  parseRoleOverrides,
  parseRolePolicies,
  parseRoles,
  ROLE_OPTIONS,
} from '../parse/roles.ts';
import { parseRolePath, parseSessionDuration, parseTags } from '../parse/settings.ts';
import type { AnswerQuestion, Question } from '../question.ts';
import type { TrustKind } from '../types.ts';
import { overrideSchema } from '../values-schema.ts';
import { splitOption, splitOverride, splitPair } from './flag-values.ts';
import { placeholderQuestion } from './placeholder-question.ts';

const ROLE_IDS = ROLES.map(({ id }) => id);
const TRUST_KINDS: readonly TrustKind[] = ['default', 'strict', 'plain'];

/** What the AWS managed policies open, in one sentence for the prompt. */
const opens = ROLES.flatMap((role) =>
  'managedAlternative' in role && role.recommended
    ? [`${role.id}: ${role.managedAlternative.opens}`]
    : [],
).join(' ');

const policyChoices = [
  { value: 'inline', title: 'Inline', hint: 'Scoped to this service; goes with the role.' },
  {
    value: 'customer-managed',
    title: 'Customer managed',
    hint: 'The same statements as managed policies of your own.',
  },
  {
    value: 'aws-managed',
    title: 'AWS managed where there is one',
    hint: `Wider than the scoped policies. ${opens}`,
  },
];

/** Which roles there are, and what all of them have. */
export const roleQuestions = [
  {
    kind: 'answer',
    name: 'roles',
    flag: 'roles',
    metavar: 'recommended|all|ID,…',
    group: 'roles',
    type: 'checkbox',
    message: 'Roles',
    explanation: 'The roles to make.',
    asked: 'more',
    choices: ROLES.map(({ id, title, why }) => ({ value: id, title, hint: why })),
    initial: 'recommended',
    depth: 0,
    parse: parseRoles,
    schema: {
      oneOf: [
        oneOfStrings(['recommended', 'all']),
        { ...listOf(oneOfStrings(ROLE_IDS)), minItems: 1 },
      ],
    },
  } satisfies AnswerQuestion<'roles'>,
  {
    kind: 'answer',
    name: 'options',
    flag: 'option',
    metavar: 'ROLE.OPTION[=off]',
    repeatable: true,
    group: 'roles',
    type: 'input',
    message: 'Role options',
    explanation: 'Switches an option of one role on, or off; docs/roles.md lists them.',
    asked: 'never',
    initial: {},
    depth: 1,
    fromFlag: splitOption,
    parse: parseOptions,
    schema: closedObject(Object.fromEntries(ROLE_OPTIONS.map((key) => [key, { type: 'boolean' }]))),
  } satisfies AnswerQuestion<'options'>,
  {
    kind: 'answer',
    name: 'policies',
    flag: 'policies',
    metavar: 'KIND',
    group: 'roles',
    type: 'select',
    message: 'Policies',
    explanation: 'How permissions are kept.',
    asked: 'more',
    choices: policyChoices,
    initial: 'inline',
    depth: 0,
    parse: parsePolicyKind,
    schema: oneOfStrings(POLICY_KINDS),
  } satisfies AnswerQuestion<'policies'>,
  {
    kind: 'answer',
    name: 'rolePolicies',
    flag: 'role-policies',
    metavar: 'ROLE=KIND',
    repeatable: true,
    group: 'roles',
    type: 'input',
    message: 'Policies of one role',
    explanation: 'How the permissions of one role are kept.',
    asked: 'never',
    initial: {},
    depth: 1,
    fromFlag: (text) => splitPair('rolePolicies', text, 'ROLE=KIND'),
    parse: parseRolePolicies,
    schema: closedObject(
      Object.fromEntries(ROLE_IDS.map((id) => [id, oneOfStrings(POLICY_KINDS)])),
    ),
  } satisfies AnswerQuestion<'rolePolicies'>,
  {
    kind: 'answer',
    name: 'trust',
    flag: 'trust',
    metavar: 'KIND',
    group: 'roles',
    type: 'select',
    message: 'Source conditions in trust policies',
    explanation:
      'Source conditions: where AWS documents them, wherever a service offers them, none.',
    asked: 'more',
    choices: [
      { value: 'default', title: 'Where AWS documents them' },
      { value: 'strict', title: 'Wherever a service offers them' },
      { value: 'plain', title: 'None', hint: 'Leaves the confused deputy open.' },
    ],
    initial: 'default',
    depth: 0,
    parse: (raw) => parseWord(raw, TRUST_KINDS, 'a kind of trust'),
    schema: oneOfStrings(TRUST_KINDS),
  } satisfies AnswerQuestion<'trust'>,
  placeholderQuestion({
    name: 'permissionsBoundary',
    flag: 'permissions-boundary',
    metavar: 'ARN',
    group: 'roles',
  }),
  {
    kind: 'answer',
    name: 'rolePath',
    flag: 'role-path',
    metavar: '/PATH/',
    group: 'roles',
    type: 'input',
    message: 'Role path',
    explanation: 'Path of every role, beginning and ending with /.',
    asked: 'never',
    initial: '/',
    depth: 0,
    parse: parseRolePath,
    schema: { ...textMatching(PLACEHOLDERS.rolePath.pattern), maxLength: LIMITS.path },
  } satisfies AnswerQuestion<'rolePath'>,
  {
    kind: 'answer',
    name: 'tags',
    flag: 'tag',
    metavar: 'KEY=VALUE',
    repeatable: true,
    group: 'roles',
    type: 'input',
    message: 'Tags',
    explanation: 'A tag on every role.',
    asked: 'never',
    initial: {},
    depth: 1,
    fromFlag: (text) => splitPair('tags', text, 'KEY=VALUE'),
    parse: parseTags,
    schema: {
      type: 'object',
      additionalProperties: { type: 'string', maxLength: LIMITS.tagValue },
    },
  } satisfies AnswerQuestion<'tags'>,
  {
    kind: 'answer',
    name: 'maxSessionDuration',
    flag: 'max-session-duration',
    metavar: 'SECONDS',
    group: 'roles',
    type: 'input',
    message: 'Longest session in seconds',
    explanation: `Longest session, ${LIMITS.sessionDurationLeast} to ${LIMITS.sessionDurationMost} seconds.`,
    asked: 'never',
    initial: 3600,
    depth: 0,
    parse: parseSessionDuration,
    schema: {
      type: 'integer',
      minimum: LIMITS.sessionDurationLeast,
      maximum: LIMITS.sessionDurationMost,
    },
  } satisfies AnswerQuestion<'maxSessionDuration'>,
  {
    kind: 'answer',
    name: 'roleOverrides',
    flag: 'role-override',
    metavar: 'ROLE.SETTING=VALUE',
    repeatable: true,
    group: 'roles',
    type: 'input',
    message: 'Settings of one role',
    explanation: 'The description or maxSessionDuration of one role.',
    asked: 'never',
    initial: {},
    depth: 2,
    fromFlag: splitOverride,
    parse: parseRoleOverrides,
    schema: closedObject(Object.fromEntries(ROLE_IDS.map((id) => [id, overrideSchema()]))),
  } satisfies AnswerQuestion<'roleOverrides'>,
  {
    kind: 'answer',
    name: 'serviceLinkedRole',
    flag: 'service-linked-role',
    metavar: 'yes|no',
    group: 'roles',
    type: 'confirm',
    message: "Make ECS's service-linked role when it is absent",
    explanation: "Makes ECS's service-linked role when the account has none.",
    asked: 'never',
    initial: true,
    depth: 0,
    parse: parseYesNo,
    schema: { type: 'boolean' },
  } satisfies AnswerQuestion<'serviceLinkedRole'>,
] as const satisfies readonly Question[];
