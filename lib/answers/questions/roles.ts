import { LIMITS } from '../../iam/limits.ts';
import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { ROLES } from '../../roles/registry.ts';
import { noExecutionRole } from '../execution-role.ts';
import {
  closedRecord,
  listOf,
  oneOfStrings,
  overrideSchema,
  SESSION_DURATION,
  textMatching,
} from '../json-schema.ts';
import { parseYesNo } from '../parse/basic.ts';
import {
  EXISTING_ROLE_ARN,
  EXISTING_ROLE_KEY,
  parseExistingRoles,
} from '../parse/existing-roles.ts';
import { parseRoleNames, ROLE_NAME_PATTERN } from '../parse/role-names.ts';
import {
  POLICY_KINDS,
  parseId,
  parseOptions,
  parseRoleOverrides,
  parseRolePath,
  parseRolePolicies,
  parseRoles,
  parseSessionDuration,
  parseTags,
  ROLE_IDS,
  ROLE_OPTIONS,
} from '../parse/roles.ts';
import {
  createOrExisting,
  placeholderQuestion,
  type Question,
  question,
  selectQuestion,
} from '../question.ts';
import { splitOption, splitOverride, splitPair } from './flag-values.ts';

/** What the AWS managed policies of recommended roles grant besides, for the prompt. */
const wider = ROLES.flatMap((role) =>
  'managedAlternative' in role && role.recommended
    ? [`${role.id}: ${role.managedAlternative.opens}`]
    : [],
).join(' ');

/** Which roles there are, and what all of them have. */
export const roleQuestions = [
  question({
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
    needed: (soFar) => {
      const fault = noExecutionRole(soFar);
      return fault && `${fault.message} ${fault.hint}`;
    },
    parse: parseRoles,
    schema: {
      oneOf: [oneOfStrings(['recommended', 'all']), listOf(oneOfStrings(ROLE_IDS))],
    },
  }),
  question({
    name: 'options',
    flag: 'option',
    metavar: 'ROLE.OPTION[=off]',
    repeatable: true,
    group: 'roles',
    message: 'Role options',
    explanation: 'Switches an option of one role on, or off; docs/roles.md lists them.',
    initial: {},
    fromFlag: splitOption,
    parse: parseOptions,
    schema: closedRecord(ROLE_OPTIONS, { type: 'boolean' }),
  }),
  selectQuestion({
    name: 'policies',
    flag: 'policies',
    metavar: 'KIND',
    group: 'roles',
    message: 'Policies',
    explanation: 'How permissions are kept.',
    asked: 'more',
    choices: [
      {
        value: 'inline',
        title: 'Inline',
        hint: 'Scoped to this service; goes with the role.',
        recommended: true,
      },
      {
        value: 'customer-managed',
        title: 'Customer managed',
        hint: 'The same statements as managed policies of your own.',
      },
      {
        value: 'aws-managed',
        title: 'AWS managed where there is one',
        hint: `Wider than the scoped policies. ${wider}`,
      },
    ],
    what: 'a kind of policy',
    initial: 'inline',
  }),
  question({
    name: 'rolePolicies',
    flag: 'role-policies',
    metavar: 'ROLE=KIND',
    repeatable: true,
    group: 'roles',
    message: 'Policies of one role',
    explanation: 'How the permissions of one role are kept.',
    initial: {},
    fromFlag: (text) => splitPair('rolePolicies', text, 'ROLE=KIND'),
    parse: parseRolePolicies,
    schema: closedRecord(ROLE_IDS, oneOfStrings(POLICY_KINDS)),
  }),
  selectQuestion({
    name: 'trust',
    flag: 'trust',
    metavar: 'KIND',
    group: 'roles',
    message: 'Source conditions in trust policies',
    explanation:
      'Source conditions: where AWS documents them, wherever a service offers them, none.',
    asked: 'more',
    choices: [
      {
        value: 'default',
        title: 'Where AWS documents them',
        hint: 'Known to work for each service.',
        recommended: true,
      },
      {
        value: 'strict',
        title: 'Wherever a service offers them',
        hint: 'Against the confused deputy, also where AWS does not document it.',
      },
      { value: 'plain', title: 'None', hint: 'Does not prevent the confused deputy problem.' },
    ],
    what: 'a kind of trust',
    initial: 'default',
  }),
  question({
    name: 'roleNames',
    flag: 'role-name',
    metavar: 'ROLE=PATTERN',
    repeatable: true,
    group: 'roles',
    message: 'Names of roles',
    explanation: 'The name of one role, with <project> and <environment>.',
    initial: {},
    fromFlag: (text) => splitPair('roleNames', text, 'ROLE=PATTERN'),
    parse: parseRoleNames,
    schema: closedRecord(ROLE_IDS, textMatching(ROLE_NAME_PATTERN)),
  }),
  question({
    name: 'existingRoles',
    flag: 'existing-role',
    metavar: '[ENV.]ROLE=ARN',
    repeatable: true,
    group: 'roles',
    message: 'Roles that exist already',
    explanation: 'A role that exists already: it is used everywhere and not made here.',
    initial: {},
    fromFlag: (text) => splitPair('existingRoles', text, '[ENV.]ROLE=ARN'),
    parse: parseExistingRoles,
    schema: {
      type: 'object',
      propertyNames: textMatching(EXISTING_ROLE_KEY),
      additionalProperties: textMatching(EXISTING_ROLE_ARN),
    },
  }),
  placeholderQuestion({
    name: 'permissionsBoundary',
    flag: 'permissions-boundary',
    metavar: 'ARN',
    group: 'roles',
    asked: 'more',
    message: 'Permissions boundary (its ARN; Enter: none)',
  }),
  question({
    name: 'rolePath',
    flag: 'role-path',
    metavar: '/PATH/',
    group: 'roles',
    message: 'Role path',
    explanation: 'Path of every role, beginning and ending with /.',
    initial: '/',
    parse: parseRolePath,
    schema: { ...textMatching(PLACEHOLDERS.rolePath.pattern), maxLength: LIMITS.path },
  }),
  question({
    name: 'tags',
    flag: 'tag',
    metavar: 'KEY=VALUE',
    repeatable: true,
    group: 'roles',
    message: 'Tags',
    explanation: 'A tag on every role.',
    initial: {},
    fromFlag: (text) => splitPair('tags', text, 'KEY=VALUE'),
    parse: parseTags,
    schema: {
      type: 'object',
      additionalProperties: { type: 'string', maxLength: LIMITS.tagValue },
    },
  }),
  question({
    name: 'maxSessionDuration',
    flag: 'max-session-duration',
    metavar: 'SECONDS',
    group: 'roles',
    message: 'Longest session in seconds',
    explanation: `Longest session, ${LIMITS.sessionDurationLeast} to ${LIMITS.sessionDurationMost} seconds.`,
    initial: 3600,
    parse: parseSessionDuration,
    schema: SESSION_DURATION,
  }),
  question({
    name: 'roleOverrides',
    flag: 'role-override',
    metavar: 'ROLE.SETTING=VALUE',
    repeatable: true,
    group: 'roles',
    message: 'Settings of one role',
    explanation: 'The description, maxSessionDuration or path of one role.',
    initial: {},
    fromFlag: splitOverride,
    parse: parseRoleOverrides,
    schema: closedRecord(ROLE_IDS, overrideSchema()),
  }),
  question({
    name: 'serviceLinkedRole',
    flag: 'service-linked-role',
    metavar: 'yes|no',
    group: 'roles',
    type: 'confirm',
    message: "Make ECS's service-linked role when it is absent",
    explanation: "Makes ECS's service-linked role when the account has none.",
    initial: true,
    parse: parseYesNo,
    schema: { type: 'boolean' },
  }),
  createOrExisting({
    name: 'oidcProvider',
    flag: 'oidc-provider',
    group: 'roles',
    message: 'Identity provider of GitHub',
    explanation: "Whether GitHub's identity provider is made here or exists in the account.",
    hints: ['Once an account; it is never deleted.', 'The README has the one command.'],
    initial: 'existing',
  }),
  question({
    name: 'id',
    flag: 'id',
    metavar: 'ID',
    group: 'roles',
    message: 'ID of this repo',
    explanation: 'Tells the roles of this repo from those of another (else made at random, once).',
    initial: '',
    parse: parseId,
    schema: textMatching(new RegExp(`^$|${PLACEHOLDERS.ownershipId.pattern.source}`)),
  }),
] as const satisfies readonly Question[];
