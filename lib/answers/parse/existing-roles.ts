import { UserError } from '../../errors.ts';
import type { Answers, Preset } from '../types.ts';
import { looksLikeArn, parseArn } from './arn.ts';
import { badValue, parseEntries, parseText } from './basic.ts';
import { checkRoleId, refuseOwnRole } from './roles.ts';

/** `ROLE` or `ENV.ROLE`. */
export const EXISTING_ROLE_KEY = /^(?:([A-Za-z0-9][\w-]*)\.)?([a-z-]+)$/;
/** The ARN of a role; its path and name may hold two placeholders. */
export const EXISTING_ROLE_ARN =
  /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[\w+=,.@/-]|<project>|<environment>)+$/;

/** A key taken apart; without a role it is none. */
export function splitExistingRole(key: string): {
  readonly environment: string | undefined;
  readonly role: string | undefined;
} {
  const [, environment, role] = EXISTING_ROLE_KEY.exec(key) ?? [];
  return { environment, role };
}

/** `[environment.]role: ARN` pairs. @throws UserError `UnknownRole`, `BadValue`, the codes of parseArn. */
export function parseExistingRoles(
  raw: unknown,
  presets: readonly Preset[] = [],
): Answers['existingRoles'] {
  return parseEntries(raw, (key, value) => {
    const { role } = splitExistingRole(key);
    if (role === undefined) throw badValue(key, 'ROLE or ENV.ROLE');
    refuseOwnRole(role, presets, 'it is made here, and nothing refers to it');
    checkRoleId(role);
    return parseRoleArn(parseText(value, 'the ARN of a role').trim());
  });
}

function parseRoleArn(text: string): string {
  if (!looksLikeArn(text)) {
    const name = /^[\w+=,.@-]+$/.test(text) ? text : 'NAME';
    throw new UserError(
      'BadValue',
      `'${text}' is not the ARN of a role.`,
      `Find it with: aws iam get-role --role-name ${name} --query Role.Arn --output text`,
    );
  }
  parseArn(text, ['iam']);
  if (EXISTING_ROLE_ARN.test(text)) return text;
  throw badValue(text, 'the ARN of a role, such as arn:aws:iam::123456789012:role/my-role');
}
