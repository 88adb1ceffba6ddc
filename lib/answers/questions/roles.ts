import { ROLES } from '../../roles/registry.ts';
import { noExecutionRole } from '../execution-role.ts';
import { closedRecord, listOf, oneOfStrings, textMatching } from '../json-schema.ts';
import {
  EXISTING_ROLE_ARN,
  EXISTING_ROLE_KEY,
  parseExistingRoles,
} from '../parse/existing-roles.ts';
import { parseRoleNames, ROLE_NAME_PATTERN } from '../parse/role-names.ts';
import {
  POLICY_KINDS,
  parseOptions,
  parseRolePolicies,
  parseRoles,
  ROLE_IDS,
  ROLE_OPTIONS,
} from '../parse/roles.ts';
import { type Question, question, selectQuestion } from '../question.ts';
import { splitOption, splitPair } from './flag-values.ts';

/** What the AWS managed policies of recommended roles grant besides, for the prompt. */
const wider = ROLES.flatMap((role) =>
  'managedAlternative' in role && role.recommended
    ? [`${role.id}: ${role.managedAlternative.opens}`]
    : [],
).join(' ');

/** Which roles there are, and how their permissions and their trust are written. */
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
] as const satisfies readonly Question[];
