import { shown, UserError } from '../../errors.ts';
import { PARTITIONS, partitionOfRegion } from '../../iam/partitions.ts';
import { isPlaceholder, type Placeholder, type PlaceholderValues } from '../../iam/placeholders.ts';
import { looksLikeArn, parseArn } from './arn.ts';
import { badValue } from './basic.ts';
import { type Form, formsOf } from './forms.ts';

/** Where a thing lies, as far as a text says. */
export type Place = Pick<PlaceholderValues, 'partition' | 'region' | 'account'>;

/** What a pasted text says. */
export interface Pasted {
  readonly name: string;
  readonly place: Place;
  /** Values of other placeholders that the text holds too. */
  readonly besides: PlaceholderValues;
  /** The six characters that Secrets Manager added to the name. */
  readonly six?: string;
}

/**
 * Reads what a text in place of a placeholder's value says; undefined: it is no pasted text but the
 * value itself.
 *
 * @throws UserError `BadValue`, `AmbiguousSecret`, or what parseArn throws.
 */
export function readPasted(placeholder: Placeholder, given: string): Pasted | undefined {
  const { text, isComplete } = withoutMark(given);
  const forms = formsOf(placeholder);
  if (forms.length === 0) return undefined;
  const isArn = looksLikeArn(text);
  const services = isArn ? servicesOf(forms) : [];
  if (services.length > 0) parseArn(text, services);
  const groups = forms.map((form) => patternOf(form).exec(text)?.groups).find(Boolean);
  if (groups === undefined) {
    if (isComplete || (isArn && services.length > 0)) throw badValue(given, formInWords(forms));
    return undefined;
  }
  const { name = '', six } = groups;
  if (six !== undefined && !isComplete) refuseAmbiguous(given, six);
  const entries = Object.entries(groups).filter(([group, value]) => value && isPlaceholder(group));
  const values: PlaceholderValues = Object.fromEntries(entries);
  const { partition, region, account, dnsSuffix, ...besides } = values;
  checkSuffix(given, region ?? besides.registryRegion, dnsSuffix);
  return {
    name,
    place: placeOfText({ partition, region, account }),
    besides,
    ...(six !== undefined && { six }),
  };
}

/** What a placeholder takes besides its value, in the words of a message; '' for nothing. */
export function orItsArn(placeholder: Placeholder): string {
  const forms = formsOf(placeholder);
  if (forms.length === 0) return '';
  return forms.some(looksLikeArn) ? ', or its ARN' : ', or its URL';
}

/** The first form that a placeholder takes besides its value; '' for none. */
export function orPasted(placeholder: Placeholder): string {
  const forms = formsOf(placeholder);
  return forms.length === 0 ? '' : `, or ${formInWords(forms)}`;
}

function formInWords(forms: readonly Form[]): string {
  const short = forms.find((form) => !form.includes('<_>')) ?? forms[0] ?? '';
  const whole = short.replaceAll(/\[.*?\]/g, '');
  return looksLikeArn(whole) ? `an ARN (${whole})` : whole;
}

/** `complete:` says of an ARN that its last six letters are those of Secrets Manager. */
function withoutMark(given: string): { readonly text: string; readonly isComplete: boolean } {
  const isComplete = given.startsWith('complete:');
  return { text: isComplete ? given.slice('complete:'.length) : given, isComplete };
}

function refuseAmbiguous(text: string, six: string): void {
  if (!/^[a-z]{6}$/.test(six)) return;
  throw new UserError(
    'AmbiguousSecret',
    `${shown(text)} ends in '-${six}', which may be part of the name or what Secrets Manager added.`,
    "Copy the complete ARN, with the hyphen and six characters at its end; where this is it, write 'complete:' before it.",
  );
}

function servicesOf(forms: readonly Form[]): readonly string[] {
  const services = forms.filter(looksLikeArn).map((form) => form.split(':')[2] ?? '');
  return [...new Set(services)].flatMap((service) =>
    service === '<connectionService>' ? ['codeconnections', 'codestar-connections'] : [service],
  );
}

/** Without what the text leaves open; AWS's own managed policies have 'aws' in place of an account. */
export function placeOfText(
  place: {
    readonly [Field in keyof Place]: string | undefined;
  },
): Place {
  const said = Object.entries(place).filter(
    ([field, value]) =>
      value && !value.startsWith('<') && !(field === 'account' && value === 'aws'),
  );
  return Object.fromEntries(said);
}

function checkSuffix(text: string, region?: string, suffix?: string): void {
  if (region === undefined || suffix === undefined) return;
  const partition = PARTITIONS[partitionOfRegion(region) ?? ''];
  if (partition?.dnsSuffix === suffix) return;
  throw badValue(text, `an address there is: ${suffix} has no Region ${shown(region)}`);
}

const SUFFIXES = Object.values(PARTITIONS).map(({ dnsSuffix }) => dnsSuffix.replaceAll('.', '\\.'));
const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d';

/** What the groups of a form match; anything else is checked where it is kept. */
const GROUPS: Readonly<Record<string, string>> = {
  dnsSuffix: SUFFIXES.sort((one, other) => other.length - one.length).join('|'),
  host: '[\\w.-]+',
  six: '[A-Za-z0-9]{6}',
};

const IN_ADDRESS: Readonly<Record<string, string>> = {
  region: REGION,
  registryRegion: REGION,
  account: '\\d{12}',
  registryAccount: '\\d{12}',
};

/** The regular expression of a form. */
function patternOf(form: Form): RegExp {
  const isArn = looksLikeArn(form);
  const source = form.replaceAll(/<(\w+)>|\[|\]|[^\w<>[\]]/g, (piece, group?: string) => {
    if (piece === '[') return '(?:';
    if (piece === ']') return ')?';
    if (group === undefined) return `\\${piece}`;
    if (group === '_') return '.+?';
    const ofPlace = isArn && /^(partition|region|account)$/i.test(group) ? '[^:]*' : undefined;
    const inner = ofPlace ?? GROUPS[group] ?? (isArn ? undefined : IN_ADDRESS[group]) ?? '.+?';
    return `(?<${group}>${inner})`;
  });
  return new RegExp(`^${source}$`);
}
