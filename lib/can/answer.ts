import type { LackingLayer, NearMiss } from '../evaluate/explain.ts';
import type { AccessRequest, Decision, StatementReference } from '../evaluate/types.ts';
import type { StatementSource } from './documents.ts';

/** A question as it is put. */
export interface CanQuestion {
  /** Name or id of a role; or the ARN, service or provider that would do it. */
  readonly principal: string;
  readonly action: string;
  /** ARN, or the name or id of a role; absent: `*`. */
  readonly resource?: string;
  /** Twelve digits, for a resource whose ARN names no account. */
  readonly resourceAccount?: string;
  /** Condition key → value or values. */
  readonly context?: AccessRequest['context'];
}

/** A statement with what is known of it. */
export interface CanStatement extends StatementReference, StatementSource {}

/** A layer that would have to allow it, and the statement that comes closest. */
export interface CanLacking extends LackingLayer {
  readonly closest?: NearMiss & { readonly statement: CanStatement };
}

/** The answer to one question. */
export interface CanAnswer {
  readonly result: Decision['result'];
  /** Name of the role, else as the question has it. */
  readonly principal: string;
  /** As AWS spells it. */
  readonly action: string;
  readonly resource: string;
  /** Keys that the question gave. */
  readonly context: AccessRequest['context'];
  /** Keys that AWS sends by itself. */
  readonly filledIn: AccessRequest['context'];
  /** Those that allow it, one for each layer, or the one that denies it. */
  readonly statements: readonly CanStatement[];
  /** What would have to allow it. */
  readonly lacking: readonly CanLacking[];
  /** Where the documents that would complete the answer are missing, or the question is odd. */
  readonly notes: readonly string[];
}
