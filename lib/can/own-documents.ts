import { readPolicy } from '../evaluate/read-policy.ts';
import type { PolicyKind } from '../evaluate/read-statement.ts';
import type { AccountFacts } from '../iam/fill.ts';
import type { CanDocuments, CanRole, SourcedPolicy } from './documents.ts';

/** A file with one document. */
export interface OwnFile {
  readonly file: string;
  /** Parsed JSON. */
  readonly value: unknown;
  /** The line on which each statement begins, from 1. */
  readonly lines?: readonly number[];
}

/** Documents that somebody brings along, by what they are attached to. */
export interface OwnFiles {
  readonly policies?: readonly OwnFile[];
  readonly boundary?: OwnFile;
  readonly session?: readonly OwnFile[];
  readonly trust?: OwnFile;
  /** On whatever resource is asked about. */
  readonly resourcePolicies?: readonly OwnFile[];
  /** All of one level of an organization. */
  readonly scps?: readonly OwnFile[];
}

/** What the role is called that the documents are attached to. */
export const OWN_ROLE = 'the role';

/**
 * Makes one role and its surroundings from documents of somebody's own. @throws UserError
 * InvalidPolicy, UnknownOperator
 */
export function ownDocuments(files: OwnFiles, { partition, account }: AccountFacts): CanDocuments {
  const { policies = [], boundary, session, trust, resourcePolicies = [], scps } = files;
  const role: CanRole = {
    name: OWN_ROLE,
    arn: `arn:${partition}:iam::${account}:role/the-role`,
    identity: policies.map(reader('identity')),
    ...(boundary && { boundary: reader('boundary')(boundary) }),
    ...(session && { session: session.map(reader('session')) }),
    ...(trust && { trust: reader('trust')(trust) }),
    withoutDocument: [],
  };
  const own = resourcePolicies.map(reader('resource'));
  return {
    roles: [role],
    resources: own.length === 0 ? [] : [{ arn: '*', policies: own }],
    ...(scps && { scps: [scps.map(reader('scp'))] }),
  };
}

function reader(kind: PolicyKind) {
  return ({ file, value, lines = [] }: OwnFile): SourcedPolicy => ({
    name: file,
    policy: readPolicy(value, { name: file, kind }),
    statements: lines.map((line) => ({ file, line })),
  });
}
