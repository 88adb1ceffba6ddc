import { type OpenString, type Segment, segments } from '../../iam/open.ts';
import type { OpenPart } from '../../iam/parts.ts';
import { pascalCase } from '../../names.ts';
import { list, tagged, taggedList, text, type YamlNode } from './yaml-nodes.ts';

/** Parts that CloudFormation knows by itself. */
const PSEUDO_PARAMETERS: Partial<Record<OpenPart, string>> = {
  partition: 'AWS::Partition',
  region: 'AWS::Region',
  account: 'AWS::AccountId',
  dnsSuffix: 'AWS::URLSuffix',
};

/** True for a part that the template takes as a parameter of its own. */
export function isParameter(part: OpenPart): boolean {
  return PSEUDO_PARAMETERS[part] === undefined;
}

/** The parameter, or pseudo parameter, that stands for a part. */
export function parameterName(part: OpenPart): string {
  return PSEUDO_PARAMETERS[part] ?? pascalCase(part);
}

/** An open string as text, `!Ref` or `!Sub`, whichever is the least that says it. */
export function openValue(value: OpenString): YamlNode {
  const pieces = segments(value);
  if (!pieces.some(({ kind }) => kind === 'part')) return text(value);
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === 'part') return ref(only.part);
  if (pieces.every(isPlainInSub)) return tagged('!Sub', pieces.map(substitution).join(''));
  return taggedList('!Join', [text(''), list(pieces.map(joined))]);
}

function ref(part: OpenPart): YamlNode {
  return tagged('!Ref', parameterName(part));
}

/** A policy variable, which `!Sub` would take for a parameter: `${aws:username}`. */
const POLICY_VARIABLE = /\$\{([^{}$!]+\})/g;

/**
 * `!Sub` has an escape for a whole `${…}`. It has none for a `$` or `${` that is only part of one
 * and could run together with what follows.
 */
function isPlainInSub(piece: Segment): boolean {
  if (piece.kind === 'part') return true;
  return !/\$\{|\$$/.test(piece.text.replace(POLICY_VARIABLE, ''));
}

function substitution(piece: Segment): string {
  if (piece.kind === 'part') return `\${${parameterName(piece.part)}}`;
  return piece.text.replace(POLICY_VARIABLE, '${!$1');
}

function joined(piece: Segment): YamlNode {
  return piece.kind === 'part' ? ref(piece.part) : text(piece.text);
}
