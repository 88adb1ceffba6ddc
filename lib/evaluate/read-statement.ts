import { didYouMean } from '../did-you-mean.ts';
import type { UserError } from '../errors.ts';
import { at, fault, isRecord, shownValue, textsOf } from './fault.ts';
import { conditionFaults } from './read-condition.ts';
import { principalFaults } from './read-principal.ts';

/** What a document is attached to: it decides which elements its statements may have. */
export type PolicyKind = keyof typeof KINDS;

/** Where a statement stands. */
export interface StatementPlace {
  /** Such as `policy.json, statement 2`. */
  readonly place: string;
  readonly kind: PolicyKind;
  /** Whether the document's version knows policy variables. */
  readonly variables: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
type Need = 'required' | 'optional' | 'forbidden';

const LIMITING = { Action: 'required', Resource: 'required', Principal: 'forbidden' } as const;

/** What a document is called, and which elements its statements need (IAM User Guide: reference_policies_grammar). */
const KINDS = {
  identity: { words: 'An identity policy', ...LIMITING },
  boundary: { words: 'A permissions boundary', ...LIMITING },
  session: { words: 'A session policy', ...LIMITING },
  scp: { words: 'A service control policy', ...LIMITING },
  rcp: { words: 'A resource control policy', ...LIMITING, Principal: 'required' },
  resource: {
    words: 'A resource policy',
    Action: 'required',
    Resource: 'optional',
    Principal: 'required',
  },
  trust: {
    words: 'A trust policy',
    Action: 'required',
    Resource: 'forbidden',
    Principal: 'required',
  },
} as const satisfies Record<string, { readonly words: string } & Record<Pair, Need>>;

const PAIRS = ['Action', 'Resource', 'Principal'] as const;
type Pair = (typeof PAIRS)[number];

/** Every fault of one statement. */
export function statementFaults(
  statement: unknown,
  { place, kind, variables }: StatementPlace,
): readonly UserError[] {
  if (!isRecord(statement)) {
    return [fault('This is no statement.', 'It must be an object with Effect and Action.')].map(
      at(place),
    );
  }
  const { Sid, Condition, Principal, NotPrincipal } = statement;
  const where = typeof Sid === 'string' && Sid !== '' ? `${place} '${Sid}'` : place;
  return [
    ...elementFaults(statement, kind),
    ...PAIRS.flatMap((pair) => pairFaults(statement, pair, kind)),
    ...actionFaults(statement),
    ...(kind === 'resource' ? [] : resourceFaults(statement)),
    ...principalFaults('Principal', Principal),
    ...principalFaults('NotPrincipal', NotPrincipal),
    ...conditionFaults(Condition, variables),
  ].map(at(where));
}

const ELEMENTS = ['Sid', 'Effect', ...PAIRS.flatMap((pair) => [pair, `Not${pair}`]), 'Condition'];

function elementFaults(statement: Fields, kind: PolicyKind): readonly UserError[] {
  const { Sid = '', Effect } = statement;
  const faults = Object.keys(statement)
    .filter((key) => !ELEMENTS.includes(key))
    .map((key) =>
      fault(
        `'${key}' is no element of a statement.`,
        didYouMean(key, ELEMENTS, `Its elements are ${ELEMENTS.join(', ')}.`),
      ),
    );
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    faults.push(fault(`The Effect is ${shownValue(Effect)}.`, "Write 'Allow' or 'Deny'."));
  }
  // Some services allow more in a Sid than IAM does.
  const isSid = typeof Sid === 'string' && (kind === 'resource' || /^[A-Za-z0-9]*$/.test(Sid));
  if (isSid) return faults;
  return [
    ...faults,
    fault(`The Sid is ${shownValue(Sid)}.`, 'It may have letters and digits alone.'),
  ];
}

function pairFaults(statement: Fields, pair: Pair, kind: PolicyKind): readonly UserError[] {
  const { words, [pair]: need } = KINDS[kind];
  const given = [pair, `Not${pair}`].filter((key) => statement[key] !== undefined);
  const [first] = given;
  if (given.length > 1) {
    return [fault(`It has both ${pair} and Not${pair}.`, 'Keep one of them.')];
  }
  if (first === undefined) {
    return need === 'required'
      ? [fault(`It has no ${pair}.`, `${words} needs it in every statement.`)]
      : [];
  }
  const isForbidden = need === 'forbidden' || (first === 'NotPrincipal' && kind !== 'resource');
  return isForbidden ? [fault(`It has ${first}.`, `${words} takes none.`)] : [];
}

const ACTION = /^(\*(:\*)?|[A-Za-z0-9-]+:[\w*?]+)$/;

function actionFaults(statement: Fields): readonly UserError[] {
  return ['Action', 'NotAction'].flatMap((element) =>
    textFaults(element, statement[element], (action) =>
      ACTION.test(action)
        ? []
        : [
            fault(
              `'${action}' is no action.`,
              'Write the service, a colon and the name, as in s3:GetObject.',
            ),
          ],
    ),
  );
}

function resourceFaults(statement: Fields): readonly UserError[] {
  return ['Resource', 'NotResource'].flatMap((element) =>
    textFaults(element, statement[element], (resource) =>
      /^(\*|arn:)/.test(resource)
        ? []
        : [fault(`'${resource}' is no ARN.`, "A resource is an ARN or '*'.")],
    ),
  );
}

function textFaults(
  element: string,
  value: unknown,
  faultsOf: (text: string) => readonly UserError[],
): readonly UserError[] {
  if (value === undefined) return [];
  const texts = textsOf(value);
  if (texts !== undefined) return texts.flatMap(faultsOf);
  return [fault(`The ${element} is ${shownValue(value)}.`, 'Write a text or a list of texts.')];
}
