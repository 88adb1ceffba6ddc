import { isPlaceholder, type Placeholder } from '../iam/placeholders.ts';
import { looksLikeArn, parseArn } from './parse/arn.ts';
import { attempt, isObject } from './parse/basic.ts';
import { grantFromText } from './parse/grants.ts';
import { type Place, placeOfText, readPasted } from './parse/pasted.ts';
import { wholeArnServices } from './parse/placeholders.ts';
import { referenceText } from './parse/secret-reference.ts';
import type { Entry } from './sources.ts';

/** Where the thing lies that a pasted text names. */
export interface PastedPlace extends Pick<Entry, 'at' | 'from'> {
  readonly text: string;
  readonly place: Place;
  /** The only environment that the text is for. */
  readonly environment: string | undefined;
  readonly placeholder: Placeholder;
  /** The policies name it in the environment's own account and Region. */
  readonly isOwn: boolean;
  /** It says the account and Region where no answer does: of the text the name alone is kept. */
  readonly fills: boolean;
}

/** A raw text, and the placeholder whose value it is. */
type Text = readonly [placeholder: Placeholder, text: string];

/** The lists whose items are placeholders' values under another name. */
const LISTS: Readonly<Record<string, Placeholder>> = {
  secrets: 'secretName',
  parameters: 'parameterName',
  envFiles: 'envFileBucket',
};

/** Texts that may name another account and Region than the environment's. */
const ANYWHERE: readonly Placeholder[] = ['secretName', 'parameterName', 'deployerRoleArn'];

/** The places that the pasted texts of one answer name. */
export function pastedPlaces(entry: Entry): readonly PastedPlace[] {
  const { path, at, from } = entry;
  const environment = path[0] === 'environments' ? path[1] : undefined;
  return textsOf(entry).flatMap(([placeholder, text]) => {
    const found = attempt(() => placeIn(placeholder, text), [])?.value;
    if (found === undefined) return [];
    const isOwn = !(ANYWHERE.includes(placeholder) && path[0] !== 'grants');
    const fills = wholeArnServices(placeholder) === undefined;
    return [{ at, from, text, environment, placeholder, isOwn, fills, place: found }];
  });
}

function placeIn(placeholder: Placeholder, text: string): Place | undefined {
  const services = wholeArnServices(placeholder);
  if (services === undefined) return readPasted(placeholder, text)?.place;
  if (!looksLikeArn(text)) return undefined;
  const { partition, region, account } = parseArn(text, services);
  return placeOfText({ partition, region, account });
}

function textsOf({ path: [first = '', second = '', third = ''], value }: Entry): readonly Text[] {
  if (first === 'grants') return itemsOf(value, false).flatMap(grantTexts);
  const list = LISTS[first];
  if (list !== undefined) {
    return itemsOf(value, true).flatMap((item) =>
      typeof item === 'string' ? [[list, referenceText(item)] as const] : [],
    );
  }
  if (first === 'repositoryId') return [];
  const name = first === 'environments' ? third : second;
  if (!isPlaceholder(name)) return [];
  return itemsOf(value, first === 'lists').flatMap((item) =>
    typeof item === 'string' ? [[name, item.trim()] as const] : [],
  );
}

function grantTexts(raw: unknown): readonly Text[] {
  const grant = typeof raw === 'string' ? attempt(() => grantFromText(raw), [])?.value : raw;
  if (!isObject(grant)) return [];
  return Object.entries(grant).flatMap(([name, value]) =>
    isPlaceholder(name) && typeof value === 'string' ? [[name, value.trim()] as const] : [],
  );
}

function itemsOf(value: unknown, isList: boolean): readonly unknown[] {
  return [value]
    .flat()
    .flatMap((one) => (isList && typeof one === 'string' ? one.split(',') : [one]));
}
