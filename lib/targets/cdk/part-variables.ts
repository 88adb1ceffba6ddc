import type { OpenPart } from '../../iam/parts.ts';
import { printDestructuring } from './code.ts';
import { stackProperty } from './parts-in-scope.ts';

/** Statements that make each part a variable of its own name: from the stack, or from the values. */
export function partVariables(
  parts: readonly OpenPart[],
  stack = 'Stack.of(scope)',
): readonly string[] {
  const ofStack = parts.flatMap((part) => {
    const property = stackProperty(part);
    if (property === undefined) return [];
    return property === part ? part : `${property}: ${part}`;
  });
  const ofValues = parts.filter((part) => stackProperty(part) === undefined);
  return [
    ...(ofStack.length > 0 ? [printDestructuring(ofStack, stack, 4)] : []),
    ...(ofValues.length > 0 ? [printDestructuring(ofValues, 'values', 4)] : []),
  ];
}
