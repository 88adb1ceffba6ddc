import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** A CloudFormation template as an object, functions in their long form. */
export interface Template {
  readonly Metadata?: unknown;
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

export interface Parameter {
  readonly Type: string;
  readonly Description?: string;
  readonly Default?: unknown;
  readonly AllowedPattern?: string;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** Reads a YAML template as CloudFormation does: YAML 1.1, short forms of functions. */
export function parseTemplate(text: string): Template {
  const document = parseDocument(text, { version: '1.1', logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return longForm(document.contents) as Template;
}

function longForm(node: unknown): unknown {
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [String(longForm(key)), longForm(value)]),
    );
  }
  const value = isSeq(node) ? node.items.map(longForm) : isScalar(node) ? node.value : undefined;
  if (value === undefined) throw new Error(`Not YAML that a template may hold: ${String(node)}`);
  const tag = (node as { readonly tag?: string }).tag;
  if (tag === undefined || !tag.startsWith('!')) return value;
  if (tag === '!Ref') return { Ref: value };
  if (tag === '!GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': value.split('.') };
  return { [`Fn::${tag.slice(1)}`]: value };
}
