import { readResource } from './arns.ts';
import { type ConditionTest, type Context, compileCondition } from './conditions.ts';
import { listOf } from './lists.ts';
import { type Test, tokenTest } from './operators.ts';
import { compilePrincipal, type Identity, type PrincipalMatch } from './principals.ts';
import type {
  AttachedPolicy,
  Layer,
  OneOrMany,
  PolicyStatement,
  StatementReference,
} from './types.ts';
import { isPlain, readTokens, textOf } from './wildcards.ts';

/** A request as statements are asked about it. */
export interface Asked extends Context {
  /** In small letters. */
  readonly action: string;
  readonly resource: string;
  readonly identities: readonly Identity[];
}

/** A statement ready to be asked. */
export interface CompiledStatement {
  readonly reference: StatementReference;
  readonly source: PolicyStatement;
  readonly effect: 'Allow' | 'Deny';
  readonly takesAction: (action: string) => boolean;
  readonly takesResource: (asked: Asked) => boolean;
  readonly names: PrincipalMatch;
  readonly conditions: readonly ConditionTest[];
}

/** Compiles the statements of some policies of one layer. @throws UserError UnknownOperator */
export function compileStatements(
  policies: readonly AttachedPolicy[],
  layer: Layer,
): readonly CompiledStatement[] {
  return policies.flatMap(({ name, policy }) =>
    listOf(policy.Statement).map((source, index) => ({
      reference: {
        layer,
        policy: name,
        index,
        ...(source.Sid === undefined ? {} : { sid: source.Sid }),
      },
      source,
      effect: source.Effect,
      takesAction: compileActions(source),
      takesResource: compileResources(source, policy.Version === '2012-10-17'),
      names: compilePrincipal(source),
      conditions: compileCondition(source.Condition ?? {}, policy.Version === '2012-10-17'),
    })),
  );
}

/** True when a statement applies to a request, apart from whom it names. */
export function applies(statement: CompiledStatement, asked: Asked): boolean {
  return (
    statement.takesAction(asked.action) &&
    statement.takesResource(asked) &&
    statement.conditions.every(({ holds }) => holds(asked))
  );
}

/**
 * Actions are compared without case (IAM User Guide: reference_policies_elements_action); NotAction
 * takes all that it does not list (reference_policies_elements_notaction).
 */
function compileActions({ Action, NotAction }: PolicyStatement): CompiledStatement['takesAction'] {
  if (Action !== undefined) return actionTest(Action);
  if (NotAction === undefined) return () => false;
  const listed = actionTest(NotAction);
  return (action) => !listed(action);
}

function actionTest(actions: OneOrMany): CompiledStatement['takesAction'] {
  const exact = new Set<string>();
  const patterns: Test[] = [];
  for (const action of listOf(actions)) {
    const tokens = readTokens(action.toLowerCase(), { wildcards: true, variables: false });
    if (isPlain(tokens)) exact.add(textOf(tokens));
    else patterns.push(tokenTest(tokens));
  }
  return (action) => exact.has(action) || patterns.some((test) => test(action, noValue));
}

function noValue(): undefined {
  return undefined;
}

/**
 * A policy without Resource is about what it is attached to. A pattern with a variable that has no
 * value matches no resource, in NotResource either (IAM User Guide: reference_policies_variables).
 */
function compileResources(
  { Resource, NotResource }: PolicyStatement,
  variables: boolean,
): CompiledStatement['takesResource'] {
  if (Resource !== undefined) return resourceTest(Resource, variables);
  if (NotResource === undefined) return () => true;
  const listed = resourceTest(NotResource, variables);
  return (asked) => !listed(asked);
}

function resourceTest(
  resources: OneOrMany,
  variables: boolean,
): CompiledStatement['takesResource'] {
  const list = listOf(resources);
  if (list.includes('*')) return () => true;
  const tests = list.map((one) => tokenTest(readResource(one, { wildcards: true, variables })));
  return ({ resource, lookup }) => tests.some((test) => test(resource, lookup));
}
