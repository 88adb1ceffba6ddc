import { didYouMean } from '../did-you-mean.ts';
import { UserError } from '../errors.ts';
import { listOf } from './lists.ts';
import { OPERATORS, type Operator, type Test } from './operators.ts';
import type { PolicyCondition } from './types.ts';
import { readBoolean } from './values.ts';
import type { Lookup } from './wildcards.ts';

/** Gives what a request has for a key, in whatever case; none when it lacks the key. */
export interface Context {
  readonly valuesOf: (key: string) => readonly string[] | undefined;
  readonly lookup: Lookup;
}

/** One key under one operator: all of them must hold for a statement to apply. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  readonly holds: (context: Context) => boolean;
}

/** An operator's name taken apart. */
export interface OperatorName {
  readonly set?: 'ForAnyValue' | 'ForAllValues';
  /** Null, or a key of OPERATORS. */
  readonly base: string;
  readonly ifExists: boolean;
}

const NAME = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/;

/** Takes an operator's name apart. @throws UserError UnknownOperator */
export function readOperator(name: string): OperatorName {
  const [, set, base = '', ifExists] = NAME.exec(name) ?? [];
  const isKnown = Object.hasOwn(OPERATORS, base) || (base === 'Null' && ifExists === undefined);
  if (!isKnown) throw unknownOperator(name);
  return {
    ...(set === 'ForAnyValue' || set === 'ForAllValues' ? { set } : {}),
    base,
    ifExists: ifExists !== undefined,
  };
}

function unknownOperator(name: string): UserError {
  const [set, base = ''] = name.includes(':') ? name.split(':') : [undefined, name];
  if (set !== undefined && !SETS.includes(set)) {
    const hint = didYouMean(set, SETS, `IAM has ${SETS.join(' and ')}.`);
    return new UserError('UnknownOperator', `'${set}' is no set operator of IAM.`, hint);
  }
  if (base === 'NullIfExists') {
    return new UserError('UnknownOperator', 'Null takes no IfExists.', "Write 'Null' alone.");
  }
  const known = Object.keys(OPERATORS).flatMap((one) => [one, `${one}IfExists`]);
  const prefix = set === undefined ? '' : `${set}:`;
  const candidates = [...known, 'Null'].map((one) => `${prefix}${one}`);
  const hint = didYouMean(name, candidates, OPERATORS_PAGE);
  return new UserError('UnknownOperator', `'${name}' is no condition operator of IAM.`, hint);
}

const SETS = ['ForAnyValue', 'ForAllValues'];
const OPERATORS_PAGE =
  'The IAM User Guide lists them under "IAM JSON policy elements: Condition operators".';

/** Compiles a Condition element. @throws UserError UnknownOperator */
export function compileCondition(
  condition: PolicyCondition,
  variables: boolean,
): readonly ConditionTest[] {
  return Object.entries(condition).flatMap(([operator, keys]) => {
    const name = readOperator(operator);
    return Object.entries(keys).map(([key, values]) => {
      const wanted = listOf(values).map(String);
      return {
        operator,
        key,
        wanted,
        holds: compileTest(name, key.toLowerCase(), { wanted, variables }),
      };
    });
  });
}

interface Wanted {
  readonly wanted: readonly string[];
  readonly variables: boolean;
}

function compileTest(
  { set, base, ifExists }: OperatorName,
  key: string,
  { wanted, variables }: Wanted,
): ConditionTest['holds'] {
  const operator = OPERATORS[base];
  if (operator === undefined) return nullTest(key, wanted);
  const tests = wanted.flatMap((value) => operator.test(value, variables) ?? []);
  if (set === undefined) return singleTest(key, tests, { operator, ifExists });
  return setTest(key, tests, { operator, all: set === 'ForAllValues' });
}

/** `true`: the key is absent; `false`: it is there and has a value. */
function nullTest(key: string, wanted: readonly string[]): ConditionTest['holds'] {
  return ({ valuesOf }) => {
    const isAbsent = (valuesOf(key)?.length ?? 0) === 0;
    return wanted.some((value) => readBoolean(value) === isAbsent);
  };
}

/**
 * Without a set operator. A key that is absent matches nothing: the condition is false, and true
 * when it is negated or ends in IfExists. Several values of a policy are alternatives; none of them
 * may match when the operator is negated (IAM User Guide:
 * reference_policies_condition-logic-multiple-context-keys-or-values). AWS wants a set operator for
 * a key with several values; without one, any of them matches.
 */
function singleTest(
  key: string,
  tests: readonly Test[],
  { operator: { negated }, ifExists }: { readonly operator: Operator; readonly ifExists: boolean },
): ConditionTest['holds'] {
  return ({ valuesOf, lookup }) => {
    const values = valuesOf(key);
    if (values === undefined || values.length === 0) return negated || ifExists;
    return values.some((value) => tests.some((test) => test(value, lookup))) !== negated;
  };
}

/**
 * ForAllValues holds for no value at all, ForAnyValue does not, IfExists or not; an empty text alone
 * counts as no value (IAM User Guide: reference_policies_condition-single-vs-multi-valued-context-keys).
 */
function setTest(
  key: string,
  tests: readonly Test[],
  { operator: { negated }, all }: { readonly operator: Operator; readonly all: boolean },
): ConditionTest['holds'] {
  return ({ valuesOf, lookup }) => {
    const given = valuesOf(key) ?? [];
    const values = given.length === 1 && given[0] === '' ? [] : given;
    const holds = (value: string) => tests.some((test) => test(value, lookup)) !== negated;
    return all ? values.every(holds) : values.some(holds);
  };
}
