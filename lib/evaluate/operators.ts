import { arnParts, splitPattern } from './arns.ts';
import {
  type AddressRange,
  readAddressRange,
  readBinary,
  readBoolean,
  readDate,
  readNumber,
} from './values.ts';
import {
  fillTokens,
  isPlain,
  type Lookup,
  matchTokens,
  readTokens,
  type Token,
  textOf,
} from './wildcards.ts';

/** True when one value of a request is what a policy's value asks for. */
export type Test = (value: string, lookup: Lookup) => boolean;

/** How an operator compares, without regard to IfExists and the set operators. */
export interface Operator {
  /** It holds when nothing matches, as StringNotEquals does. */
  readonly negated: boolean;
  /** Makes the test of one value of a policy; undefined when the value is not of the operator's type. */
  readonly test: (wanted: string, variables: boolean) => Test | undefined;
  /** What a value must be, in words. */
  readonly takes: string;
}

/**
 * The condition operators but Null, which compares nothing (IAM User Guide:
 * reference_policies_elements_condition_operators). Variables work with the String and Arn
 * operators and Bool, wildcards with the Like and Arn operators.
 */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...pair('StringEquals', 'StringNotEquals', { takes: 'a text', test: textTest(false) }),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', {
    takes: 'a text',
    test: ignoringCase,
  }),
  ...pair('StringLike', 'StringNotLike', { takes: 'a text', test: textTest(true) }),
  ...ordered('Numeric', 'a number', readNumber),
  ...ordered('Date', 'a date such as 2026-01-31T12:00:00Z, or epoch seconds', readDate),
  Bool: { negated: false, takes: 'true or false', test: booleanTest },
  BinaryEquals: { negated: false, takes: 'base-64 text', test: equal(readBinary) },
  ...pair('IpAddress', 'NotIpAddress', {
    takes: 'an address or a range such as 203.0.113.0/24',
    test: addressTest,
  }),
  // The two behave identically, by the page above.
  ...pair('ArnEquals', 'ArnNotEquals', { takes: 'an ARN', test: arnTest }),
  ...pair('ArnLike', 'ArnNotLike', { takes: 'an ARN', test: arnTest }),
};

type Comparison = Omit<Operator, 'negated'>;

function pair(positive: string, negative: string, comparison: Comparison) {
  return {
    [positive]: { ...comparison, negated: false },
    [negative]: { ...comparison, negated: true },
  };
}

function ordered(family: string, takes: string, read: (text: string) => number | undefined) {
  const by = (holds: (value: number, wanted: number) => boolean): Comparison => ({
    takes,
    test: (text) => {
      const wanted = read(text);
      if (wanted === undefined) return undefined;
      return (value) => {
        const number = read(value);
        return number !== undefined && holds(number, wanted);
      };
    },
  });
  return {
    ...pair(
      `${family}Equals`,
      `${family}NotEquals`,
      by((value, wanted) => value === wanted),
    ),
    [`${family}LessThan`]: { ...by((value, wanted) => value < wanted), negated: false },
    [`${family}LessThanEquals`]: { ...by((value, wanted) => value <= wanted), negated: false },
    [`${family}GreaterThan`]: { ...by((value, wanted) => value > wanted), negated: false },
    [`${family}GreaterThanEquals`]: { ...by((value, wanted) => value >= wanted), negated: false },
  };
}

function equal<T>(read: (text: string) => T | undefined): Operator['test'] {
  return (text) => {
    const wanted = read(text);
    return wanted === undefined ? undefined : (value) => read(value) === wanted;
  };
}

/** A test of a whole string; one with a variable that has no value matches nothing. */
function textTest(wildcards: boolean): Operator['test'] {
  return (wanted, variables) => tokenTest(readTokens(wanted, { wildcards, variables }));
}

/** Matches a whole string with tokens, variables filled in. */
export function tokenTest(tokens: readonly Token[]): Test {
  if (isPlain(tokens)) {
    const text = textOf(tokens);
    return (value) => value === text;
  }
  if (tokens.every(({ kind }) => kind !== 'variable')) return (value) => matchTokens(tokens, value);
  return (value, lookup) => {
    const filled = fillTokens(tokens, lookup);
    return filled !== undefined && matchTokens(filled, value);
  };
}

function ignoringCase(wanted: string, variables: boolean): Test {
  const tokens = readTokens(wanted, { wildcards: false, variables });
  return (value, lookup) => {
    const filled = fillTokens(tokens, lookup);
    return filled !== undefined && textOf(filled).toLowerCase() === value.toLowerCase();
  };
}

function booleanTest(wanted: string, variables: boolean): Test | undefined {
  const tokens = readTokens(wanted, { wildcards: false, variables });
  if (isPlain(tokens) && readBoolean(wanted) === undefined) return undefined;
  return (value, lookup) => {
    const filled = fillTokens(tokens, lookup);
    const boolean = filled === undefined ? undefined : readBoolean(textOf(filled));
    return boolean !== undefined && readBoolean(value) === boolean;
  };
}

function addressTest(text: string): Test | undefined {
  const wanted = readAddressRange(text);
  if (wanted === undefined) return undefined;
  return (value) => {
    const found = readAddressRange(value);
    return found !== undefined && covers(wanted, found);
  };
}

function covers(wide: AddressRange, { bits, first, last }: AddressRange): boolean {
  return wide.bits === bits && wide.first <= first && last <= wide.last;
}

/** Each of the six parts is compared on its own. AWS does not document a lone `*`: it is any ARN. */
function arnTest(wanted: string, variables: boolean): Test | undefined {
  const tokens = readTokens(wanted, { wildcards: true, variables });
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind !== 'text') return arnOrOther(tokens);
  const tests = splitPattern(tokens).map(tokenTest);
  if (tests.length < 6) return undefined;
  return (value, lookup) => {
    const parts = arnParts(value);
    return parts?.every((part, index) => tests[index]?.(part, lookup)) ?? false;
  };
}

/** A lone variable holds the whole ARN. */
function arnOrOther(tokens: readonly Token[]): Test {
  const test = tokenTest(tokens);
  return (value, lookup) => arnParts(value) !== undefined && test(value, lookup);
}
