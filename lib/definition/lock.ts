import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { DefinedRole, Definition } from '../iam/definition.ts';
import { PLACEHOLDER_NAMES } from '../iam/placeholders.ts';
import { printDense } from '../json.ts';
import { ROLES } from '../roles/registry.ts';
import type { SourceFile } from '../targets/source.ts';

/** The lock's path in a repo. */
export const LOCK_FILE = 'iam.lock.json';

/** The form of the lock that this generator writes and reads. */
const LOCK_VERSION = 1;

/** The definition of every environment, and the files that it was made from. */
export interface Lock {
  /** Path → SHA-256 of the file's text with `\n` line ends, in hexadecimal. */
  readonly files: Readonly<Record<string, string>>;
  /** In the order of the answers. */
  readonly definitions: readonly Definition[];
}

/** The hash that the lock keeps of a file: the same after a checkout with CRLF. */
export function fileHash(contents: string): string {
  return createHash('sha256').update(contents.replaceAll('\r', '')).digest('hex');
}

/** Makes the lock of some definitions and the files that they were read from. */
export function lockOf(definitions: readonly Definition[], files: readonly SourceFile[]): Lock {
  const hashes = files.map(({ path, contents }) => [path, fileHash(contents)] as const);
  return {
    files: Object.fromEntries([...hashes].sort(([a], [b]) => (a < b ? -1 : 1))),
    definitions: definitions.map(inFixedOrder),
  };
}

const ROLE_ORDER: readonly string[] = ROLES.map(({ id }) => id);

/** A definition that was read says the same in the same order as one that was made from answers. */
function inFixedOrder({ project, environment, values, roles, shared }: Definition): Definition {
  const known = PLACEHOLDER_NAMES.filter((name) => values[name] !== undefined);
  return {
    project,
    environment,
    values: Object.fromEntries(known.map((name) => [name, values[name]])),
    roles: [...roles].sort(byCatalogue).map(roleInFixedOrder),
    shared: {
      serviceLinkedRoles: shared.serviceLinkedRoles,
      ...(shared.repository && { repository: shared.repository }),
      resourcePolicies: shared.resourcePolicies,
      oidcProviders: shared.oidcProviders,
    },
  };
}

/** Roles that were added by hand come last, by name. */
function byCatalogue(one: DefinedRole, other: DefinedRole): number {
  const place = ({ id = '' }: DefinedRole) => ROLE_ORDER.indexOf(id) >>> 0;
  return place(one) - place(other) || (one.name < other.name ? -1 : 1);
}

function roleInFixedOrder(role: DefinedRole): DefinedRole {
  return {
    ...(role.id && { id: role.id }),
    name: role.name,
    path: role.path,
    description: role.description,
    maxSessionDuration: role.maxSessionDuration,
    ...(role.boundary && { boundary: role.boundary }),
    tags: role.tags,
    trust: role.trust,
    inlinePolicies: role.inlinePolicies,
    managedPolicies: role.managedPolicies.map(({ name, path, document }) => ({
      name,
      path,
      document,
    })),
    attachedPolicies: role.attachedPolicies,
    ...(role.instanceProfile && { instanceProfile: role.instanceProfile }),
  };
}

/** Writes the lock as text: one statement a line, so that a difference is read at a glance. */
export function printLock({ files, definitions }: Lock): string {
  const [first] = definitions;
  return printDense({
    '//': 'Written by ecs-iam: what the files under iam/ define. After an edit: npx generator-ecs-iam lock',
    version: LOCK_VERSION,
    project: first?.project ?? '',
    files,
    environments: Object.fromEntries(
      definitions.map(({ project: _project, environment, ...defined }) => [environment, defined]),
    ),
  });
}

/**
 * Reads a lock.
 *
 * @throws UserError `BrokenLock` for text that is no lock, `NewerLock` for one of a newer generator.
 */
export function parseLock(text: string): Lock {
  const { version, project, files, environments } = parsed(text);
  if (typeof version === 'number' && version > LOCK_VERSION) {
    throw new UserError(
      'NewerLock',
      `${LOCK_FILE} has version ${version}; this generator reads version ${LOCK_VERSION}.`,
      'Use the newer generator that wrote it, or write it again with ecs-iam lock.',
    );
  }
  if (version !== LOCK_VERSION || !isRecord(files) || !isRecord(environments)) throw broken();
  const definitions = Object.entries(environments).map(([environment, defined]) => {
    if (!isRecord(defined) || !isRecord(defined.values)) throw broken();
    if (!Array.isArray(defined.roles) || !isRecord(defined.shared)) throw broken();
    const { values, roles, shared } = defined;
    return { project, environment, values, roles, shared };
  });
  return { files, definitions } as unknown as Lock;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Told below, as for any other text that is no lock.
  }
  throw broken();
}

function broken(): UserError {
  return new UserError(
    'BrokenLock',
    `${LOCK_FILE} cannot be read.`,
    'Write it again with: npx generator-ecs-iam lock',
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
