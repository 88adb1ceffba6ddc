import { grantPlaceholders, neededGrantPlaceholders } from '../answers/parse/grants.ts';
import { orPasted } from '../answers/parse/pasted.ts';
import { LIST_PLACEHOLDERS, SETTABLE_PLACEHOLDERS } from '../answers/parse/placeholders.ts';
import { GRANTS, type GrantId } from '../grants/registry.ts';
import { PLACEHOLDER_NAMES, type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { CATALOGUE } from '../roles/catalogue.ts';

/** What `list` lists. */
export const KINDS = ['roles', 'grants', 'options', 'values'] as const;
export type Kind = (typeof KINDS)[number];

/** One thing to choose, as `list --json` prints it. */
export interface Listed {
  readonly name: string;
  readonly summary: string;
  /** The values that a grant takes. */
  readonly parts?: readonly Listed[];
  /** The flag that chooses it. */
  readonly write?: string;
}

/** All that there is of a kind, in the order in which it is offered. */
export function rowsOf(kind: Kind): readonly Listed[] {
  switch (kind) {
    case 'roles':
      return CATALOGUE.map(({ id, title, purpose, recommended }) => ({
        name: id,
        summary: `${title}${recommended ? ' (recommended)' : ''}. ${purpose}`,
      }));
    case 'grants':
      return GRANTS.map(({ id, title, summary }) => ({
        name: id,
        summary: `${title}. ${summary}`,
        parts: grantPlaceholders(id).map(valueRow),
        write: grantFlag(id),
      }));
    case 'options':
      return CATALOGUE.flatMap(({ id, options }) =>
        Object.entries(options).map(([name, { summary }]) => ({
          name: `${id}.${name}`,
          summary,
          write: `--option ${id}.${name}`,
        })),
      );
    case 'values':
      return PLACEHOLDER_NAMES.filter(
        (one) => SETTABLE_PLACEHOLDERS.includes(one) || LIST_PLACEHOLDERS.includes(one),
      ).map(valueRow);
  }
}

function valueRow(placeholder: Placeholder): Listed {
  const { meaning, takes, initial } = placeholderSpec(placeholder);
  const otherwise = initial === undefined ? '' : ` (else ${initial})`;
  return {
    name: placeholder,
    summary: `${meaning}${otherwise}: ${takes}${orPasted(placeholder)}.`,
  };
}

function grantFlag(id: GrantId): string {
  const values = neededGrantPlaceholders(id).map((placeholder) => `,${placeholder}=…`);
  return `--grant ${id}${values.join('')}`;
}
