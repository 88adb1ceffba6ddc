import type { DefinedRole } from '../../../iam/definition.ts';
import type { StatementPlace } from '../../read-roles.ts';
import { addressOf, type ModuleFolder, type SourceBlock, withoutKeys } from './blocks.ts';
import { type Resource, textIn } from './resources.ts';

/** The argument with a policy, by the resource's type. */
const POLICY_ARGUMENT: Readonly<Record<string, string>> = {
  aws_iam_role: 'assume_role_policy',
  aws_iam_role_policy: 'policy',
  aws_iam_policy: 'policy',
};

/** Where the statements stand of roles whose policies are documents of their module. */
export function placesOf(
  resources: readonly Resource[],
  roles: readonly DefinedRole[],
  modules: readonly ModuleFolder[],
): readonly StatementPlace[] {
  return resources.flatMap((resource) => {
    const lines = statementLines(resource, modules);
    return ownersOf(resource, roles).flatMap((owner) =>
      lines.map(({ path, line }, statement) => ({ ...owner, statement, path, line })),
    );
  });
}

function ownersOf(
  resource: Resource,
  roles: readonly DefinedRole[],
): readonly Pick<StatementPlace, 'role' | 'policy'>[] {
  const policy = textIn(resource, 'name', '');
  if (resource.type === 'aws_iam_role') return [{ role: policy }];
  if (resource.type === 'aws_iam_role_policy') {
    return [{ role: textIn(resource, 'role', ''), policy }];
  }
  if (resource.type !== 'aws_iam_policy') return [];
  return roles
    .filter(({ managedPolicies }) => managedPolicies.some(({ name }) => name === policy))
    .map(({ name }) => ({ role: name, policy }));
}

function statementLines({ address, type }: Resource, modules: readonly ModuleFolder[]) {
  const argument = POLICY_ARGUMENT[type];
  if (argument === undefined) return [];
  for (const module of modules) {
    const block = module.blocks.find((one) => addressOf(module, one) === withoutKeys(address));
    if (block === undefined || block.kind !== 'resource') continue;
    const reference = new RegExp(
      `^\\s*${argument}\\s*=\\s*data\\.aws_iam_policy_document\\.([\\w-]+)(?:\\[0\\])?\\.(?:minified_)?json`,
      'm',
    );
    const label = reference.exec(block.lines.join('\n'))?.[1];
    const document = module.blocks.find(
      ({ kind, labels }) =>
        kind === 'data' && labels[0] === 'aws_iam_policy_document' && labels[1] === label,
    );
    return document === undefined ? [] : linesIn(document);
  }
  return [];
}

/** Nothing where statements are made by a `dynamic` block: how many is not written. */
function linesIn({ path, line, lines }: SourceBlock) {
  if (lines.some((one) => /^\s*dynamic\s+"statement"/.test(one))) return [];
  return lines.flatMap((one, index) =>
    /^ {2}statement\s*\{/.test(one) ? [{ path, line: line + index }] : [],
  );
}
