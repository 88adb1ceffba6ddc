import type { UserError } from '../../../errors.ts';
import type { AccountFacts } from '../../../iam/fill.ts';

/** What a template is deployed with. */
export interface TemplateInputs {
  /** Values of parameters; a parameter that is absent has its default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What is known of the account; a pseudo parameter for the rest stays a placeholder. */
  readonly known?: Partial<AccountFacts>;
  readonly stackName?: string;
  /** Ids of roles that are not of the catalogue and that the generator makes here. */
  readonly ownIds?: readonly string[];
}

/** A template that is being read with one environment's inputs. */
export interface Scope {
  readonly inputs: TemplateInputs;
  /** A section of the template: name → entry. */
  readonly section: (name: string) => Readonly<Record<string, unknown>>;
  /** A value without functions. A fault of text is reported in the line of `near`. */
  readonly resolve: (value: unknown, near: object) => unknown;
  /** Text of the file as it is, which may not look like a placeholder of ours. */
  readonly literal: (text: string, near: object) => string;
  /** The same where only text will do; numbers and booleans are text to CloudFormation. */
  readonly resolveText: (value: unknown, near: object) => string;
  /** Whether a condition holds, given by its name or as an expression. */
  readonly holds: (condition: unknown, near: object) => Truth;
  /** Resolves something that has a name, which may not need itself. */
  readonly once: <T>(name: string, near: object, run: () => T) => T;
  /** A UserError for something in the line of `near`: what is wrong, and what to do. */
  readonly fault: (near: object, what: string, hint: string) => UserError;
}

/** Whether a condition holds: unknown where it depends on what only the account knows. */
export type Truth = boolean | { readonly needs: string };

/** Stands for AWS::NoValue: whatever has this value is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** The pseudo parameters that an account knows, and the placeholders that stand for them. */
export const ACCOUNT_PARAMETERS = {
  'AWS::AccountId': 'account',
  'AWS::Region': 'region',
  'AWS::Partition': 'partition',
  'AWS::URLSuffix': 'dnsSuffix',
} as const satisfies Readonly<Record<string, keyof AccountFacts>>;

/** The pseudo parameter that a text still depends on, if any. */
export function unknownIn(text: string): string | undefined {
  return Object.entries(ACCOUNT_PARAMETERS).find(([, name]) => text.includes(`<${name}>`))?.[0];
}

/** A condition's value where a choice has to be made. */
export function decide(condition: unknown, near: object, scope: Scope): boolean {
  const truth = scope.holds(condition, near);
  if (typeof truth === 'boolean') return truth;
  throw needsAccount(near, `Condition ${String(condition)}`, { needs: truth.needs, scope });
}

/** The fault of what cannot be resolved without a pseudo parameter. */
export function needsAccount(
  near: object,
  what: string,
  { needs, scope }: { readonly needs: string; readonly scope: Scope },
): UserError {
  return scope.fault(
    near,
    `${what} depends on ${needs}, which is not known here.`,
    'Name the account and the Region of the environment in ecs-iam.json.',
  );
}

/** The function that a value is a call of, with its argument. */
export function callIn(value: unknown): readonly [name: string, argument: unknown] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0) return undefined;
  const [name] = only;
  const isCall = name === 'Ref' || name.startsWith('Fn::');
  return isCall ? only : undefined;
}
