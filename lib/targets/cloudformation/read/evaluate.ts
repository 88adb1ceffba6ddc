import { recordOf } from '../../../iam/equality.ts';
import { placeholdersOf, template } from '../../../iam/template-string.ts';
import { type Source, unreadable } from '../../source.ts';
import { CONDITION_FUNCTIONS, VALUE_FUNCTIONS } from './functions.ts';
import { REFERENCES } from './references.ts';
import { callIn, decide, NO_VALUE, type Scope, type TemplateInputs, type Truth } from './scope.ts';

/** A resource whose functions are resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** As written, for the line of a fault. */
  readonly written: object;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Opens a template with one environment's inputs. Nothing is resolved before it is asked for. */
export function scopeOf(source: Source, inputs: TemplateInputs): Scope {
  const sections = recordOf(source.root);
  const resolving = new Set<string>();
  const scope: Scope = {
    inputs,
    section: (name) => recordOf(sections[name]),
    resolve: (value, near) => resolve(value, near, { source, scope }),
    resolveText: (value, near) => resolveText(value, near, scope),
    literal: (text, near) => literal(text, near, scope),
    holds: (condition, near) => holds(condition, near, scope),
    fault: (near, what, hint) => unreadable(source, near, [what, hint]),
    once: (name, near, run) => {
      if (resolving.has(name)) {
        throw scope.fault(near, `${name} depends on itself.`, 'Take out one of the references.');
      }
      resolving.add(name);
      const result = run();
      resolving.delete(name);
      return result;
    },
  };
  return scope;
}

/**
 * The resources of some types that the template makes with its inputs, in its order. Others are not
 * looked at.
 *
 * @throws UserError `UnreadableDefinition` for what only CloudFormation or the account can resolve.
 */
export function resourcesOf(scope: Scope, types: ReadonlySet<string>): readonly Resource[] {
  const entries = Object.entries(scope.section('Resources'));
  return entries.flatMap(([logicalId, written]) => {
    if (typeof written !== 'object' || written === null) return [];
    if (logicalId.startsWith('Fn::')) throw scope.fault(written, ...unknownFunction(logicalId));
    const { Type, Condition, Properties } = recordOf(written);
    const type = String(Type);
    if (!types.has(type)) return [];
    if (Condition !== undefined && !decide(Condition, written, scope)) return [];
    const properties = recordOf(scope.resolve(Properties ?? {}, written));
    return [{ logicalId, type, written, properties }];
  });
}

function resolve(
  value: unknown,
  near: object,
  { source, scope }: { readonly source: Source; readonly scope: Scope },
): unknown {
  if (typeof value === 'string') return scope.literal(value, near);
  if (value === null) {
    throw scope.fault(near, 'A value is missing.', 'Write it, or take out its key.');
  }
  if (typeof value !== 'object') return value;
  const call = callIn(value);
  if (call !== undefined) return callFunction(call, value, scope);
  const resolved = Array.isArray(value)
    ? value.map((item) => scope.resolve(item, value)).filter((item) => item !== NO_VALUE)
    : resolveMembers(value, scope);
  const line = source.lines.get(value);
  if (line !== undefined) source.lines.set(resolved, line);
  return resolved;
}

/** Members whose text nobody fills in: prose, and the key of a tag. */
const PLAIN_TEXT = new Set(['Description', 'Key']);

function resolveMembers(value: object, scope: Scope): object {
  const members = Object.entries(value).map(([key, item]) => {
    const isPlain = typeof item === 'string' && PLAIN_TEXT.has(key);
    return [key, isPlain ? item : scope.resolve(item, value)] as const;
  });
  return Object.fromEntries(members.filter(([, item]) => item !== NO_VALUE));
}

const FUNCTIONS: typeof VALUE_FUNCTIONS = { ...VALUE_FUNCTIONS, ...REFERENCES };

function callFunction(
  [name, argument]: readonly [string, unknown],
  call: object,
  scope: Scope,
): unknown {
  const run = FUNCTIONS[name];
  if (run !== undefined) return run(argument, call, scope);
  if (name === 'Fn::ImportValue') throw scope.fault(call, ...unresolvedImport(argument));
  throw scope.fault(call, ...unknownFunction(name));
}

function unresolvedImport(argument: unknown): readonly [string, string] {
  const name = typeof argument === 'string' ? argument : JSON.stringify(argument);
  return [
    `Fn::ImportValue ${name} stays unresolved: another stack exports the value.`,
    'Use a parameter in its place, or give the deployed template with --definition FILE.',
  ];
}

function unknownFunction(name: string): readonly [string, string] {
  return [
    `${name} cannot be resolved without CloudFormation.`,
    'Write out the value, or use a parameter in its place.',
  ];
}

function resolveText(value: unknown, near: object, scope: Scope): string {
  const resolved = scope.resolve(value, near);
  if (typeof resolved !== 'object' && typeof resolved !== 'symbol') return String(resolved);
  throw scope.fault(near, 'A list or mapping stands where text should.', 'Write one value.');
}

/** What looks like a placeholder of ours would be filled in later. IAM itself takes no such text. */
function literal(text: string, near: object, scope: Scope): string {
  const [placeholder] = placeholdersOf(template(text));
  if (placeholder === undefined) return text;
  throw scope.fault(
    near,
    `<${placeholder}> has no meaning to CloudFormation.`,
    'Write the value, or a parameter that has it.',
  );
}

function holds(condition: unknown, near: object, scope: Scope): Truth {
  if (typeof condition === 'string') {
    const expression = scope.section('Conditions')[condition];
    if (expression !== undefined) {
      return scope.once(`Condition ${condition}`, near, () => scope.holds(expression, near));
    }
    throw scope.fault(near, `There is no condition ${condition}.`, 'Add it to Conditions.');
  }
  const call = typeof condition === 'object' && condition !== null ? condition : near;
  const [[name = '', argument] = []] = Object.entries(recordOf(condition));
  const run = CONDITION_FUNCTIONS[name];
  if (run !== undefined) return run(argument, call, scope);
  throw scope.fault(
    call,
    `${name || JSON.stringify(condition)} is no condition.`,
    'Use Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition.',
  );
}
