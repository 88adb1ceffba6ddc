/** What is known of an action besides the statements that have it. */
export interface ActionFacts {
  /** What the call does, beginning with a verb: `reads the value of a secret`. */
  readonly does: string;
  /** What a statement on every resource would open, as a sentence. */
  readonly wider: string;
}

/** Actions that open the same: their wider sentence, and what each does. */
export function actionsThat(
  wider: string,
  does: Readonly<Record<string, string>>,
): Readonly<Record<string, ActionFacts>> {
  return Object.fromEntries(
    Object.entries(does).map(([action, one]) => [action, { does: one, wider }]),
  );
}

/** What a condition key is and does. */
export interface ConditionKeyFacts {
  /** What the request says with it, as a sentence. */
  readonly meaning: string;
  /** Who puts it into the request, and when it is absent, as a sentence. */
  readonly sentBy: string;
  /** What the statement would allow without the condition, as a sentence. */
  readonly without: string;
  /** The AWS page. */
  readonly page: string;
}

/** Who has a role and when, in the life of a task, a build or a deployment. */
export interface RoleLife {
  /** Who assumes it, as a sentence. */
  readonly assumedBy: string;
  /** The moments at which it is used, in their order, each a sentence. */
  readonly moments: readonly string[];
}
