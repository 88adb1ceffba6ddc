import { shown, UserError } from '../errors.ts';
import { originOf } from './images.ts';
import type { TaskDefinition } from './types.ts';

/** An account and a Region, where they are known. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/**
 * Where the service lies: as it is given, else as the registered revision says, the image of the main
 * container, the roles, and what all secrets and logs agree upon.
 *
 * @throws UserError `ArnElsewhere` for a revision that is registered elsewhere.
 */
export function ownPlace(definition: TaskDefinition, given: Place): Place {
  const { taskDefinitionArn = '', executionRoleArn = '', taskRoleArn = '', main } = definition;
  const revision = placeOfArn(taskDefinitionArn);
  for (const field of ['account', 'region'] as const) {
    const [found, wanted] = [revision[field], given[field]];
    if (found === undefined || wanted === undefined || found === wanted) continue;
    throw new UserError(
      'ArnElsewhere',
      `${definition.at(['taskDefinitionArn'])}: ${shown(taskDefinitionArn)} has ${field} ${found}, but ${wanted} is given.`,
      'Correct one of the two.',
    );
  }
  const origin = originOf(main.image.text);
  const image: Place = origin.kind === 'ecr' ? origin : {};
  const roles = [placeOfArn(executionRoleArn), placeOfArn(taskRoleArn)];
  const references = definition.containers
    .flatMap(({ secrets }) => secrets)
    .map(({ valueFrom }) => placeOfArn(valueFrom));
  const logs = definition.containers.flatMap(({ log }) => {
    const region = log?.options['awslogs-region'];
    return region === undefined || region.startsWith('<') ? [] : [{ region }];
  });
  const account =
    given.account ??
    revision.account ??
    image.account ??
    agreed(roles, 'account') ??
    agreed(references, 'account');
  const region =
    given.region ??
    revision.region ??
    image.region ??
    agreed(references, 'region') ??
    agreed(logs, 'region');
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

function agreed(places: readonly Place[], field: keyof Place): string | undefined {
  const found = new Set(places.flatMap((one) => one[field] ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}

function placeOfArn(arn: string): Place {
  const [, region = '', account = ''] = /^arn:[^:]*:[^:]*:([^:]*):([^:]*):/.exec(arn) ?? [];
  return {
    ...(/^\d{12}$/.test(account) && { account }),
    ...(/^[a-z]+(-[a-z]+)+-\d$/.test(region) && { region }),
  };
}
