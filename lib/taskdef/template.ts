import { isObject } from '../answers/parse/basic.ts';
import { withEnvironment } from './environments.ts';
import { withoutTag } from './images.ts';
import type { Place } from './own-place.ts';
import { mapTexts, unknownPlaces } from './tokens.ts';
import type { TaskDefinition } from './types.ts';

/** Keys whose texts name things that differ by environment. */
const NAMING = new Set([
  ...['valueFrom', 'credentialsParameter', 'value', 'awslogs-group', 'log_group_name'],
  ...[
    'credentialSpecs',
    'dockerSecurityOptions',
    'delivery_stream',
    'stream',
    'bucket',
    'config-file-value',
  ],
]);

/** What differs between one file and what the repo keeps of it. */
export interface TemplateWay {
  readonly environment: string | undefined;
  /** The own account and Region, where the texts may not name them: several environments share them. */
  readonly place: Place;
  /** The group that the answers may change. */
  readonly logGroup: string | undefined;
}

/** The definition as the answers keep it: the family, the roles and the own log group are not in it. */
export function templateOf(
  { definition, main }: TaskDefinition,
  way: TemplateWay,
): Readonly<Record<string, unknown>> {
  const { executionRoleArn, taskRoleArn, family, ...rest } = definition;
  const written = mapTexts(rest, (text, key) => {
    if (key === 'awslogs-group' && text === way.logGroup) return '<logGroup>';
    return withPlace(named(withContainer(text, main.name), key, way.environment), key, way.place);
  });
  return isObject(written) ? written : {};
}

/** The main container in every text, where its name is a place of a template. */
export function withContainer(text: string, main: string): string {
  return unknownPlaces(main).length === 0 ? text : text.replaceAll(main, '<container>');
}

function named(text: string, key: string, environment: string | undefined): string {
  // What stays in it is written to the letter but for `complete:`, which is ours.
  const plain =
    key === 'valueFrom' || key === 'credentialsParameter' ? text.replace(/^complete:/, '') : text;
  if (key === 'image') {
    const address = withoutTag(plain);
    return withEnvironment(address, environment) + plain.slice(address.length);
  }
  return NAMING.has(key) ? withEnvironment(plain, environment) : plain;
}

function withPlace(text: string, key: string, { account, region }: Place): string {
  const own = (value: string | undefined, as: string, within: string) =>
    value === undefined ? within : within.replaceAll(value, as);
  if (!/^arn:|\.dkr\.ecr\./.test(text)) {
    return (key === 'awslogs-region' || key === 'region') && text === region ? '<region>' : text;
  }
  return own(region, '<region>', own(account, '<account>', text));
}
