import { shown, UserError } from '../errors.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';
import { isPlaceholder, type PlaceholderValues } from '../iam/placeholders.ts';
import { type Arn, looksLikeArn, parseArn } from './parse/arn.ts';
import { alternatives, attempt } from './parse/basic.ts';
import { arnServices } from './parse/placeholders.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';

/** One fault for each Region outside its partition and each ARN of another account or Region. */
export function placeFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const { environments } = answers;
  const ofRegions = environments.flatMap((one) => regionFaults(one, answers, entries));
  return [...distinct(ofRegions), ...entries.flatMap((entry) => arnFaults(entry, answers))];
}

/** The values of an environment: its own, and those of every environment. */
export function valuesIn({ values }: EnvironmentAnswers, answers: Answers): PlaceholderValues {
  return { ...answers.values, ...values };
}

function regionFaults(
  environment: EnvironmentAnswers,
  answers: Answers,
  entries: readonly Entry[],
): readonly UserError[] {
  const { region, partition } = valuesIn(environment, answers);
  if (region === undefined) return [];
  const real = partitionOfRegion(region);
  if (partition === undefined ? real !== undefined : PARTITIONS[partition]?.regions.test(region)) {
    return [];
  }
  const at = (name: string) =>
    placeOf(entries, ['environments', environment.name, name], ['values', name]);
  const where =
    partition === undefined ? 'any partition' : `partition ${partition} (${at('partition')})`;
  const hint =
    real === undefined
      ? 'Check its spelling; a Region code is like eu-west-1.'
      : `It lies in ${real}: give --partition ${real}, or leave the partition out.`;
  const message = `Region ${shown(region)} (${at('region')}) is not in ${where}.`;
  return [new UserError('RegionNotInPartition', message, hint)];
}

/** The services of the ARNs that lists of names take. */
const LIST_SERVICES: Readonly<Record<string, readonly string[]>> = {
  secrets: ['secretsmanager'],
  parameters: ['ssm'],
  envFiles: ['s3'],
};

/** The ARNs of one value: policies name the environment's own account and Region. */
function arnFaults({ path, value, at }: Entry, answers: Answers): readonly UserError[] {
  const [first = '', second = '', third = ''] = path;
  const ofEnvironment = first === 'environments';
  const name = ofEnvironment ? third : second;
  const placeholder = isPlaceholder(name) ? name : undefined;
  const services = placeholder === undefined ? LIST_SERVICES[first] : arnServices(placeholder);
  if (services === undefined) return [];
  const environments = answers.environments.filter((one) => !ofEnvironment || one.name === second);
  // A secret or a role that assumes may be in another account; no ARN leads to another partition.
  const isOwn = placeholder !== undefined && placeholder !== 'deployerRoleArn';
  const fields: readonly Field[] = isOwn ? ['partition', 'region', 'account'] : ['partition'];
  return arnsIn(value, placeholder === undefined).flatMap((text) => {
    const arn = attempt(() => parseArn(text, services), [])?.value;
    return fields.flatMap((field) => {
      const others = environments.filter((one) => differs(field, arn, valuesIn(one, answers)));
      if (arn === undefined || others.length === 0) return [];
      const names = alternatives(others.map((one) => one.name)).replace(' or ', ' and ');
      const message = `${at}: ${shown(text)} has ${field} ${arn[field]}, which is not that of environment ${names}.`;
      const hint = `Give each environment its own: --set ${others[0]?.name}.${placeholder}=….`;
      return [new UserError('ArnElsewhere', message, isOwn ? hint : '')];
    });
  });
}

type Field = 'partition' | 'region' | 'account';

function arnsIn(value: unknown, isList: boolean): readonly string[] {
  const texts = [value].flat().filter((one) => typeof one === 'string');
  const items = isList ? texts.flatMap((text) => text.split(',')) : texts;
  return items.map((text) => text.trim()).filter(looksLikeArn);
}

function differs(field: Field, arn: Arn | undefined, values: PlaceholderValues): boolean {
  const found = arn?.[field] ?? '';
  // AWS's own managed policies have 'aws' in place of an account.
  if (found === '' || found === '<partition>' || (field === 'account' && found === 'aws')) {
    return false;
  }
  const { region } = values;
  const derived =
    field === 'partition' && region !== undefined ? partitionOfRegion(region) : undefined;
  const known = values[field] ?? derived;
  return known !== undefined && known !== found;
}

function distinct(faults: readonly UserError[]): readonly UserError[] {
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
}
