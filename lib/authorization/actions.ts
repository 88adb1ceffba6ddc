import { didYouMean } from '../did-you-mean.ts';
import { UserError } from '../errors.ts';
import { matchTokens, readTokens } from '../evaluate/wildcards.ts';
import { type AccessLevel, referenceData, type ServiceData } from './data.ts';

/** A kind of resource that an action can be limited to. */
export interface ResourceType {
  readonly name: string;
  /** With `${Placeholders}`. */
  readonly arn: string;
  /** Those that a request on it may carry. */
  readonly conditionKeys: readonly string[];
}

/** What the Service Authorization Reference says of one action. */
export interface ActionFacts {
  /** `service:Action`, as AWS spells it. */
  readonly action: string;
  readonly accessLevel: AccessLevel;
  /** Empty when the action takes `*` alone. */
  readonly resourceTypes: readonly ResourceType[];
  readonly conditionKeys: readonly string[];
}

/** Looks an action up, in whatever case; undefined when AWS has none of that name. */
export function findAction(action: string): ActionFacts | undefined {
  const [prefix = '', name = ''] = action.toLowerCase().split(':');
  const service = findService(prefix);
  const found = service?.actions.find(([known]) => known.toLowerCase() === name);
  if (service === undefined || found === undefined) return undefined;
  const [known, accessLevel, types, keys] = found;
  return {
    action: `${prefix}:${known}`,
    accessLevel,
    resourceTypes: types.flatMap(([type, own]) => resourceType(service, type, own)),
    conditionKeys: keysAt(service, keys),
  };
}

/** Looks an action up. @throws UserError UnknownAction, with the action that was meant */
export function requireAction(action: string): ActionFacts {
  const facts = findAction(action);
  if (facts !== undefined) return facts;
  const [prefix = '', name] = action.split(':');
  if (name === undefined) {
    const hint = 'Write the service, a colon and the name, as in s3:GetObject.';
    throw new UserError('UnknownAction', `'${action}' is no action.`, hint);
  }
  const service = findService(prefix);
  if (service === undefined) {
    const hint = didYouMean(prefix, Object.keys(referenceData().services), REFERENCE);
    throw new UserError('UnknownAction', `AWS has no service '${prefix}'.`, hint);
  }
  const names = service.actions.map(([known]) => `${prefix.toLowerCase()}:${known}`);
  throw new UserError(
    'UnknownAction',
    `AWS has no action ${action}.`,
    didYouMean(action, names, REFERENCE),
  );
}

const REFERENCE = 'The Service Authorization Reference lists what there is.';

/** Lists the actions that a pattern such as `ec2:Describe*` stands for, as AWS spells them. */
export function actionsMatching(pattern: string): readonly string[] {
  const [prefix = '', name = '*'] = pattern.toLowerCase().split(':');
  const tokens = readTokens(name, { wildcards: true, variables: false });
  const { services } = referenceData();
  const prefixes = prefix === '*' ? Object.keys(services) : [prefix];
  return prefixes.flatMap((one) =>
    (findService(one)?.actions ?? [])
      .filter(([known]) => matchTokens(tokens, known.toLowerCase()))
      .map(([known]) => `${one}:${known}`),
  );
}

/** Every type of resource of a service, which need not be one that a given action takes. */
export function resourceTypesOf(prefix: string): readonly ResourceType[] {
  const service = findService(prefix);
  return service?.types.flatMap((_, index) => resourceType(service, index, [])) ?? [];
}

function findService(prefix: string): ServiceData | undefined {
  const { services } = referenceData();
  const known = prefix.toLowerCase();
  return Object.hasOwn(services, known) ? services[known] : undefined;
}

function resourceType(
  service: ServiceData,
  index: number,
  ownKeys: readonly number[],
): readonly ResourceType[] {
  const type = service.types[index];
  if (type === undefined) return [];
  const [name, arn, keys] = type;
  return [{ name, arn, conditionKeys: keysAt(service, [...new Set([...ownKeys, ...keys])]) }];
}

function keysAt({ keys }: ServiceData, indexes: readonly number[]): readonly string[] {
  return indexes.flatMap((index) => keys[index] ?? []);
}
