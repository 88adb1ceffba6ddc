import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';
import { typescriptFiles } from './source-files.ts';

/**
 * The codes of UserError in `lib/` and `generators/` as a Markdown table: each with the messages
 * it comes with (`…` where a value stands) and the rooms that use it.
 */
export function errorCodesAsMarkdown(): string {
  const found = [...typescriptFiles('lib'), ...typescriptFiles('generators')].flatMap(codesOf);
  const byCode = new Map<string, readonly Found[]>();
  for (const one of found) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  const rows = [...byCode].sort(([one], [other]) => (one < other ? -1 : 1)).map(row);
  return ['| Code | Message | Room |', '| --- | --- | --- |', ...rows].join('\n');
}

interface Found {
  readonly code: string;
  readonly messages: readonly string[];
  readonly room: string;
}

function row([code, found]: readonly [string, readonly Found[]]): string {
  const messages = new Set(found.flatMap((one) => one.messages.map(escaped)));
  const rooms = new Set(found.map(({ room }) => `\`${room}\``));
  return `| \`${code}\` | ${[...messages].join('<br>')} | ${[...rooms].join(', ')} |`;
}

function escaped(text: string): string {
  return text
    .replace(/…+/g, '…')
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_<>|]/g, '\\$&');
}

/** One node of the syntax tree; what its other fields hold depends on the type. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The first two arguments of each `new UserError`, and each object with a `code` and its words. */
function codesOf(file: string): readonly Found[] {
  const module = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', target: 'es2022' });
  const nodes = nodesIn(module);
  const constants = nodes.filter(({ type }) => type === 'VariableDeclarator');
  const room = file.split('/').slice(0, file.startsWith('lib/') ? 2 : 1);
  return nodes.flatMap((node) => {
    const [code, message] = codeAndMessage(node);
    if (code === undefined || message === undefined) return [];
    const messages = textsOf(message, constants);
    const codes = textsOf(code, constants);
    // Two conditional expressions side by side ask the same question.
    const paired = codes.length > 1 && codes.length === messages.length;
    return codes
      .map((text, place) => ({
        code: text,
        messages: paired ? messages.slice(place, place + 1) : messages,
        room: room.join('/'),
      }))
      .filter((found) => /^[A-Z][A-Za-z]+$/.test(found.code));
  });
}

function codeAndMessage(node: Node): readonly (Node | undefined)[] {
  if (node.type === 'NewExpression' && nodeAt(node.callee)?.value === 'UserError') {
    return listAt(node.arguments).map((argument) => nodeAt(argument.expression));
  }
  if (node.type !== 'ObjectExpression') return [];
  const values = new Map(
    listAt(node.properties).map(({ key, value }) => [nodeAt(key)?.value, nodeAt(value)]),
  );
  return [values.get('code'), values.get('message') ?? values.get('what')];
}

/** The texts that an expression can give; a name stands for the constant of that name before it. */
function textsOf(node: Node, constants: readonly Node[]): readonly string[] {
  const inner = (field: string) => {
    const child = nodeAt(node[field]);
    return child === undefined ? [] : textsOf(child, constants);
  };
  switch (node.type) {
    case 'StringLiteral':
      return [String(node.value)];
    case 'TemplateLiteral':
      return [
        listAt(node.quasis)
          .map(({ cooked }) => String(cooked))
          .join('…'),
      ];
    case 'ConditionalExpression':
      return [...inner('consequent'), ...inner('alternate')];
    case 'BinaryExpression':
      return node.operator === '+'
        ? [[...inner('left'), ...inner('right')].join('')]
        : [...inner('left'), ...inner('right')];
    case 'Identifier': {
      const known = constants.filter(
        (one) => nodeAt(one.id)?.value === node.value && startOf(one) < startOf(node),
      );
      const init = nodeAt(known.at(-1)?.init);
      return init === undefined ? ['…'] : textsOf(init, constants);
    }
    default:
      return ['…'];
  }
}

function nodesIn(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(nodesIn);
  return isNode(value) ? [value, ...below] : below;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function nodeAt(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

function listAt(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}

function startOf({ span }: Node): number {
  return typeof span === 'object' && span !== null && 'start' in span ? Number(span.start) : 0;
}
