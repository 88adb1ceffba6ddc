import { didYouMean } from '../../did-you-mean.ts';
import { shown, UserError } from '../../errors.ts';
import { EXISTING_ROLE_PLACEHOLDERS } from '../../iam/placeholders/existing-roles.ts';
import {
  isPlaceholder,
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../../iam/placeholders.ts';
import { looksLikeArn, parseArn } from './arn.ts';
import { badValue, parseEntries, parseText } from './basic.ts';
import { orItsArn, readPasted } from './pasted.ts';

/** Placeholders that another question fills, with the way to set them. */
const OWN_QUESTION: Partial<Record<Placeholder, string>> = {
  project: 'Give it with --project.',
  environment: 'Name environments with --environments.',
  environmentSid: 'It follows from the project and the environment.',
  rolePath: 'Give it with --role-path.',
  secretName: 'Name secrets with --secrets.',
  parameterName: 'Name parameters with --parameters.',
  homeEnvironment: 'Give it with --home.',
  homeAccount: 'It is the account of the environment that has the pipeline.',
  homeArtifactBucket: 'It is the artifactBucket of the environment that has the pipeline.',
  homeArtifactKmsKeyId: 'It is the artifactKmsKeyId of the environment that has the pipeline.',
  envFileBucket: 'Name environment files with --env-files.',
  envFileKey: 'Name environment files with --env-files.',
  ...Object.fromEntries(
    Object.keys(EXISTING_ROLE_PLACEHOLDERS).map((name) => [name, 'Give it with --existing-role.']),
  ),
};

/** The placeholders that `values`, `environments` and `--set` take: one value each. */
export const SETTABLE_PLACEHOLDERS = PLACEHOLDER_NAMES.filter(
  (placeholder) => OWN_QUESTION[placeholder] === undefined && !placeholderSpec(placeholder).list,
);

/** Placeholders with one value in each environment, or the same several in all of them. */
const ONE_OR_SEVERAL: readonly Placeholder[] = ['repository', 'logGroup', 'buildSubnetId'];

/** The placeholders that `lists` and `--set` take: several values each. */
export const LIST_PLACEHOLDERS = PLACEHOLDER_NAMES.filter(
  (placeholder) =>
    OWN_QUESTION[placeholder] === undefined &&
    (placeholderSpec(placeholder).list || ONE_OR_SEVERAL.includes(placeholder)),
);

/**
 * The name of a placeholder that may be set.
 *
 * @throws UserError `PlaceholderNotSettable`, `UnknownPlaceholder`.
 */
export function parsePlaceholderName(name: string, allowed: readonly Placeholder[]): Placeholder {
  if (!isPlaceholder(name)) {
    const hint = didYouMean(name, allowed, 'The README lists every placeholder.');
    throw new UserError('UnknownPlaceholder', `There is no placeholder ${shown(name)}.`, hint);
  }
  if (allowed.includes(name)) return name;
  const hint = OWN_QUESTION[name] ?? listHint(name);
  throw new UserError('PlaceholderNotSettable', `'${name}' is not set here.`, hint);
}

function listHint(name: Placeholder): string {
  return placeholderSpec(name).list
    ? `It takes several values, the same in every environment: --set ${name}=…`
    : `It takes one value: --set ${name}=…`;
}

/** Placeholders whose value is itself an ARN, with its service. */
const WHOLE_ARN: Partial<Record<Placeholder, readonly string[]>> = {
  permissionsBoundary: ['iam'],
  deployerRoleArn: ['iam'],
  airflowRoleArn: ['iam'],
};

/** The services of the ARN that is the value of a placeholder; undefined where it is no ARN. */
export function wholeArnServices(placeholder: Placeholder): readonly string[] | undefined {
  return WHOLE_ARN[placeholder];
}

/**
 * Checks one value of a placeholder. Of a pasted text the name is kept, and what it says of other
 * placeholders; where the thing lies is checked when all answers are known.
 *
 * @throws UserError `BadValue` or what readPasted and parseArn throw.
 */
export function parsePlaceholder(placeholder: Placeholder, raw: unknown): PlaceholderValues {
  return parsePasted(placeholder, raw, checked);
}

/** The same of text that may hold `<project>` and `<environment>`. */
export function parsePlaceholderPattern(placeholder: Placeholder, raw: unknown): PlaceholderValues {
  return parsePasted(placeholder, raw, parseNamePattern);
}

function parsePasted(
  placeholder: Placeholder,
  raw: unknown,
  check: (placeholder: Placeholder, text: string) => string,
): PlaceholderValues {
  const text = parseText(raw, placeholderSpec(placeholder).takes).trim();
  const services = WHOLE_ARN[placeholder];
  if (services !== undefined && looksLikeArn(text)) parseArn(text, services);
  const pasted = readPasted(placeholder, text);
  if (pasted === undefined) return { [placeholder]: check(placeholder, plain(placeholder, text)) };
  const besides = Object.entries(pasted.besides).map(([name, value]) =>
    isPlaceholder(name) ? [name, check(name, value)] : [],
  );
  return { ...Object.fromEntries(besides), [placeholder]: check(placeholder, pasted.name) };
}

/** An account as the console shows it, without its hyphens. */
function plain(placeholder: Placeholder, text: string): string {
  const isAccount = placeholder.toLowerCase().endsWith('account');
  return isAccount ? text.replace(/^(\d{4})-(\d{4})-(\d{4})$/, '$1$2$3') : text;
}

function checked(placeholder: Placeholder, text: string): string {
  const { takes, pattern } = placeholderSpec(placeholder);
  const excess = text.length - 256;
  if (excess > 0 && /[rR]epository$/.test(placeholder)) {
    throw badValue(text, `a value for ${placeholder}: it is ${excess} characters over 256`);
  }
  if (pattern.test(text)) return text;
  throw badValue(text, `a value for ${placeholder}: it takes ${takes}${orItsArn(placeholder)}`);
}

/** Placeholders that a name may hold, so that it differs by environment. */
const IN_NAMES = /<(project|environment)>/g;

/** Checks text that may hold `<project>` and `<environment>` against a placeholder's pattern. */
export function parseNamePattern(placeholder: Placeholder, raw: unknown): string {
  const { takes, pattern } = placeholderSpec(placeholder);
  const text = parseText(raw, takes);
  if (pattern.test(text.replace(IN_NAMES, 'x1'))) return text;
  throw badValue(text, `a value for ${placeholder}: it takes ${takes}${orItsArn(placeholder)}`);
}

/** Checks `values`, or the values of one environment. */
export function parsePlaceholderValues(raw: unknown): PlaceholderValues {
  const parsed = parseEntries(raw, (name, value) =>
    parsePlaceholder(parsePlaceholderName(name, SETTABLE_PLACEHOLDERS), value),
  );
  return orderValues(Object.assign({}, ...Object.values(parsed)));
}

/** Brings values into the order of the table, so that equal answers are equal bytes. */
export function orderValues(values: PlaceholderValues): PlaceholderValues {
  return Object.fromEntries(
    PLACEHOLDER_NAMES.flatMap((placeholder) => {
      const value = values[placeholder];
      return value === undefined ? [] : [[placeholder, value]];
    }),
  );
}
