import { principalValue } from '../iam/document.ts';
import type { Conditions, ModelRole, Principal, TrustStatement } from '../iam/model.ts';
import { quoted } from '../templates.ts';

/** Text in which nothing becomes markup; white space is single blanks. */
export function prose(text: string): string {
  return quoted.md(text.replace(/\s+/g, ' ').trim()).quoted;
}

/** Inline code, whatever the text holds; fit for a table's cell. */
export function code(text: string): string {
  const oneLine = text.replace(/\s/g, ' ');
  const fence = '`'.repeat(longestRun(oneLine) + 1);
  const inner = /^`|`$/.test(oneLine) ? ` ${oneLine} ` : oneLine;
  return `${fence}${inner.replaceAll('|', '\\|')}${fence}`;
}

/** A block of code. */
export function fenced(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** A table whose cells are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map(tableRow).join('\n');
}

/** One row of a table whose cells are Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** A source such as `Title — https://…`, as a link. */
export function sourceLink(source: string): string {
  const address = /https?:\/\/\S+$/.exec(source)?.[0];
  if (address === undefined) return prose(source);
  const title = source.slice(0, -address.length).replace(/[\s:—-]+$/, '');
  return title === '' ? `<${address}>` : `[${prose(title)}](${address})`;
}

function longestRun(text: string): number {
  if (!text.includes('`')) return 0;
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** The principals that may assume a role, each once. */
export function assumedBy(role: ModelRole): string {
  return listed([...new Set(role.trust.map(({ principal }) => principalWords(principal)))]);
}

/** A trust statement as a sentence. */
export function trustWords({ principal, action, conditions }: TrustStatement): string {
  const call = action === 'sts:AssumeRole' ? '' : ` (by ${code(action)})`;
  const only = conditions === undefined ? '' : `, if ${conditionWords(conditions)}`;
  return `${principalWords(principal)} may assume it${call}${only}.`;
}

/** Conditions as a clause: all of them have to hold. */
export function conditionWords(conditions: Conditions): string {
  return listed(
    Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, values]) =>
          `${code(key)} ${operatorWords(operator)} ${values.map(code).join(' or ')}`,
      ),
    ),
  );
}

const PRINCIPAL_WORDS = {
  service: 'the service',
  aws: 'principals of',
  federated: 'the identity provider',
} as const satisfies Record<Principal['kind'], string>;

/** A principal as a noun. */
export function principalWords(principal: Principal): string {
  return `${PRINCIPAL_WORDS[principal.kind]} ${code(principalValue(principal))}`;
}

const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  ArnEquals: 'is',
  StringLike: 'is like',
  ArnLike: 'is like',
  StringNotEquals: 'is not',
  Bool: 'is',
  StringEqualsIfExists: 'is absent or',
  ArnLikeIfExists: 'is absent or like',
};

function operatorWords(operator: string): string {
  return OPERATOR_WORDS[operator] ?? `(${operator})`;
}
