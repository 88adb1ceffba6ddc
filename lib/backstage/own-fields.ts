import type { FlagGroup } from '../answers/command-line.ts';
import type { JsonSchema } from '../answers/json-schema.ts';
import { ACCOUNT } from '../iam/placeholders/patterns.ts';
import type { Condition } from './conditions.ts';
import type { Known } from './known.ts';

/** A field that is no question of its own: a pair of a flag that takes KEY=VALUE. */
export interface OwnField {
  readonly name: string;
  readonly group: FlagGroup;
  readonly flag: 'set' | 'tag';
  readonly key: string;
  readonly schema: JsonSchema;
  readonly applies: Condition;
  readonly required: boolean;
}

/** The account of each environment, and each tag that a preset demands and does not give. */
export function ownFields(known: Known): readonly OwnField[] {
  return [...accountFields(known), ...tagFields(known)];
}

function accountFields({
  presets,
  offered,
  isLocked,
  valueIn,
  environments,
}: Known): readonly OwnField[] {
  const demanded = presets.some(({ rules }) => rules.boundary?.includes('<account>'));
  const areFixed = environments.length > 0 && isLocked(['environments']);
  return offered.environments.flatMap(({ name }): readonly OwnField[] => {
    const allowed =
      presets.findLast(({ rules }) => rules.accounts[name])?.rules.accounts[name] ?? [];
    const given = valueIn(name, 'account');
    const locks = [
      ['values', 'account'],
      ['environments', name, 'account'],
    ];
    if (allowed.length === 1 || locks.some(isLocked)) return [];
    const form = allowed.length > 0 ? { enum: allowed } : { pattern: ACCOUNT.pattern.source };
    return [
      {
        name: `account_${word(name)}`,
        group: 'main',
        flag: 'set',
        key: `${name}.account`,
        schema: {
          title: `Account of ${name}`,
          description: 'Else the one in use when its roles are deployed.',
          type: 'string',
          ...form,
          ...(given !== undefined && { default: given }),
        },
        applies: areFixed || {
          required: ['environments'],
          properties: { environments: { contains: { const: name } } },
        },
        required: demanded && given === undefined,
      },
    ];
  });
}

function tagFields({ presets, offered, isLocked }: Known): readonly OwnField[] {
  const patterns = Object.assign({}, ...presets.map(({ rules }) => rules.tags));
  return Object.entries<string>(patterns).flatMap(([key, pattern]): readonly OwnField[] => {
    if (!pattern.includes('*') || isLocked(['tags', key])) return [];
    const given = offered.tags[key];
    const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
    return [
      {
        name: `tag_${word(key)}`,
        group: 'main',
        flag: 'tag',
        key,
        schema: {
          title: `Tag ${key}`,
          description: 'On every role.',
          type: 'string',
          minLength: 1,
          pattern: `^${parts.join('.*')}$`,
          ...(given !== undefined && { default: given }),
        },
        applies: true,
        required: given === undefined,
      },
    ];
  });
}

/** A name as a template of Backstage can refer to it. */
function word(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '_');
}
