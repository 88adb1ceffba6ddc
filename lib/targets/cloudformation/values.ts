import type { PolicyDocument } from '../../iam/document.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import {
  type Segment,
  segments,
  type TemplateString,
  template,
} from '../../iam/template-string.ts';
import { pascalCase } from '../../names.ts';

/** The key of the comment above a mapping. It is a symbol, so that the mapping's data is the rest. */
export const COMMENT: unique symbol = Symbol('comment');

/** A value in a template: JSON, intrinsic functions in their long form. */
export type Value = string | number | boolean | readonly Value[] | Mapping;

/** Keys with their values, in the order in which they are printed. */
export interface Mapping {
  readonly [key: string]: Value;
  readonly [COMMENT]?: string;
}

/** Placeholders that CloudFormation knows by itself. */
const PSEUDO_PARAMETERS: Partial<Record<Placeholder, string>> = {
  partition: 'AWS::Partition',
  region: 'AWS::Region',
  account: 'AWS::AccountId',
  dnsSuffix: 'AWS::URLSuffix',
};

/** True for a placeholder that the template takes as a parameter of its own. */
export function isParameter(placeholder: Placeholder): boolean {
  return PSEUDO_PARAMETERS[placeholder] === undefined;
}

/** The parameter, or pseudo parameter, that stands for a placeholder. */
export function parameterName(placeholder: Placeholder): string {
  return PSEUDO_PARAMETERS[placeholder] ?? pascalCase(placeholder);
}

/** The value of a parameter, or the name of a resource. */
export function ref(name: string): Mapping {
  return { Ref: name };
}

/** The property that only exists where a condition holds. */
export function onlyIf(condition: string, value: Value): Mapping {
  return { 'Fn::If': [condition, value, ref('AWS::NoValue')] };
}

/** A template string as text, `Ref` or `Fn::Sub`, whichever is the least that says it. */
export function templateValue(value: TemplateString): Value {
  const pieces = segments(value);
  if (!pieces.some(({ kind }) => kind === 'placeholder')) return value;
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === 'placeholder') {
    return ref(parameterName(only.placeholder));
  }
  if (pieces.every(isPlainInSub)) return { 'Fn::Sub': pieces.map(substitution).join('') };
  return { 'Fn::Join': ['', pieces.map(joined)] };
}

/** How the strings of a document are written. */
interface DocumentForm {
  /** Stand above the statements, in their order. */
  readonly reasons?: readonly string[];
  /** Writes a string that something in the template stands for; undefined for any other. */
  readonly refer?: (value: TemplateString) => Value | undefined;
}

/** A policy document. */
export function documentValue(document: PolicyDocument, form: DocumentForm = {}): Mapping {
  const { reasons = [], refer = () => undefined } = form;
  const write = (value: TemplateString) => refer(value) ?? templateValue(value);
  return {
    Version: document.Version,
    Statement: document.Statement.map((statement, index) => {
      const reason = reasons[index];
      return { ...memberValues(statement, write), ...(reason && { [COMMENT]: reason }) };
    }),
  };
}

type Write = (value: TemplateString) => Value;

function memberValues(members: object, write: Write): Mapping {
  return Object.fromEntries(
    Object.entries(members).map(([key, member]) => [key, memberValue(member, write)]),
  );
}

function memberValue(member: unknown, write: Write): Value {
  if (typeof member === 'string') return write(template(member));
  if (Array.isArray(member)) return member.map((item) => memberValue(item, write));
  if (typeof member === 'object' && member !== null) return memberValues(member, write);
  throw new Error(`No policy holds ${String(member)}.`);
}

/**
 * Tells why a resource does not follow rules of AWS's Guard Rules Registry, and cfn-guard to pass
 * over them. https://github.com/aws-cloudformation/aws-guard-rules-registry
 */
export function exceptFrom(rules: readonly string[], reason: string): Mapping {
  return { Metadata: { [COMMENT]: reason, guard: { SuppressedRules: rules } } };
}

/** The ARN of a resource of the template. */
export function arnOf(logicalId: string): Mapping {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

/** A template string with something of the template at its end: `…:role/${TaskRole}`. */
export function textBefore(value: TemplateString, name: string): Value | undefined {
  const pieces = segments(value);
  if (!pieces.every(isPlainInSub)) return undefined;
  return { 'Fn::Sub': `${pieces.map(substitution).join('')}\${${name}}` };
}

/** A policy variable, which `Fn::Sub` would take for a parameter: `${aws:username}`. */
const POLICY_VARIABLE = /\$\{([^{}$!]+\})/g;

/**
 * `Fn::Sub` has an escape for a whole `${…}`. It has none for a `$` or `${` that is only part of one
 * and could run together with what follows.
 */
function isPlainInSub(piece: Segment): boolean {
  if (piece.kind === 'placeholder') return true;
  return !/\$\{|\$$/.test(piece.text.replace(POLICY_VARIABLE, ''));
}

function substitution(piece: Segment): string {
  if (piece.kind === 'placeholder') return `\${${parameterName(piece.placeholder)}}`;
  return piece.text.replace(POLICY_VARIABLE, '${!$1');
}

function joined(piece: Segment): Value {
  return piece.kind === 'placeholder' ? ref(parameterName(piece.placeholder)) : piece.text;
}
