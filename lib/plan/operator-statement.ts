/** A statement of the operator's policy. */
interface OperatorStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A policy for whoever runs the commands. */
export interface OperatorPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly OperatorStatement[];
}

/** Where the operator works, and the names that the catalogue can give there. */
export interface OperatorScope {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** Every role name of the catalogue in this environment: an earlier definition may have any. */
  readonly catalogue: Iterable<string>;
  /** The instance profiles among them. */
  readonly profiles: Iterable<string>;
  /** AWS managed policies, as `service-role/AmazonECSTaskExecutionRolePolicy`, that may be attached. */
  readonly attachable: Iterable<string>;
}

/** One statement, its resources sorted; none where there is no resource. */
export function statement(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: OperatorStatement['Condition'],
): readonly OperatorStatement[] {
  if (Resource.length === 0) return [];
  return [
    { Sid, Effect: 'Allow', Action, Resource: unique(Resource), ...(Condition && { Condition }) },
  ];
}

/** The entries without repetitions, sorted. */
export function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)].sort();
}

/** The ARN of a role, or of the names that a pattern stands for. `path` begins and ends with '/'. */
export function roleArn(
  { partition, account }: Pick<OperatorScope, 'partition' | 'account'>,
  path: string,
  name: string,
): string {
  return `arn:${partition}:iam::${account}:role${path}${name}`;
}
