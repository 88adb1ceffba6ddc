import type { Placeholder } from '../../iam/placeholders.ts';
import { type Segment, segments, type TemplateString } from '../../iam/template-string.ts';
import { pascalCase } from '../../names.ts';
import { list, tagged, taggedList, text, type YamlNode } from './yaml-nodes.ts';

/** Parts that CloudFormation knows by itself. */
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

/** A template string as text, `!Ref` or `!Sub`, whichever is the least that says it. */
export function templateValue(value: TemplateString): YamlNode {
  const pieces = segments(value);
  if (!pieces.some(({ kind }) => kind === 'placeholder')) return text(value);
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === 'placeholder') return ref(only.placeholder);
  if (pieces.every(isPlainInSub)) return tagged('!Sub', pieces.map(substitution).join(''));
  return taggedList('!Join', [text(''), list(pieces.map(joined))]);
}

function ref(placeholder: Placeholder): YamlNode {
  return tagged('!Ref', parameterName(placeholder));
}

/** A policy variable, which `!Sub` would take for a parameter: `${aws:username}`. */
const POLICY_VARIABLE = /\$\{([^{}$!]+\})/g;

/**
 * `!Sub` has an escape for a whole `${…}`. It has none for a `$` or `${` that is only part of one
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

function joined(piece: Segment): YamlNode {
  return piece.kind === 'placeholder' ? ref(piece.placeholder) : text(piece.text);
}
