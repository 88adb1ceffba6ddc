import type { Model, ModelRole } from '../../iam/model.ts';
import { templateText, text } from './expression.ts';
import { attribute, comment, type Expression, type Item, line, object } from './hcl.ts';

/** `local.tags`: the tags that all roles have alike; nothing where they differ. */
export function localTags({ roles }: Model): readonly Item[] {
  const tags = commonTags(roles);
  if (tags === undefined) return [];
  return [comment("By these the roles are known as this repo's."), attribute('tags', tags)];
}

function commonTags(roles: readonly ModelRole[]): Expression | undefined {
  const [first, ...others] = roles;
  if (first === undefined) return undefined;
  const same = others.every(
    (role) => JSON.stringify(tagsOf(role)) === JSON.stringify(tagsOf(first)),
  );
  return same ? tagsOf(first) : undefined;
}

/** The tags of one role: `local.tags` while all roles have the same. */
export function tagsExpression(role: ModelRole, roles: readonly ModelRole[]): Expression {
  return commonTags(roles) === undefined ? tagsOf(role) : line('local.tags');
}

function tagsOf({ settings }: ModelRole): Expression {
  return object(
    Object.entries(settings.tags).map(([key, value]) => [quotedKey(key), templateText(value)]),
  );
}

function quotedKey(key: string): string {
  const written = text(key);
  return written.kind === 'line' ? written.line : '';
}
