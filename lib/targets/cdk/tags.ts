import type { ModelRole } from '../../iam/model.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { type Code, list } from './code.ts';
import { stringLiteral, templateLiteral } from './literals.ts';

export type Tags = Readonly<Record<string, TemplateString>>;

/** The tags that every role has with the same value: the stack sets them. */
export function commonTags(roles: readonly ModelRole[]): Tags {
  const [first, ...others] = roles;
  const tags = Object.entries(first?.settings.tags ?? {});
  return Object.fromEntries(
    tags.filter(([key, value]) => others.every(({ settings }) => settings.tags[key] === value)),
  );
}

/** The tags of one role besides those. */
export function ownTags(role: ModelRole, common: Tags): Tags {
  return Object.fromEntries(
    Object.entries(role.settings.tags).filter(([key]) => !Object.hasOwn(common, key)),
  );
}

/**
 * Sets tags on the roles below `this`, and on nothing else that takes tags. Parts are variables, or
 * properties of what `values` names (`values.`).
 */
export function tagStatements(tags: Tags, values = ''): readonly Code[] {
  const calls = Object.entries(tags).map(([key, value]) => {
    const text = templateLiteral(value, (placeholder) => values + placeholder);
    const words = [stringLiteral(key), text, 'rolesOnly'].map((code) => ({ code }));
    return list('Tags.of(this).add(', words, ')');
  });
  return calls.length === 0 ? [] : [ROLES_ONLY, ...calls];
}

const ROLES_ONLY = "const rolesOnly = { includeResourceTypes: ['AWS::IAM::Role'] }";
