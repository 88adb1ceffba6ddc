import type { Placeholder } from '../../iam/placeholders.ts';
import { printDestructuring } from './code.ts';
import { stackProperty } from './placeholders-in-scope.ts';

/** Statements that make each placeholder a variable of its own name: from the stack, or from the environment's configuration. */
export function placeholderVariables(
  placeholders: readonly Placeholder[],
  stack = 'Stack.of(scope)',
  indent = 4,
): readonly string[] {
  const ofStack = placeholders.flatMap((placeholder) => {
    const property = stackProperty(placeholder);
    if (property === undefined) return [];
    return property === placeholder ? placeholder : `${property}: ${placeholder}`;
  });
  const ofValues = placeholders.filter((placeholder) => stackProperty(placeholder) === undefined);
  return [
    ...(ofStack.length > 0 ? [printDestructuring(ofStack, stack, indent)] : []),
    ...(ofValues.length > 0 ? [printDestructuring(ofValues, 'config', indent)] : []),
  ];
}
