import type { Environment } from '../../iam/model.ts';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../../iam/placeholders.ts';
import { placeholdersOf, substitute, template } from '../../iam/template-string.ts';
import { separateWords } from '../../names.ts';

/** What the provider finds out itself, and the local value that holds it. */
const FOUND_OUT: Partial<Record<Placeholder, string>> = {
  partition: 'partition',
  account: 'account_id',
  region: 'region',
  dnsSuffix: 'dns_suffix',
};

/**
 * Where a module has the value of a placeholder from: the provider, an argument, or, unless an
 * argument says otherwise, a local that follows from other names.
 */
export type ValueSource = 'provider' | 'argument' | 'derived';

/** Where a module has the value of a placeholder from. */
export function sourceOf(placeholder: Placeholder): ValueSource {
  if (FOUND_OUT[placeholder] !== undefined) return 'provider';
  const needed = derivedFrom(placeholder);
  const derived = needed.length > 0 && !needed.some((one) => placeholderSpec(one).atDeploy);
  return derived ? 'derived' : 'argument';
}

function derivedFrom(placeholder: Placeholder): readonly Placeholder[] {
  const { initial } = placeholderSpec(placeholder);
  return initial === undefined ? [] : placeholdersOf(template(initial));
}

/** `artifactBucketPrefix` → `artifact_bucket_prefix` */
export function variableName(placeholder: Placeholder): string {
  return separateWords(placeholder, '_');
}

/** A placeholder as an expression of a module: `var.project`, `local.cluster`, `local.region`. */
export function reference(placeholder: Placeholder): string {
  const found = FOUND_OUT[placeholder];
  if (found !== undefined) return `local.${found}`;
  const scope = sourceOf(placeholder) === 'derived' ? 'local' : 'var';
  return `${scope}.${variableName(placeholder)}`;
}

/** The same placeholders with those that they are derived from, in the order of PLACEHOLDERS. */
export function withWhatTheyNeed(placeholders: readonly Placeholder[]): readonly Placeholder[] {
  const all = new Set<Placeholder>();
  const add = (placeholder: Placeholder): void => {
    if (all.has(placeholder)) return;
    all.add(placeholder);
    if (sourceOf(placeholder) === 'derived') derivedFrom(placeholder).forEach(add);
  };
  placeholders.forEach(add);
  return PLACEHOLDER_NAMES.filter((placeholder) => all.has(placeholder));
}

/** How two names are spelt where they follow from project and environment, in HCL and here. */
const SPELLINGS: Partial<Record<Placeholder, Spelling>> = {
  repository: { hcl: (text) => `lower(${text})`, text: (value) => value.toLowerCase() },
  artifactBucketPrefix: {
    hcl: (text) => `lower(replace(${text}, "_", "-"))`,
    text: (value) => value.replaceAll('_', '-').toLowerCase(),
  },
};

interface Spelling {
  readonly hcl: (text: string) => string;
  readonly text: (value: string) => string;
}

/** Writes the expression of a derived name around the template that it follows from. */
export function spellInHcl(placeholder: Placeholder, templateText: string): string {
  return SPELLINGS[placeholder]?.hcl(templateText) ?? templateText;
}

/** True where a module comes to the environment's value without an argument. */
export function isDefault(placeholder: Placeholder, { values }: Environment): boolean {
  const { initial, optional } = placeholderSpec(placeholder);
  const value = values[placeholder];
  if (value === undefined) return optional === true;
  if (placeholder === 'approval') return value === 'false';
  if (initial === undefined) return false;
  return value === defaultValue(placeholder, initial, values);
}

function defaultValue(placeholder: Placeholder, initial: string, values: PlaceholderValues) {
  if (sourceOf(placeholder) !== 'derived') return initial;
  const derived = substitute(template(initial), values);
  return SPELLINGS[placeholder]?.text(derived) ?? derived;
}
