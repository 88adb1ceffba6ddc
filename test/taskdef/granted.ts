/** A statement of a policy document. */
export interface Granted {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}

/** The statements of a role of the CLI target. */
export function statementsOf(role: unknown): readonly Granted[] {
  const { Policies = [] } = Object(role);
  return list(Policies).flatMap((policy) =>
    list(Object(policy).PolicyDocument.Statement).map((one) => {
      const { Action, Resource, Condition } = Object(one);
      return {
        actions: list(Action).map(String),
        resources: list(Resource).map(String),
        condition: Condition,
      };
    }),
  );
}

/** The resources that an action is granted on, sorted. */
export function resourcesOf(statements: readonly Granted[], action: string): readonly string[] {
  const found = statements.filter(({ actions }) => actions.includes(action));
  return [...new Set(found.flatMap(({ resources }) => resources))].sort();
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
