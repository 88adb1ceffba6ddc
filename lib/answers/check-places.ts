import { UserError } from '../errors.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';
import { isPlaceholder, type Placeholder, type PlaceholderValues } from '../iam/placeholders.ts';
import { type Arn, looksLikeArn, parseArn } from './parse/arn.ts';
import { alternatives, attempt, shown } from './parse/basic.ts';
import { arnServices } from './parse/placeholders.ts';
import type { Entry, Source } from './source.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';

/** One fault for each Region outside its partition and each ARN of another place. */
export function placeFaults(answers: Answers, source: Source): readonly UserError[] {
  return [...regionFaults(answers), ...source.flatMap((given) => arnFaults(given, answers))];
}

function regionFaults(answers: Answers): readonly UserError[] {
  const faults = answers.environments.flatMap((environment): readonly UserError[] => {
    const { region, partition } = placeOf(environment, answers);
    if (region === undefined) return [];
    const real = partitionOfRegion(region);
    const facts = partition === undefined ? undefined : PARTITIONS[partition];
    if (partition === undefined && real !== undefined) return [];
    if (facts?.regions.test(region)) return [];
    const where = partition === undefined ? 'any partition' : `partition ${partition}`;
    const hint =
      real === undefined
        ? 'Check its spelling; a Region code is like eu-west-1.'
        : `It lies in ${real}: give --partition ${real}, or leave the partition out.`;
    const message = `Region ${shown(region)} is not in ${where}.`;
    return [new UserError('RegionNotInPartition', message, hint)];
  });
  return distinct(faults);
}

/** Account, Region and partition of an environment as far as they are known. */
export function placeOf({ values }: EnvironmentAnswers, answers: Answers): PlaceholderValues {
  return { ...answers.values, ...values };
}

/** ARNs whose place is checked; the policies name the environment's own account and Region. */
function arnFaults({ path, value, at }: Entry, answers: Answers): readonly UserError[] {
  const [first = '', second = '', third = ''] = path;
  const placeholder = first === 'environments' ? third : second;
  const concerned = answers.environments.filter(
    ({ name }) => first !== 'environments' || name === second,
  );
  const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  const items = first === 'values' || first === 'environments' ? texts : texts.flatMap(splitItems);
  return items.filter(looksLikeArn).flatMap((text) => {
    const arn = arnOf(text, isPlaceholder(placeholder) ? placeholder : undefined, first);
    if (arn === undefined) return [];
    return mismatches(text, arn, placeholder, concerned, answers).map(
      (fault) => new UserError(fault.name, `${at}: ${fault.message}`, fault.hint),
    );
  });
}

const LIST_SERVICES: Readonly<Record<string, readonly string[]>> = {
  secrets: ['secretsmanager'],
  parameters: ['ssm'],
  envFiles: ['s3'],
};

function arnOf(text: string, placeholder: Placeholder | undefined, name: string): Arn | undefined {
  const services = placeholder === undefined ? LIST_SERVICES[name] : arnServices(placeholder);
  return services && attempt(() => parseArn(text, services), [])?.value;
}

function splitItems(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim());
}

function mismatches(
  text: string,
  arn: Arn,
  placeholder: string,
  environments: readonly EnvironmentAnswers[],
  answers: Answers,
): readonly UserError[] {
  // A secret or a role that assumes may live elsewhere; a partition is a world of its own.
  const own = placeholder !== '' && placeholder !== 'deployerRoleArn';
  const fields = (own ? ['partition', 'region', 'account'] : ['partition']) as readonly Field[];
  return fields.flatMap((field) => {
    const sources = arn[field];
    if (sources === '' || (sources === 'aws' && field === 'account') || sources === '<partition>')
      return [];
    const others = environments.filter((one) => {
      const known = knownField(field, placeOf(one, answers));
      return known !== undefined && known !== sources;
    });
    if (others.length === 0) return [];
    const names = alternatives(others.map(({ name }) => name)).replace(' or ', ' and ');
    return [
      new UserError(
        'ArnElsewhere',
        `${shown(text)} has ${field} ${sources}, which is not that of environment ${names}.`,
        own ? `Give each environment its own: --set ${others[0]?.name}.${placeholder}=….` : '',
      ),
    ];
  });
}

type Field = 'partition' | 'region' | 'account';

function knownField(field: Field, place: PlaceholderValues): string | undefined {
  const { region } = place;
  if (field !== 'partition' || place.partition !== undefined) return place[field];
  return region === undefined ? undefined : partitionOfRegion(region);
}

function distinct(faults: readonly UserError[]): readonly UserError[] {
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
}
