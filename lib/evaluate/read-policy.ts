import { didYouMean } from '../did-you-mean.ts';
import { throwFaults, type UserError } from '../errors.ts';
import { at, fault, isRecord, shownValue } from './fault.ts';
import { type PolicyKind, statementFaults } from './read-statement.ts';
import type { Policy } from './types.ts';

/** Where a document comes from, and what it is attached to. */
export interface PolicyPlace {
  /** A file, or a policy's name: messages begin with it. */
  readonly name: string;
  readonly kind: PolicyKind;
}

/**
 * Takes parsed JSON for a policy document when it is one that IAM would take (IAM User Guide:
 * reference_policies_grammar), else names every fault. @throws UserError InvalidPolicy,
 * UnknownOperator
 */
export function readPolicy(value: unknown, place: PolicyPlace): Policy {
  const faults = isRecord(value) ? documentFaults(value) : [NO_DOCUMENT];
  const found = faults.length > 0 ? faults.map(at(place.name)) : allStatementFaults(value, place);
  assertPolicy(value, found);
  return value;
}

function assertPolicy(_: unknown, faults: readonly UserError[]): asserts _ is Policy {
  throwFaults(faults);
}

const ELEMENTS = ['Version', 'Id', 'Statement'];
const VERSIONS = ['2012-10-17', '2008-10-17'];
const NO_DOCUMENT = fault(
  'This is no policy document.',
  'It must be an object with Version and Statement.',
);

function documentFaults(document: Readonly<Record<string, unknown>>): readonly UserError[] {
  const { Version = VERSIONS[0] } = document;
  const faults = Object.keys(document)
    .filter((key) => !ELEMENTS.includes(key))
    .map((key) => {
      const hint = didYouMean(key, ELEMENTS, `Its elements are ${ELEMENTS.join(', ')}.`);
      return fault(`'${key}' is no element of a document.`, hint);
    });
  if (!VERSIONS.some((one) => one === Version)) {
    faults.push(fault(`The Version is ${shownValue(Version)}.`, "Write '2012-10-17'."));
  }
  if (faults.length > 0 || statementsOf(document).length > 0) return faults;
  return [fault('The document has no statement.', "Put a list of statements into 'Statement'.")];
}

function statementsOf(document: unknown): readonly unknown[] {
  if (!isRecord(document) || document.Statement === undefined) return [];
  return Array.isArray(document.Statement) ? document.Statement : [document.Statement];
}

function allStatementFaults(document: unknown, { name, kind }: PolicyPlace): readonly UserError[] {
  const statements = statementsOf(document);
  const variables = isRecord(document) && document.Version === VERSIONS[0];
  const faults = statements.flatMap((statement, index) =>
    statementFaults(statement, { place: `${name}, statement ${index + 1}`, kind, variables }),
  );
  if (kind === 'resource') return faults;
  const repeated = repeatedSids(statements).map((sid) =>
    fault(`Two statements have the Sid '${sid}'.`, 'Give each statement a Sid of its own.'),
  );
  return [...faults, ...repeated.map(at(name))];
}

/** In an IAM policy a Sid is unique (IAM User Guide: reference_policies_elements_sid). */
function repeatedSids(statements: readonly unknown[]): readonly string[] {
  const sids = statements.flatMap((one) =>
    isRecord(one) && typeof one.Sid === 'string' && one.Sid !== '' ? [one.Sid] : [],
  );
  return [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))];
}
