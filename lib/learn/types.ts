/** One exercise of a course: a folder with exercise.yaml, repo/, solution/ and wrong/. */
export interface Exercise {
  /** The folder's name, such as `01-image-pull`. */
  readonly name: string;
  /** From 1, in the order of the folders' names. */
  readonly number: number;
  readonly folder: string;
  readonly title: string;
  readonly minutes: number;
  /** What is being built, and by whom. */
  readonly story: string;
  /** What is seen, as ECS, CodePipeline or a person says it. */
  readonly symptom: string;
  /** What is to be done. */
  readonly task: string;
  /** AWS's page on it. */
  readonly page: string;
  readonly hints: readonly string[];
  readonly checks: readonly Check[];
  /** What a wider fix would have opened. */
  readonly wider: string;
  /** The folder below wrong/ → the id of the check that it fails first. */
  readonly wrong: Readonly<Record<string, string>>;
  readonly documents: ExerciseDocuments;
  /** A program that reading the definitions takes, such as `terraform`. */
  readonly needs?: string;
}

/** Policies beside the definitions; paths are within the learner's folder. */
export interface ExerciseDocuments {
  /** ARN of a boundary → file. */
  readonly boundaries: Readonly<Record<string, string>>;
  /** ARN of a resource, with wildcards → file. */
  readonly resources: Readonly<Record<string, string>>;
  /** Service control policies. */
  readonly scps: readonly string[];
}

interface AnyCheck {
  readonly id: string;
  /** What is wrong where the check fails: the hint that fits. */
  readonly say: string;
}

/** Whether somebody may do something: the evaluator is asked, not the text. */
export interface RequestCheck extends AnyCheck {
  readonly kind: 'request';
  /** A role by id or name, or a principal such as ecs-tasks.amazonaws.com. */
  readonly who: string;
  /** Asks as if it had AdministratorAccess: what its boundary and the resource still refuse. */
  readonly asIf?: 'administrator';
  readonly action: string;
  /** ARN, or a role by id or name; '*' where the action takes none. */
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly allow: boolean;
}

/** Whether the lock is up to date, or the account of the exercise equals the definitions. */
export interface StateCheck extends AnyCheck {
  readonly kind: 'lock' | 'account';
}

export type Check = RequestCheck | StateCheck;

/** What a check found. */
export interface CheckResult {
  readonly id: string;
  readonly passed: boolean;
  /** Where it failed: what is wrong. */
  readonly say?: string;
}

/** How far somebody is with an exercise; it is kept in the learner's folder. */
export interface Progress {
  readonly exercise: string;
  /** The folder of a course of one's own; absent: the one that comes along. */
  readonly course?: string;
  /** How many were shown. */
  readonly hints: number;
  readonly checks: number;
  readonly solved: boolean;
  readonly sawSolution: boolean;
}
