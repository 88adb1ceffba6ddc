import { UserError } from '../../errors.ts';
import {
  isOpenPart,
  OPEN_PARTS,
  type OpenPart,
  type PartValues,
  partSpec,
} from '../../iam/parts.ts';
import { didYouMean } from '../did-you-mean.ts';
import { looksLikeArn, parseArn } from './arn.ts';
import { badValue, parseText, shown } from './basic.ts';

/** Parts that another question fills: what to say instead. */
const OWN_QUESTION: Partial<Record<OpenPart, string>> = {
  project: 'Give it with --project.',
  environment: 'Name environments with --environments.',
  environmentSid: 'It follows from the project and the environment.',
  rolePath: 'Give it with --role-path.',
  secretName: 'Name secrets with --secrets.',
  parameterName: 'Name parameters with --parameters.',
  envFileBucket: 'Name environment files with --env-files.',
  envFileKey: 'Name environment files with --env-files.',
};

/** The parts that `values`, `environments` and `--set` take: one value each. */
export const SETTABLE_PARTS = OPEN_PARTS.filter(
  (part) => OWN_QUESTION[part] === undefined && !partSpec(part).list,
);

/** Parts with one value in each environment, or the same several in all of them. */
const ONE_OR_SEVERAL: readonly OpenPart[] = ['buildSubnetId'];

/** The parts that `lists` and `--set` take: several values each. */
export const LIST_PARTS = OPEN_PARTS.filter(
  (part) =>
    OWN_QUESTION[part] === undefined && (partSpec(part).list || ONE_OR_SEVERAL.includes(part)),
);

/** A part's name that may be set, or a fault that says why not. */
export function parsePartName(name: string, allowed: readonly OpenPart[]): OpenPart {
  if (isOpenPart(name)) {
    if (allowed.includes(name)) return name;
    const hint = OWN_QUESTION[name] ?? listHint(name);
    throw new UserError('PartNotSettable', `'${name}' is not set here.`, hint);
  }
  throw new UserError(
    'UnknownPart',
    `There is no part ${shown(name)}.`,
    didYouMean(name, allowed, 'The README lists every part.'),
  );
}

function listHint(name: OpenPart): string {
  return partSpec(name).list
    ? `It takes several values, the same in every environment: --set ${name}=…`
    : `It takes one value: --set ${name}=…`;
}

/** Parts that may be given as an ARN of which they keep one piece. */
interface ArnForm {
  readonly services: readonly string[];
  readonly resource: RegExp;
  readonly example: string;
}

const KEY: ArnForm = {
  services: ['kms'],
  resource: /^key\/(.+)$/,
  example: 'a key ARN (…:key/…), never an alias',
};
const CONNECTION: ArnForm = {
  services: ['codeconnections', 'codestar-connections'],
  resource: /^connection\/(.+)$/,
  example: 'a connection ARN (…:connection/…)',
};

/** How a part is written as an ARN, where it may be. */
export function arnForm(part: OpenPart): ArnForm | undefined {
  if (part.endsWith('KmsKeyId')) return KEY;
  return part === 'connectionId' ? CONNECTION : undefined;
}

/** Parts whose value is itself an ARN. */
const WHOLE_ARN: Partial<Record<OpenPart, readonly string[]>> = {
  permissionsBoundary: ['iam'],
  deployerRoleArn: ['iam'],
};

/** The services of the ARNs that a part takes; undefined where it takes none. */
export function arnServices(part: OpenPart): readonly string[] | undefined {
  return arnForm(part)?.services ?? WHOLE_ARN[part];
}

/**
 * Checks one value of a part. An ARN gives its last piece; a connection's gives its service too.
 *
 * @throws UserError `BadValue` or what parseArn throws.
 */
export function parsePart(part: OpenPart, raw: unknown): PartValues {
  const { takes, pattern } = partSpec(part);
  const text = parseText(raw, takes);
  const form = arnForm(part);
  const services = WHOLE_ARN[part];
  if (services !== undefined && looksLikeArn(text)) parseArn(text, services);
  if (form !== undefined && looksLikeArn(text)) {
    const { service, resource } = parseArn(text, form.services);
    const id = form.resource.exec(resource)?.[1];
    if (id === undefined) throw badValue(text, form.example);
    const value = checked(part, id, takes, pattern);
    return part === 'connectionId'
      ? { connectionId: value, connectionService: service }
      : { [part]: value };
  }
  const either = form === undefined ? takes : `${takes}, or ${form.example}`;
  return { [part]: checked(part, text, either, pattern) };
}

function checked(part: OpenPart, text: string, takes: string, pattern: RegExp): string {
  if (part === 'repository' || part.endsWith('Repository')) checkRepositoryLength(part, text);
  if (pattern.test(text)) return text;
  throw badValue(text, `a value for ${part}: it takes ${takes}`);
}

function checkRepositoryLength(part: OpenPart, text: string): void {
  if (text.length <= 256) return;
  throw badValue(text, `a value for ${part}: it is ${text.length - 256} characters over 256`);
}

/** Places of a name that may differ by environment without being a value of their own. */
const NAMES = /<(project|environment)>/g;

/** Checks text that may hold `<project>` and `<environment>` against a part's pattern. */
export function parseNamePattern(part: OpenPart, raw: unknown): string {
  const { takes, pattern } = partSpec(part);
  const text = parseText(raw, takes);
  if (pattern.test(text.replace(NAMES, 'x1'))) return text;
  throw badValue(text, `a value for ${part}: it takes ${takes}`);
}

/** Checks `values` or the values of one environment. */
export function parsePartValues(raw: Readonly<Record<string, unknown>>): readonly PartValues[] {
  return Object.entries(raw).map(([name, value]) =>
    parsePart(parsePartName(name, SETTABLE_PARTS), value),
  );
}

/** Brings values into the order of the table, so that equal answers are equal bytes. */
export function orderValues(values: PartValues): PartValues {
  return Object.fromEntries(
    OPEN_PARTS.flatMap((part) => {
      const value = values[part];
      return value === undefined ? [] : [[part, value]];
    }),
  );
}
