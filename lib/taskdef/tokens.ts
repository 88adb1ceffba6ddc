import { partitionOfRegion } from '../iam/partitions.ts';

/** A place that a template leaves to be filled: `${X}`, `{{ X }}`, `<X>`, `%X%`, `__X__`, `$X`. */
const TOKEN =
  /\$\{[^{}]*\}|\{\{.*?\}\}|<[A-Za-z][\w .:-]*>|#\{[^{}]*\}#?|%[A-Z][A-Z0-9_]*%|__[A-Za-z]\w*?__|\$[A-Z][A-Z0-9_]+/g;

/** The places that are the service's own, as answers write them. */
const OWN = /^<(account|region|environment|project|partition|image|family|logGroup)>$/;

/** Where a shell reads them when the container starts: they are none of the template's. */
const RUN_BY_SHELL = new Set(['command', 'entryPoint', 'healthCheck']);

/** Places of a text whose value nobody here knows. */
export function unknownPlaces(text: string): readonly string[] {
  return (text.match(TOKEN) ?? []).filter((token) => !OWN.test(token));
}

/** True for a text that is nothing but one unknown place. */
export function isPlace(text: string): boolean {
  const [first] = unknownPlaces(text.trim());
  return first !== undefined && first === text.trim();
}

/**
 * Writes a template's places for account, Region, partition and environment as `<account>` and so on,
 * in every string that no shell reads. Words without marks, such as YOUR_ACCOUNT_ID, are known by where
 * they stand in an ARN or in the address of an image.
 */
export function withOwnPlaces(value: unknown): unknown {
  const named = mapTexts(value, (text) => text.replace(TOKEN, (token) => ownPlace(token) ?? token));
  const words = new Map<string, string>();
  mapTexts(named, (text) => {
    for (const [word, place] of wordsIn(text)) words.set(word, place);
    return text;
  });
  return mapTexts(named, (text) =>
    [...words].reduce((written, [word, place]) => {
      const whole = new RegExp(`(?<![\\w<-])${escaped(word)}(?![\\w>-])`, 'g');
      return written.replace(whole, place);
    }, text),
  );
}

/** The strings of a value, but for those that a shell reads, and the names of keys. */
export function mapTexts(
  value: unknown,
  change: (text: string, key: string) => string,
  key = '',
): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      RUN_BY_SHELL.has(name) ? item : mapTexts(item, change, name),
    ]),
  );
}

/** The name within a place: of `{{ env `STAGE` `dev` }}` it is STAGE, of `${AWS::AccountId}` AccountId. */
function ownPlace(token: string): string | undefined {
  if (OWN.test(token)) return undefined;
  const quoted = /[`'"]([^`'"]+)[`'"]/.exec(token)?.[1];
  const name = (quoted ?? token).replace(/[^A-Za-z0-9]+/g, ' ').trim();
  if (name === 'LOG GROUP') return '<logGroup>';
  if (name === 'PROJECT') return '<project>';
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  if (/\b(account|acct|accountid)\b/.test(words)) return '<account>';
  if (/\bregion$/.test(words)) return '<region>';
  if (/\bpartition$/.test(words)) return '<partition>';
  const isEnvironment = /^(var |local |values |app |deploy )?(env|environment|stage)( name)?$/;
  return isEnvironment.test(words) ? '<environment>' : undefined;
}

/** Words in place of an account or a Region. */
function wordsIn(text: string): readonly (readonly [word: string, place: string])[] {
  const arn = /^arn:[^:]*:(?:secretsmanager|ssm|iam|kms|ecs|logs):([^:]*):([^:]*):/.exec(text);
  const image = /^([^./]+)\.dkr\.ecr\.([^./]+)\./.exec(text);
  const [, region = '', account = ''] = arn ?? [];
  const [, owner = '', place = ''] = image ?? [];
  const isWord = (one: string) => /^[A-Za-z][\w-]*$/.test(one);
  return [
    ...[account, owner].filter((one) => isWord(one) && one !== 'aws').map(pairWith('<account>')),
    ...[region, place]
      .filter((one) => isWord(one) && partitionOfRegion(one) === undefined)
      .map(pairWith('<region>')),
  ];
}

function pairWith(place: string): (word: string) => readonly [string, string] {
  return (word) => [word, place];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
