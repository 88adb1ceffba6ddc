import { UserError } from '../errors.ts';
import { readOperator } from './conditions.ts';
import { fault, isRecord, shownValue } from './fault.ts';
import { OPERATORS } from './operators.ts';
import { readBoolean } from './values.ts';

/** Every fault of a Condition element (IAM User Guide: reference_policies_elements_condition). */
export function conditionFaults(condition: unknown, variables: boolean): readonly UserError[] {
  if (condition === undefined) return [];
  if (!isRecord(condition)) {
    const message = `The Condition is ${shownValue(condition)}.`;
    return [fault(message, 'Write an object of operators, keys and values.')];
  }
  return Object.entries(condition).flatMap(([operator, keys]) =>
    operatorFaults(operator, keys, variables),
  );
}

function operatorFaults(operator: string, keys: unknown, variables: boolean): readonly UserError[] {
  const base = baseOf(operator);
  if (base instanceof UserError) return [base];
  if (!isRecord(keys)) {
    const message = `The condition ${operator} is ${shownValue(keys)}.`;
    return [fault(message, 'Write an object of keys and values.')];
  }
  const { takes, test } = OPERATORS[base] ?? NULL;
  return Object.entries(keys).flatMap(([key, values]) => {
    if (!/^[^:]+:./.test(key)) {
      const hint = 'Write the service, a colon and the name, as in aws:SourceArn.';
      return [fault(`'${key}' is no condition key.`, hint)];
    }
    const list: readonly unknown[] = Array.isArray(values) ? values : [values];
    return list
      .filter((value) => !isScalar(value) || test(String(value), variables) === undefined)
      .map((value) =>
        fault(`The value of ${key} is ${shownValue(value)}.`, `${operator} takes ${takes}.`),
      );
  });
}

/** Null compares nothing. */
const NULL = { takes: 'true or false', test: readBoolean };

function baseOf(operator: string): string | UserError {
  try {
    return readOperator(operator).base;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
