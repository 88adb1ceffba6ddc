import { shown, UserError } from '../errors.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import { alternatives } from './parse/basic.ts';
import { type PastedPlace, pastedPlaces } from './pasted-places.ts';
import { homeOf, isOfHome } from './promotion.ts';
import { type Entry, placeOf } from './sources.ts';
import type { Answers, EnvironmentAnswers } from './types.ts';
import { valuesIn } from './values-in.ts';

const FIELDS = ['partition', 'region', 'account'] as const;
type Field = (typeof FIELDS)[number];

/** One fault for each Region outside its partition and each pasted text of another place. */
export function placeFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const { environments } = answers;
  const ofRegions = environments.flatMap((one) => regionFaults(one, answers, entries));
  const ofTexts = entries
    .flatMap(pastedPlaces)
    .flatMap((pasted) => FIELDS.flatMap((field) => elsewhere(pasted, field, answers, entries)));
  return [...distinct(ofRegions), ...distinct(ofTexts)];
}

/**
 * The accounts and Regions that no answer gives and a pasted text does, as if they had been given
 * where the text was. A text that must name the environment's own place goes before one that need
 * not, such as a secret.
 */
export function placesFromTexts(answers: Answers, entries: readonly Entry[]): readonly Entry[] {
  const pasted = entries.flatMap(pastedPlaces).filter(({ fills }) => fills);
  const ordered = [...pasted.filter(({ isOwn }) => isOwn), ...agreeing(pasted)];
  return answers.environments.flatMap((environment) =>
    (['account', 'region'] as const).flatMap((field): readonly Entry[] => {
      if (valuesIn(environment, answers)[field] !== undefined) return [];
      const source = ordered.find(
        (one) =>
          one.place[field] !== undefined &&
          (one.environment ?? environment.name) === environment.name &&
          (field === 'region' || tellsAccount(one, environment, answers)),
      );
      if (source === undefined) return [];
      const { at, from, place } = source;
      return [{ path: ['environments', environment.name, field], value: place[field], from, at }];
    }),
  );
}

/** Answers with those values: of every environment where all of them have the same. */
export function withPlaces(answers: Answers, places: readonly Entry[]): Answers {
  const common = (['account', 'region'] as const).filter((field) => {
    const ofField = places.filter(({ path }) => path[2] === field);
    const isEvery = ofField.length === answers.environments.length;
    return isEvery && new Set(ofField.map(({ value }) => value)).size === 1;
  });
  const valuesFor = (entries: readonly Entry[]) =>
    Object.fromEntries(entries.map(({ path, value }) => [path[2], value]));
  const isCommon = ({ path }: Entry) => common.some((field) => field === path[2]);
  return {
    ...answers,
    values: { ...answers.values, ...valuesFor(places.filter(isCommon)) },
    environments: answers.environments.map((environment) => {
      const { name, values } = environment;
      const own = places.filter((one) => one.path[1] === name && !isCommon(one));
      return { ...environment, values: { ...values, ...valuesFor(own) } };
    }),
  };
}

/** What lies in home tells another environment's account only where no account is given: they are then one. */
function tellsAccount(
  { placeholder }: PastedPlace,
  { name }: EnvironmentAnswers,
  answers: Answers,
): boolean {
  if (name === homeOf(answers) || !isOfHome(placeholder, answers)) return true;
  return answers.environments.every((one) => valuesIn(one, answers).account === undefined);
}

/** Texts that need not name the own place, where they all name the same. */
function agreeing(pasted: readonly PastedPlace[]): readonly PastedPlace[] {
  const others = pasted.filter(({ isOwn }) => !isOwn);
  const places = new Set(others.map(({ place }) => `${place.account} ${place.region}`));
  return places.size === 1 ? others : [];
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
  const at = (name: string) => placeOfValue(environment, name, entries);
  const where =
    partition === undefined ? 'any partition' : `partition ${partition} (${at('partition')})`;
  const hint =
    real === undefined
      ? 'Check its spelling; a Region code is like eu-west-1.'
      : `It lies in ${real}: give --partition ${real}, or leave the partition out.`;
  const message = `Region ${shown(region)} (${at('region')}) is not in ${where}.`;
  return [new UserError('RegionNotInPartition', message, hint)];
}

/** One fault for each place of environments that a pasted text is not in. */
function elsewhere(
  pasted: PastedPlace,
  field: Field,
  answers: Answers,
  entries: readonly Entry[],
): readonly UserError[] {
  const { at, text, place, environment: name, placeholder } = pasted;
  const found = place[field];
  // A secret or a role that assumes may be in another account; no ARN leads to another partition.
  if (found === undefined || !(pasted.isOwn || field === 'partition')) return [];
  if (placeholder === 'secretsKmsKeyId' && isOfSecret(found, field, entries)) return [];
  const others = answers.environments
    .filter((one) => name === undefined || one.name === name)
    .filter((one) => !isOfHome(placeholder, answers) || one.name === homeOf(answers))
    .map((one) => ({ one, known: knownPlace(field, valuesIn(one, answers)) }))
    .filter(({ known }) => known !== undefined && known !== found);
  const [first] = others;
  if (first === undefined) return [];
  const names = alternatives(others.map(({ one }) => one.name)).replace(' or ', ' and ');
  const source = placeOfValue(
    first.one,
    first.known === valuesIn(first.one, answers)[field] ? field : 'region',
    entries,
  );
  const message = `${at}: ${shown(text)} has ${field} ${found}, but that of environment ${names} is ${first.known} (${source}).`;
  const differs = pasted.isOwn && !isOfHome(placeholder, answers);
  const hint =
    differs && answers.environments.length > 1
      ? `Give each environment its own: --set ${first.one.name}.${placeholder}=….`
      : `Correct one of the two.`;
  return [new UserError('ArnElsewhere', message, hint)];
}

/** A key of secrets may lie where one of them lies. */
function isOfSecret(found: string, field: Field, entries: readonly Entry[]): boolean {
  return entries
    .filter(({ path: [name] }) => name === 'secrets' || name === 'parameters')
    .flatMap(pastedPlaces)
    .some(({ place }) => place[field] === found);
}

function knownPlace(field: Field, values: PlaceholderValues): string | undefined {
  const { region } = values;
  if (field !== 'partition' || region === undefined) return values[field];
  return values.partition ?? partitionOfRegion(region);
}

function placeOfValue(
  { name }: EnvironmentAnswers,
  value: string,
  entries: readonly Entry[],
): string {
  return placeOf(entries, ['environments', name, value], ['values', value]);
}

function distinct(faults: readonly UserError[]): readonly UserError[] {
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
}
