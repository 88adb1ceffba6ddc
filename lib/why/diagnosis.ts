import type { RoleId } from '../roles/registry.ts';

/** What is wrong, in one word. */
export type Kind =
  /** No policy of the role allows it. */
  | 'missing-permission'
  /** A call hands over a role that the caller may not pass. */
  | 'pass-role'
  /** The policy of the resource, in most cases of another account, does not allow it. */
  | 'resource-policy'
  /** The key that encrypts the resource. */
  | 'kms'
  /** The trust policy of the role. */
  | 'trust'
  /** A permissions boundary. */
  | 'boundary'
  /** A policy of the organization. */
  | 'scp'
  /** The policy of a session. */
  | 'session-policy'
  /** The policy of a VPC endpoint. */
  | 'endpoint-policy'
  /** A Deny in a policy of the role or of the resource. */
  | 'explicit-deny'
  | 'network'
  | 'configuration'
  | 'not-found'
  | 'conflict'
  | 'limit'
  | 'throttling'
  | 'credentials';

/**
 * Whose request it was: a role of the catalogue, a role of the repo that the catalogue does not have,
 * whoever works on the account, or nobody's.
 */
export type Asker = RoleId | 'own' | 'operator' | 'none';

/** One thing to do, and the command that does or shows it. */
export interface Step {
  readonly text: string;
  /** Commands, or a statement to add. */
  readonly exact?: string;
}

/** What a message means. */
export interface Diagnosis {
  /** Id of the form that the message has. */
  readonly form: string;
  readonly kind: Kind;
  readonly role: Asker;
  /** Name of the role in the account, where the message has it. */
  readonly roleName?: string;
  /** Null where none was asked. */
  readonly action: string | null;
  readonly resource: string | null;
  /** One sentence. */
  readonly meaning: string;
  /** What this message in particular asks for, first things first. */
  readonly steps: readonly Step[];
  /** Account and Region that the message shows. */
  readonly account?: string;
  readonly region?: string;
}

/** A step of a sentence alone, or with a command. */
export function step(text: string, exact?: string): Step {
  return { text, ...(exact !== undefined && { exact }) };
}
