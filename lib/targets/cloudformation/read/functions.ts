import type { UserError } from '../../../errors.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import { decide, needsAccount, type Scope, type Truth, unknownIn } from './scope.ts';

/** An intrinsic function: its argument as written, the object that is the call, and the scope. */
type Run<Result> = (argument: unknown, call: object, scope: Scope) => Result;

/** The functions that give a value, but for those that refer to something by name. */
export const VALUE_FUNCTIONS: Readonly<Record<string, Run<unknown>>> = {
  'Fn::Join': (argument, call, scope) => {
    const [delimiter, items] = pair(argument, call, scope);
    const texts = listIn(items, call, scope).map((item) => scope.resolveText(item, call));
    return texts.join(scope.resolveText(delimiter, call));
  },
  'Fn::Split': (argument, call, scope) => {
    const [delimiter, source] = pair(argument, call, scope).map((one) =>
      scope.resolveText(one, call),
    );
    const needs = unknownIn(source ?? '');
    // None of the values has such a character, so that it splits the same when they are known.
    if (needs !== undefined && !/[:/,;|=+@ ]/.test(delimiter ?? '')) {
      throw needsAccount(call, 'Fn::Split', { needs, scope });
    }
    return (source ?? '').split(delimiter ?? '');
  },
  'Fn::Select': (argument, call, scope) => {
    const [index, items] = pair(argument, call, scope);
    const at = Number(scope.resolveText(index, call));
    const list = listIn(items, call, scope);
    if (Number.isInteger(at) && at >= 0 && at < list.length) return scope.resolve(list[at], call);
    throw scope.fault(
      call,
      `Fn::Select wants item ${at} of a list of ${list.length}.`,
      'Count from 0.',
    );
  },
  'Fn::If': (argument, call, scope) => {
    const [condition, ...choices] = listOf(argument);
    if (choices.length !== 2) throw wrongArgument(call, scope);
    return scope.resolve(choices[decide(condition, call, scope) ? 0 : 1], call);
  },
  'Fn::FindInMap': findInMap,
};

function findInMap(argument: unknown, call: object, scope: Scope): unknown {
  const [map, ...others] = listOf(argument);
  const [top = '', second = ''] = others.slice(0, 2).map((key) => scope.resolveText(key, call));
  const name = scope.resolveText(map, call);
  const needs = unknownIn(top + second);
  if (needs !== undefined) throw needsAccount(call, 'Fn::FindInMap', { needs, scope });
  const found = recordOf(recordOf(scope.section('Mappings')[name])[top])[second];
  const fallback = recordOf(others[2]).DefaultValue;
  if (found !== undefined) return scope.resolve(found, call);
  if (fallback !== undefined) return scope.resolve(fallback, call);
  throw scope.fault(
    call,
    `Mapping ${name} has no value for ${top}, ${second}.`,
    'Add it to Mappings, or correct the keys.',
  );
}

/** The functions that conditions are made of. */
export const CONDITION_FUNCTIONS: Readonly<Record<string, Run<Truth>>> = {
  Condition: (argument, call, scope) => scope.holds(String(argument), call),
  'Fn::Equals': (argument, call, scope) => {
    const [one = '', other = ''] = pair(argument, call, scope).map((side) =>
      scope.resolveText(side, call),
    );
    if (one === other) return true;
    const needs = unknownIn(one + other);
    return needs === undefined ? false : { needs };
  },
  'Fn::And': (argument, call, scope) => firstOf(false, argument, { call, scope }),
  'Fn::Or': (argument, call, scope) => firstOf(true, argument, { call, scope }),
  'Fn::Not': (argument, call, scope) => {
    const truth = scope.holds(listOf(argument)[0], call);
    return typeof truth === 'boolean' ? !truth : truth;
  },
};

/** One `decisive` operand decides; else an unknown one leaves it unknown. */
function firstOf(
  decisive: boolean,
  operands: unknown,
  { call, scope }: { readonly call: object; readonly scope: Scope },
): Truth {
  const truths = listOf(operands).map((operand) => scope.holds(operand, call));
  if (truths.includes(decisive)) return decisive;
  return truths.find((truth) => typeof truth !== 'boolean') ?? !decisive;
}

function pair(argument: unknown, call: object, scope: Scope): readonly [unknown, unknown] {
  const [one, other, ...rest] = listOf(argument);
  if (other === undefined || rest.length > 0) throw wrongArgument(call, scope);
  return [one, other];
}

function listIn(items: unknown, call: object, scope: Scope): readonly unknown[] {
  const list = Array.isArray(items) ? items : scope.resolve(items, call);
  if (Array.isArray(list)) return list;
  throw wrongArgument(call, scope);
}

function wrongArgument(call: object, scope: Scope): UserError {
  const [name = ''] = Object.keys(call);
  return scope.fault(
    call,
    `The argument of ${name} is not what the function takes.`,
    `Look it up in the CloudFormation User Guide, under ${name}.`,
  );
}
