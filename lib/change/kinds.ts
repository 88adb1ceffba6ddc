import {
  parseAccounts,
  parseCrossAccountLogs,
  writeCrossAccountLogs,
} from '../answers/parse/accounts.ts';
import { parseEnvFiles } from '../answers/parse/resources.ts';
import { ROLE_OPTIONS } from '../answers/parse/roles.ts';
import type { CrossAccountLogs, EnvFile } from '../answers/types.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';
import { environmentKind } from './environments.ts';
import { grantKind } from './grants.ts';
import { listKind } from './lists.ts';
import { namedKinds } from './named.ts';
import { pairsKind } from './pairs.ts';
import { presetKind } from './presets.ts';
import { roleKind } from './roles.ts';
import { statementKinds } from './statements.ts';
import type { ChangeKind, ChangeVerb } from './types.ts';

/** All that `add` and `remove` take, in the order of their help. */
export const CHANGE_KINDS: readonly ChangeKind[] = [
  environmentKind,
  grantKind,
  ...namedKinds,
  roleKind,
  pairsKind({
    word: 'option',
    name: 'options',
    flag: 'option',
    usage: 'ROLE.OPTION[=off]…',
    summary: 'An option of a role: ecs-iam list options has them.',
    offered: (answers) => ROLE_OPTIONS.filter((one) => answers?.options[one] !== true),
  }),
  pairsKind({
    word: 'tag',
    name: 'tags',
    flag: 'tag',
    usage: 'KEY=VALUE…',
    summary: 'A tag on every role.',
    otherwise: 'write <environment> into its value',
  }),
  pairsKind({
    word: 'value',
    name: 'values',
    flag: 'set',
    usage: '[ENV.]NAME=VALUE…',
    summary: 'A value of a placeholder; of one that takes several, a further one.',
    byEnvironment: true,
  }),
  listKind<EnvFile>({
    word: 'env-file',
    name: 'envFiles',
    usage: 'BUCKET/KEY…',
    summary: 'An environment file in S3 that ECS hands to the container.',
    otherwise: 'write <environment> into its key',
    of: ({ envFiles }) => envFiles,
    parse: parseEnvFiles,
    write: showEnvFile,
    show: showEnvFile,
  }),
  pairsKind({
    word: 'existing-role',
    name: 'existingRoles',
    flag: 'existing-role',
    usage: '[ENV.]ROLE=ARN…',
    summary: 'A role that exists: it is used and not made here.',
    byEnvironment: true,
  }),
  pairsKind({
    word: 'role-name',
    name: 'roleNames',
    flag: 'role-name',
    usage: 'ROLE=PATTERN…',
    summary: 'The name of one role, with <project> and <environment>.',
    otherwise: 'write <environment> into the pattern',
  }),
  pairsKind({
    word: 'role-policy',
    name: 'rolePolicies',
    flag: 'role-policies',
    usage: 'ROLE=KIND…',
    summary: 'How the permissions of one role are kept.',
  }),
  pairsKind({
    word: 'role-override',
    name: 'roleOverrides',
    flag: 'role-override',
    usage: 'ROLE.SETTING=VALUE…',
    summary: 'The description, maxSessionDuration or path of one role.',
  }),
  ...statementKinds,
  listKind<string>({
    word: 'cross-account-pull',
    name: 'crossAccountPull',
    usage: 'ACCOUNT…',
    summary: "An account that may pull from this service's repository.",
    of: ({ crossAccountPull }) => crossAccountPull,
    parse: parseAccounts,
    write: (account) => account,
    show: (account) => account,
  }),
  listKind<CrossAccountLogs>({
    word: 'cross-account-logs',
    name: 'crossAccountLogs',
    usage: 'HOW…',
    summary: 'Logs across accounts: to:ACCOUNT, from:ACCOUNT:LOGGROUP, destination:NAME.',
    of: ({ crossAccountLogs }) => crossAccountLogs,
    parse: parseCrossAccountLogs,
    write: writeCrossAccountLogs,
    show: writeCrossAccountLogs,
  }),
  presetKind,
];

function showEnvFile({ bucket, key }: EnvFile): string {
  return `${bucket}/${key}`;
}

/** The words that `add` and `remove` take first. */
export const CHANGE_WORDS: readonly string[] = CHANGE_KINDS.map(({ word }) => word);

/**
 * The kind that a word names, in the singular or in the plural.
 *
 * @throws UserError `UnknownWord`.
 */
export function changeKind(text: string | undefined, verb: ChangeVerb): ChangeKind {
  const all = `Write ecs-iam ${verb} ${CHANGE_WORDS.join('|')}.`;
  if (text === undefined) throw new UserError('UnknownWord', `Nothing is named to ${verb}.`, all);
  const found = CHANGE_KINDS.find(({ word, name }) =>
    [word, `${word}s`, name, word.replace(/y$/, 'ies')].includes(text),
  );
  if (found !== undefined) return found;
  const message = `${shown(text)} is nothing that ${verb} knows.`;
  throw new UserError('UnknownWord', message, didYouMean(text, CHANGE_WORDS, all));
}
