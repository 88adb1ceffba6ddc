import { type TemplateString, template } from '../../iam/template-string.ts';
import type { Answers, Preset } from '../types.ts';
import { badValue, parseEntries, parseText } from './basic.ts';
import { checkMadeRole } from './roles.ts';

/**
 * IAM's own characters and two placeholders.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const ROLE_NAME_PATTERN = /^(?:[A-Za-z0-9_+=,.@-]|<project>|<environment>)+$/;

/** `role: pattern` pairs. */
export function parseRoleNames(
  raw: unknown,
  presets: readonly Pick<Preset, 'roles'>[] = [],
): Answers['roleNames'] {
  return parseEntries(raw, (id, pattern) => {
    checkMadeRole(id, presets);
    return parseNamePattern(pattern);
  });
}

function parseNamePattern(raw: unknown): TemplateString {
  const text = parseText(raw, 'the name of a role').trim();
  if (ROLE_NAME_PATTERN.test(text)) return template(text);
  throw badValue(
    text,
    "a role's name: it takes letters, digits, +=,.@_-, and the placeholders <project> and <environment>",
  );
}
