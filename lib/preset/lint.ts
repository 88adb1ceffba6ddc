import { actionsMatching, requireAction } from '../authorization/actions.ts';
import { arnsOverlap } from '../authorization/arn-overlap.ts';
import { hasSeveralValues, sendsKey } from '../authorization/keys.ts';
import { UserError } from '../errors.ts';
import type { Statement } from '../iam/model.ts';

/**
 * What is wrong with a statement by the Service Authorization Reference, as the statements of the
 * catalogue are tested: unknown actions, resources that no action takes, `*` where a resource could be
 * named, condition keys that no request has.
 */
export function statementFaults(statement: Statement): readonly UserError[] {
  const { sid, actions } = statement;
  const resources: readonly string[] = statement.resources;
  const fault = (message: string, hint: string) =>
    new UserError('StatementRefused', `Statement ${sid}: ${message}`, hint);
  const used = new Set<string>();
  const faults = actions.flatMap((action): readonly UserError[] => {
    if (action.includes('*')) {
      for (const one of resources) used.add(one);
      if (actionsMatching(action).length > 0) return [];
      return [fault(`${action} matches no action of AWS.`, 'Correct it.')];
    }
    let facts: ReturnType<typeof requireAction>;
    try {
      facts = requireAction(action);
    } catch (error) {
      if (error instanceof UserError) return [fault(error.message, error.hint)];
      throw error;
    }
    const types = facts.resourceTypes;
    const named = resources.filter(
      (one) => one === '*' || types.some(({ arn }) => arnsOverlap(one, arn)),
    );
    for (const one of named) used.add(one);
    const takes = types.map(({ name }) => name).join(', ');
    return [
      ...(named.length === 0
        ? [
            types.length === 0
              ? fault(`${action} takes no resource but *.`, 'Give it a statement of its own.')
              : fault(`${action} takes none of the resources.`, `It takes: ${takes}.`),
          ]
        : []),
      ...(resources.includes('*') && types.length > 0
        ? [fault(`${action} on * could be narrower.`, `Name a resource: ${takes}.`)]
        : []),
      ...keysOf(statement).flatMap(({ operator, key }) => {
        if (!sendsKey(facts, key)) {
          return [fault(`no request for ${action} has the key ${key}.`, 'Leave it out.')];
        }
        if (hasSeveralValues(key) && !/^For(Any|All)Value/.test(operator)) {
          const hint = `Write ForAnyValue:${operator} or ForAllValues:${operator}.`;
          return [fault(`${key} has several values.`, hint)];
        }
        return [];
      }),
    ];
  });
  const idle = resources.filter((one) => !used.has(one));
  return [
    ...faults,
    ...(faults.length > 0
      ? []
      : idle.map((one) => fault(`no action takes ${one}.`, 'Leave it out.'))),
  ];
}

function keysOf({ conditions = {} }: Statement) {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => ({ operator, key })),
  );
}
