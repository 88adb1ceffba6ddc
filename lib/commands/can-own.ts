import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CanDocuments, CanRole } from '../can/documents.ts';
import { OWN_ROLE, type OwnFile, ownDocuments } from '../can/own-documents.ts';
import { UserError } from '../errors.ts';
import { readRequester } from '../evaluate/requester.ts';
import type { AccountFacts } from '../iam/fill.ts';
import { readJson } from '../json-text.ts';
import type { CanOptions, DocumentFlag } from './can-flags.ts';
import { assumedFacts, type Subject } from './can-subject.ts';

/**
 * Makes one role from documents that somebody brings along.
 *
 * @throws UserError `PolicyNotReadable`, `BrokenJson`, `KeyTwice`, `InvalidPolicy`, `UnknownOperator`,
 * `UnknownPrincipal`, `BadFlag`, `RoleRequired`.
 */
export function ownSubject(options: CanOptions, from: string): Subject {
  const { documents: paths, question, role } = options;
  const read = (flag: DocumentFlag) => paths[flag].map((path) => readOwn(flag, { from, path }));
  const [[boundary], [trust], scps] = [read('boundary'), read('trust'), read('scp')];
  const asked = question.kind === 'list' ? undefined : question.resource;
  const { facts, assumptions } = assumedFacts({ arns: [role, asked] });
  const documents = ownDocuments(
    {
      policies: read('policy'),
      resourcePolicies: read('resource-policy'),
      ...(boundary && { boundary }),
      ...(trust && { trust }),
      ...(scps.length > 0 && { scps }),
    },
    facts,
  );
  const isAssumed =
    trust !== undefined && question.kind === 'can' && /^sts:assumerole/i.test(question.action);
  if (isAssumed && role === undefined) throw nobodyAssumes();
  const subject = attach(documents, { role, asked, facts });
  return {
    // A role without any document is not one that can do nothing: its policies are unknown.
    documents: question.kind === 'can' ? withoutUnknown(subject.documents) : subject.documents,
    facts,
    assumptions,
    principal: () => subject.principal,
    ...(isAssumed && asked === undefined && { resource: OWN_ROLE }),
  };
}

/** A path as it was typed, and where. */
interface TypedPath {
  readonly from: string;
  readonly path: string;
}

function readOwn(flag: DocumentFlag, { from, path }: TypedPath): OwnFile {
  const { value, lineOf } = readJson({ name: path, text: textOf(flag, { from, path }) });
  const written = Reflect.get(Object(value), 'Statement');
  const count = Array.isArray(written) ? written.length : 0;
  const items = Array.from({ length: count }, (_, index) => lineOf(['Statement', String(index)]));
  return { file: path, value, lines: count > 0 ? items : [lineOf(['Statement'])] };
}

function textOf(flag: DocumentFlag, { from, path }: TypedPath): string {
  try {
    return readFileSync(resolve(from, path), 'utf8');
  } catch (error) {
    throw new UserError(
      'PolicyNotReadable',
      `--${flag}: '${path}' cannot be read.`,
      'Name a file that holds a policy document as JSON.',
      { cause: error },
    );
  }
}

interface Attaching {
  readonly role: string | undefined;
  readonly asked: string | undefined;
  readonly facts: AccountFacts;
}

interface Attached {
  readonly documents: CanDocuments;
  readonly principal: string;
}

/** The policies belong to whoever asks; the trust policy to the role that is asked about. */
function attach(
  documents: CanDocuments,
  { role, asked, facts: { partition, account } }: Attaching,
): Attached {
  const [own] = documents.roles;
  if (own === undefined || role === undefined) {
    return { documents, principal: own?.arn ?? OWN_ROLE };
  }
  const { trust, ...asking } = own;
  const target: readonly CanRole[] =
    trust === undefined
      ? []
      : [{ name: OWN_ROLE, arn: asked ?? own.arn, identity: [], withoutDocument: [], trust }];
  const attachTo = (name: string, arn = `arn:${partition}:iam::${account}:role/${name}`) => ({
    documents: { ...documents, roles: [{ ...asking, name, arn }, ...target] },
    principal: arn,
  });
  // An ARN, a service or everybody; a plain name has none of these characters.
  if (!/[:.*]/.test(role)) return attachTo(role);
  const requester = readRequester(role);
  if (requester.kind === 'role') {
    const { documents: attached } = attachTo(requester.name, requester.arn);
    return { documents: attached, principal: role };
  }
  if (own.identity.length > 0 || own.boundary !== undefined) {
    const hint = 'Give the name or the ARN of a role, or leave --policy and --boundary out.';
    throw new UserError('BadFlag', `--role: '${role}' is no role that --policy belongs to.`, hint);
  }
  return { documents: { ...documents, roles: target }, principal: role };
}

function withoutUnknown(documents: CanDocuments): CanDocuments {
  const isKnown = ({ identity, boundary, trust }: CanRole) =>
    identity.length > 0 || boundary !== undefined || trust !== undefined;
  return { ...documents, roles: documents.roles.filter(isKnown) };
}

function nobodyAssumes(): UserError {
  return new UserError(
    'RoleRequired',
    'The principal that would assume the role is missing.',
    'Name a service, a role or a provider, as in --role ecs-tasks.amazonaws.com.',
  );
}
