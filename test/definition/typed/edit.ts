import type { DefinedRole } from '../../../lib/iam/definition.ts';
import { listOf } from '../../../lib/iam/equality.ts';
import type { TargetId } from '../../../lib/targets/ids.ts';

type Statement = Readonly<Record<string, unknown>>;

/**
 * What somebody types in one tool's file: text to find behind the beginning of a statement or role,
 * and what takes its place; or the whole statement goes; or another one is written before it.
 */
export type Typed =
  | { readonly find: string; readonly write: string; readonly path?: string }
  | { readonly from: string; readonly upTo: string }
  | { readonly remove: 'statement' }
  | { readonly before: string }
  | { readonly path: string; readonly contents: string };

/** One edit as it is typed in each tool, and what it means. */
export interface TypedEdit {
  readonly name: string;
  /** Role, and the Sid of a statement; without one, the role's own settings. */
  readonly role: string;
  readonly sid?: string;
  readonly typed: Readonly<Record<TargetId, Typed>>;
  readonly meant: (role: DefinedRole) => DefinedRole;
}

export const IN_ALL = (typed: Typed): TypedEdit['typed'] => ({
  cli: typed,
  cloudformation: typed,
  terraform: typed,
  cdk: typed,
});

/** The same word stands in every tool's file. */
export function word(find: string, write: string): TypedEdit['typed'] {
  return IN_ALL({ find, write });
}

/** An action that is added to a list, behind another one. */
export function addedAction(behind: string, action: string): TypedEdit['typed'] {
  return {
    cli: { find: `"${behind}"`, write: `"${behind}", "${action}"` },
    cloudformation: { find: `- ${behind}`, write: `- ${behind}\n              - ${action}` },
    terraform: { find: `"${behind}"`, write: `"${behind}", "${action}"` },
    cdk: { find: `'${behind}'`, write: `'${behind}', '${action}'` },
  };
}

/** An action that is taken out of a list that goes on. */
export function removedAction(action: string): TypedEdit['typed'] {
  return {
    cli: { find: `"${action}", `, write: '' },
    cloudformation: { find: `              - ${action}\n`, write: '' },
    terraform: { find: `"${action}", `, write: '' },
    cdk: { find: `'${action}', `, write: '' },
  };
}

/** Lines behind the Sid of a statement. */
export function lines(
  sid: string,
  { cli, cloudformation, terraform, cdk }: Readonly<Record<TargetId, string>>,
): TypedEdit['typed'] {
  return {
    cli: { find: `"${sid}",`, write: `"${sid}",\n            ${cli},` },
    cloudformation: { find: sid, write: `${sid}\n            ${cloudformation}` },
    terraform: { find: `"${sid}"`, write: `"${sid}"\n    ${terraform}` },
    cdk: { find: `'${sid}',`, write: `'${sid}',\n          ${cdk},` },
  };
}

export function condition(
  sid: string,
  { operator, key, value }: { operator: string; key: string; value: string },
): TypedEdit['typed'] {
  return lines(sid, {
    cli: `"Condition": { "${operator}": { "${key}": "${value}" } }`,
    cloudformation: `Condition:\n              ${operator}:\n                ${key}: '${value}'`,
    terraform: `condition {\n      test     = "${operator}"\n      variable = "${key}"\n      values   = ["${value}"]\n    }`,
    cdk: `conditions: { '${operator}': { '${key}': '${value}' } }`,
  });
}

/** Gives a statement other elements; undefined removes one. */
export function statement(sid: string, made: (before: Statement) => Statement): TypedEdit['meant'] {
  return statements((all) => all.map((one) => (one.Sid === sid ? made(one) : one)));
}

export function statements(made: (all: readonly Statement[]) => readonly Statement[]) {
  const edit = (document: { readonly Statement?: unknown }) =>
    JSON.parse(
      JSON.stringify({
        ...document,
        Statement: made(listOf(document.Statement) as readonly Statement[]),
      }),
    );
  return (role: DefinedRole): DefinedRole => ({
    ...role,
    trust: edit(role.trust),
    inlinePolicies: Object.fromEntries(
      Object.entries(role.inlinePolicies).map(([name, document]) => [name, edit(document)]),
    ),
  });
}

export function replaced(find: string, write: string): (before: Statement) => Statement {
  return (before) => JSON.parse(JSON.stringify(before).replaceAll(find, write));
}

export function withAction(action: string) {
  return (before: Statement): Statement => ({
    ...before,
    Action: [...listOf(before.Action), action],
  });
}

export function withoutAction(action: string) {
  return (before: Statement): Statement => ({
    ...before,
    Action: listOf(before.Action).filter((one) => one !== action),
  });
}
