import { LIMITS } from '../../iam/limits.ts';
import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { closedRecord, overrideSchema, SESSION_DURATION, textMatching } from '../json-schema.ts';
import { parseYesNo } from '../parse/basic.ts';
import {
  parseId,
  parseRoleOverrides,
  parseRolePath,
  parseSessionDuration,
  parseTags,
  ROLE_IDS,
} from '../parse/roles.ts';
import { createOrExisting, placeholderQuestion, type Question, question } from '../question.ts';
import { splitOverride, splitPair } from './flag-values.ts';

/** What all roles have, and what is made beside them once an account. */
export const roleSettingQuestions = [
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
