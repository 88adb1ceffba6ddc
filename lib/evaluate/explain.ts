import { askedOf, type CompiledLayer } from './decide.ts';
import { listOf } from './lists.ts';
import { type Asked, applies, type CompiledStatement } from './statements.ts';
import type {
  AccessRequest,
  Decision,
  Layer,
  PolicyStatement,
  StatementReference,
} from './types.ts';

/** A layer that would have to allow a request and does not. */
export interface LackingLayer {
  readonly layer: Layer;
  /** The allow that comes closest; absent when none is about the action. */
  readonly closest?: NearMiss;
}

/** A statement that would allow a request if more of it held. */
export interface NearMiss {
  readonly statement: StatementReference;
  readonly mismatches: readonly Mismatch[];
}

/** A part of a statement that does not hold. */
export type Mismatch =
  | {
      readonly element: Exclude<keyof PolicyStatement, 'Sid' | 'Effect' | 'Condition'>;
      readonly wanted: readonly string[];
      readonly got: string;
    }
  | {
      readonly element: 'Condition';
      readonly operator: string;
      readonly key: string;
      readonly wanted: readonly string[];
      /** Empty when the request lacks the key. */
      readonly got: readonly string[];
    };

/** Says, for each layer that lacks an allow, what would have to hold; empty for another decision. */
export function explainDenial(
  layers: readonly CompiledLayer[],
  request: AccessRequest,
  decision: Decision,
): readonly LackingLayer[] {
  if (decision.result !== 'implicitDeny') return [];
  const asked = askedOf(request);
  return decision.lacking.map((layer) => {
    const own = layers.filter((one) => one.layer === layer && !hasAllow(one, asked));
    const closest = closestOf(
      own.flatMap(({ statements }) => statements),
      asked,
    );
    return { layer, ...(closest && { closest }) };
  });
}

/** One level of SCPs may allow what another does not. */
function hasAllow({ layer, statements }: CompiledLayer, asked: Asked): boolean {
  return statements.some(
    (one) => one.effect === 'Allow' && applies(one, asked) && namesRequester(one, layer, asked),
  );
}

function namesRequester(statement: CompiledStatement, layer: Layer, asked: Asked): boolean {
  return layer !== 'resource' || statement.names(asked.identities) !== undefined;
}

function closestOf(statements: readonly CompiledStatement[], asked: Asked): NearMiss | undefined {
  return statements
    .filter(({ effect, takesAction }) => effect === 'Allow' && takesAction(asked.action))
    .map((one) => ({ statement: one.reference, mismatches: mismatchesOf(one, asked) }))
    .reduce<NearMiss | undefined>(
      (best, next) => (best === undefined || distance(next) < distance(best) ? next : best),
      undefined,
    );
}

/** A statement about another resource or principal is further off than any condition. */
function distance({ mismatches }: NearMiss): number {
  return mismatches.reduce((sum, { element }) => sum + (element === 'Condition' ? 1 : 100), 0);
}

function mismatchesOf(statement: CompiledStatement, asked: Asked): readonly Mismatch[] {
  const { source, takesResource, conditions, reference } = statement;
  const failed = conditions.filter(({ holds }) => !holds(asked));
  return [
    ...(takesResource(asked) ? [] : [resourceMismatch(source, asked)]),
    ...(namesRequester(statement, reference.layer, asked)
      ? []
      : [principalMismatch(source, asked)]),
    ...failed.map(
      ({ operator, key, wanted }): Mismatch => ({
        element: 'Condition',
        operator,
        key,
        wanted,
        got: asked.valuesOf(key.toLowerCase()) ?? [],
      }),
    ),
  ];
}

function resourceMismatch({ Resource, NotResource }: PolicyStatement, asked: Asked): Mismatch {
  const got = asked.resource;
  if (Resource === undefined) {
    return { element: 'NotResource', wanted: listOf(NotResource), got };
  }
  return { element: 'Resource', wanted: listOf(Resource), got };
}

function principalMismatch(source: PolicyStatement, { identities }: Asked): Mismatch {
  const element = source.Principal === undefined ? 'NotPrincipal' : 'Principal';
  const names = source[element] ?? {};
  const wanted = typeof names === 'string' ? [names] : Object.values(names).flatMap(listOf);
  // The most particular name comes last.
  return { element, wanted, got: identities.at(-1)?.name ?? 'anonymous' };
}
