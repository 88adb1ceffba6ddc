import type { PolicyDocument } from '../../lib/iam/document.ts';

/** What IAM is asked: by whom (trust policies) or on what (identity policies), in which context. */
export interface AccessRequest {
  readonly action: string;
  readonly resource?: string;
  /** A service, ARN or identity provider that would assume the role. */
  readonly principal?: string;
  /** Condition keys that the request carries; a list where a key has several values. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * True when some statement of some document allows the request and none denies it. It knows what
 * the catalogue uses of IAM's language, and throws on what it does not know. Boundaries, resource
 * policies and service control policies are out of its sight.
 */
export function isAllowed(documents: readonly PolicyDocument[], request: AccessRequest): boolean {
  const matching = documents
    .flatMap(({ Statement }) => Statement)
    .filter((statement) => matches(statement, request));
  return (
    matching.some(({ Effect }) => Effect === 'Allow') &&
    matching.every(({ Effect }) => Effect !== 'Deny')
  );
}

type Statement = PolicyDocument['Statement'][number];

function matches(statement: Statement, { action, resource, principal, context }: AccessRequest) {
  const { Action, Resource, Principal, Condition } = statement;
  const named = typeof Principal === 'string' ? [Principal] : Object.values(Principal ?? {}).flat();
  return (
    list(Action).some((one) => glob(one.toLowerCase(), action.toLowerCase())) &&
    (resource === undefined || list(Resource).some((one) => glob(one, resource))) &&
    (principal === undefined || named.includes(principal)) &&
    Object.entries(Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) =>
        conditionHolds(operator, list(wanted), valuesOf(key, context)),
      ),
    )
  );
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** IAM's wildcards: `*` any characters, `?` one. */
function glob(pattern: string, value: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value);
}

/** Condition keys are compared without case. */
function valuesOf(key: string, context: AccessRequest['context']): readonly string[] {
  const found = Object.keys(context).find((one) => one.toLowerCase() === key.toLowerCase());
  return found === undefined ? [] : list(context[found]);
}

function conditionHolds(
  operator: string,
  wanted: readonly string[],
  found: readonly string[],
): boolean {
  const [, set, name = ''] = /^(?:(ForAnyValue|ForAllValues):)?(\w+)$/.exec(operator) ?? [];
  if (name === 'Null') return (wanted[0] === 'true') === (found.length === 0);
  if (set === 'ForAllValues') return found.every((value) => compare(name, wanted, value));
  return found.some((value) => compare(name, wanted, value));
}

function compare(operator: string, wanted: readonly string[], found: string): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return wanted.includes(found);
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return wanted.some((pattern) => glob(pattern, found));
    default:
      throw new Error(`The evaluator does not know the operator ${operator}.`);
  }
}
