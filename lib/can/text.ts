import type { Mismatch } from '../evaluate/explain.ts';
import { listOf } from '../evaluate/lists.ts';
import type { Layer } from '../evaluate/types.ts';
import type { CanAnswer, CanLacking, CanStatement } from './answer.ts';
import { listed, nameOf } from './notes.ts';
import type { WhoAnswer } from './who.ts';

const LAYERS: Readonly<Record<Layer, string>> = {
  identity: 'identity policy',
  resource: 'resource policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
};

/** The answer as sentences, one a line. */
export function canText(answer: CanAnswer): string {
  const { principal, action, resource, notes } = answer;
  const what = resource === '*' ? action : `${action} on ${resource}`;
  const verdict =
    answer.result === 'allowed'
      ? `Allowed: ${principal} can do ${what}.`
      : `Denied: ${principal} cannot do ${what}.`;
  return [
    verdict,
    ...reasons(answer),
    ...contextLines(answer),
    ...notes.map((note) => `Note: ${note}`),
    '',
  ].join('\n');
}

/** Who can and who cannot, one role a line. */
export function whoText({ action, resource, answers }: WhoAnswer): string {
  const what = resource === '*' ? action : `${action} on ${resource}`;
  const allowed = answers.filter(({ result }) => result === 'allowed');
  if (allowed.length === 0) return `No role can do ${what}.\n`;
  const lines = allowed.map(({ principal, statements }) => {
    return `  ${principal}: ${statements.map((one) => `${nameOf(one)}${placeOf(one)}`).join(' and ')}`;
  });
  const rest = answers.length - allowed.length;
  const others = rest === 0 ? [] : [`The other ${rest === 1 ? 'role' : `${rest} roles`} cannot.`];
  const notes = new Set(allowed.flatMap(({ notes }) => notes));
  return [
    `These roles can do ${what}:`,
    ...lines,
    ...others,
    ...[...notes].map((note) => `Note: ${note}`),
    '',
  ].join('\n');
}

/** The policy of a role as a resource is its trust policy. */
function layerName(layer: Layer, action: string): string {
  const isTrust =
    layer === 'resource' && /^sts:(AssumeRole|TagSession|SetSourceIdentity)/.test(action);
  return isTrust ? 'trust policy' : LAYERS[layer];
}

function reasons({ result, statements, lacking, action }: CanAnswer): readonly string[] {
  if (result !== 'implicitDeny') {
    const verb = result === 'allowed' ? 'allows' : 'denies';
    if (statements.length === 0) return ['A root user can do everything in its own account.'];
    return statements.map(
      (one) => `Statement ${statementName(one, action)}, ${verb} it${reasonOf(one)}`,
    );
  }
  if (lacking.length === 0) return ['A root user cannot assume a role.'];
  return lacking.flatMap((one) => lackingLines(one, action));
}

/** Sid, policy, kind of policy, file and line. */
function statementName(statement: CanStatement, action: string): string {
  return `${nameOf(statement)}, ${article(layerName(statement.layer, action))}${placeOf(statement)}`;
}

function placeOf({ file, line }: CanStatement): string {
  if (file === undefined) return '';
  return line === undefined ? ` (${file})` : ` (${file}:${line})`;
}

function reasonOf({ why }: CanStatement): string {
  return why === undefined ? '.' : `: ${why}`;
}

function article(words: string): string {
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}

function lackingLines({ layer, closest }: CanLacking, action: string): readonly string[] {
  const words = layerName(layer, action);
  if (closest === undefined) return [`No statement of ${article(words)} is about this action.`];
  const { statement, mismatches } = closest;
  return [
    `No statement of ${article(words)} allows it. The closest is ${nameOf(statement)}${placeOf(statement)}:`,
    ...mismatches.map((one) => `  ${mismatchText(one)}`),
  ];
}

function mismatchText(mismatch: Mismatch): string {
  if (mismatch.element !== 'Condition') {
    const { element, wanted, got } = mismatch;
    return `its ${element} is ${listed(wanted)}, and the request has ${got}.`;
  }
  const { operator, key, wanted, got } = mismatch;
  const has = got.length === 0 ? 'lacks the key' : `has ${got.join(', ')}`;
  return `its condition ${operator} on ${key} takes ${listed(wanted)}, and the request ${has}.`;
}

function contextLines({ context, filledIn }: CanAnswer): readonly string[] {
  const line = ([key, value]: readonly [string, string | readonly string[]]) =>
    `  ${key} = ${listOf(value).join(', ')}`;
  const [given, filled] = [Object.entries(context), Object.entries(filledIn)];
  return [
    ...(given.length === 0 ? [] : ['Condition keys as given:', ...given.map(line)]),
    ...(filled.length === 0 ? [] : ['Condition keys that AWS sends:', ...filled.map(line)]),
  ];
}
