import { listOf } from '../evaluate/lists.ts';
import type { Right, RoleRights } from './list.ts';
import { listed, nameOf } from './notes.ts';

/** Everything a role can do, by service: one statement a paragraph. */
export function listText({ role, services, withoutDocument }: RoleRights): string {
  const found = Object.entries(services);
  return [
    found.length === 0
      ? `${role} can do nothing by its own policies.`
      : `${role} by its own policies:`,
    ...found.flatMap(([service, rights]) => [
      '',
      `${service === '*' ? 'every service' : service}:`,
      ...rights.flatMap(rightLines),
    ]),
    ...withoutDocument.map(
      (arn) =>
        `\nNote: The policy ${arn} is attached, and its document is not at hand: it may change this.`,
    ),
    '',
  ].join('\n');
}

function rightLines(right: Right): readonly string[] {
  const { effect, actions, isExcept, resources, isExceptResources, condition, statement } = right;
  const verb = effect === 'Allow' ? 'can' : 'cannot';
  const what = isExcept ? `everything except ${actions.join(', ')}` : actions.join(', ');
  const on = isExceptResources ? `everything except ${resources.join(', ')}` : resources.join(', ');
  return [
    `  ${verb} ${what}${levels(right)}`,
    `    on ${on}`,
    ...Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) => `    if ${operator} ${key}: ${listed(listOf(values).map(String))}`,
      ),
    ),
    `    by ${nameOf(statement)}${statement.why === undefined ? '' : `: ${statement.why}`}`,
    ...right.blockedBy.map((layer) => `    but no ${BLOCKS[layer] ?? layer} allows it`),
  ];
}

const BLOCKS: Readonly<Record<string, string>> = {
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
};

/** How many actions a wildcard stands for. */
function levels({ actions, isExcept, count }: Right): string {
  if (!isExcept && !actions.some((action) => /[*?]/.test(action))) return '';
  const counted = Object.entries(count).map(([level, number]) => `${number} ${level}`);
  return counted.length === 0 ? ' (no action of AWS)' : ` (${counted.join(', ')})`;
}
