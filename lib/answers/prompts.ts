import type { UserError } from '../errors.ts';
import { type GrantId, grantById, isGrantId } from '../grants/registry.ts';
import { type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { attempt } from './parse/basic.ts';
import { neededGrantPlaceholders, parseGrants } from './parse/grants.ts';
import { namedRoles } from './pipeline-roles.ts';
import type { Question } from './question.ts';
import { QUESTIONS } from './questions.ts';
import { SECTIONS } from './sections.ts';
import type { Answers } from './types.ts';

/** Replies by the name of the prompt. */
export type Replies = Readonly<Record<string, unknown>>;

/** A choice as inquirer takes it. */
interface PromptChoice {
  readonly value: string;
  readonly name: string;
  readonly description: string;
  readonly checked?: boolean;
}

/** A question as inquirer (and so Yeoman's adapter) takes it. */
export interface Prompt {
  readonly type: 'input' | 'confirm' | 'select' | 'checkbox';
  readonly name: string;
  readonly message: string;
  /** The title above it and its neighbours. */
  readonly section?: string;
  readonly default?: unknown;
  readonly choices?: readonly PromptChoice[];
  readonly pageSize?: number;
  readonly when?: (replies: Replies) => boolean;
  readonly validate?: (value: unknown, replies?: Replies) => true | string;
}

/** Asks a person. An interruption is reported as `interrupted`, else as that nothing was written. */
export type Ask = (prompts: readonly Prompt[], interrupted?: string) => Promise<Replies>;

/** The name of the checkbox of AWS features: rows with a feature, then the presets. */
export const FEATURES = 'features';

/** The questions with a row in that checkbox: ticking it answers the question, or has it asked. */
export const FEATURE_QUESTIONS = QUESTIONS.filter(({ feature }) => feature !== undefined);

/** The name of the prompt for one value of a preset. */
export function grantPromptName(preset: GrantId, placeholder: Placeholder): string {
  return `grants:${preset}:${placeholder}`;
}

/**
 * The questions for a person, in order: those that flags and --answers did not answer. They offer
 * the answers as they would be without asking.
 */
export function promptQuestions(
  offered: Answers,
  provided: ReadonlySet<string>,
): readonly Prompt[] {
  const rows = QUESTIONS.filter(({ name }) => !provided.has(name));
  const main = rows
    .filter(({ asked }) => asked === 'main')
    .flatMap((row) => mainPrompts(row, offered).map((one) => inSection(one, SECTIONS[row.group])));
  const more = rows.filter(({ asked }) => asked === 'more');
  if (more.length === 0) return main;
  const gate: Prompt = {
    type: 'confirm',
    name: 'more',
    message: 'Choose more (Enter: no; each has a default that works)?',
    default: false,
  };
  const rest = more.map((row) => ({
    ...promptOf(row, offered),
    when: (replies: Replies) => replies.more === true,
  }));
  return [...main, ...[gate, ...rest].map((one) => inSection(one, 'More'))];
}

function inSection(prompt: Prompt, section: string): Prompt {
  return { ...prompt, section };
}

function mainPrompts(row: Question, offered: Answers): readonly Prompt[] {
  if (row.name === 'grants') return [featuresPrompt(row, offered), ...grantPrompts(row, offered)];
  const { name, feature, featureValue, when } = row;
  const prompt = promptOf(row, offered);
  if (feature !== undefined) {
    if (featureValue !== undefined || isFeatureOn(name, offered)) return [];
    return [{ ...prompt, when: (replies) => isTicked(replies, name) }];
  }
  if (when === undefined) return [prompt];
  return [{ ...prompt, when: (replies) => when({ ...offered, ...selectReplies(replies) }) }];
}

/** The replies to selects: they are answers as they stand. */
function selectReplies(replies: Replies): Partial<Answers> {
  const selects = QUESTIONS.filter(({ type, name }) => type === 'select' && name in replies);
  return Object.fromEntries(selects.map(({ name }) => [name, replies[name]]));
}

function featuresPrompt({ message, choices = [] }: Question, offered: Answers): Prompt {
  const features = FEATURE_QUESTIONS.map(({ name, feature = '', explanation }) => ({
    value: name,
    name: feature,
    description: explanation,
    checked: isFeatureOn(name, offered),
  }));
  const presets = choices.map(({ value, title, hint = '' }) => ({
    value,
    name: title,
    description: hint,
    checked: offered.grants.some(({ preset }) => preset === value),
  }));
  const all = [...features, ...presets];
  return { type: 'checkbox', name: FEATURES, message, choices: all, pageSize: 12 };
}

/** True where the offered answers have a feature already. */
export function isFeatureOn(name: string, offered: Answers): boolean {
  if (name === 'exec') return offered.exec !== 'off';
  return (name === 'secrets' || name === 'parameters') && offered[name].length > 0;
}

/** True once a feature is ticked. */
export function isTicked(replies: Replies, name: string): boolean {
  const ticked = replies[FEATURES];
  return Array.isArray(ticked) && ticked.includes(name);
}

/** One input for each placeholder that a preset ticked just now needs. */
function grantPrompts({ choices = [] }: Question, offered: Answers): readonly Prompt[] {
  const presets = choices.map(({ value }) => value).filter(isGrantId);
  return presets.flatMap((preset) =>
    missingPlaceholders(preset, offered).map((placeholder): Prompt => {
      const { meaning } = placeholderSpec(placeholder);
      const parse = (value: unknown) => parseGrants([{ preset, [placeholder]: value }]);
      return {
        type: 'input',
        name: grantPromptName(preset, placeholder),
        message: `${meaning} (${grantById(preset).title}; may hold <environment>; Enter leaves the feature out)`,
        when: (replies) => isTicked(replies, preset),
        validate: (value) => problemOf(parse, value),
      };
    }),
  );
}

/** The placeholders of a preset that have no value yet; none where the preset is granted already. */
export function missingPlaceholders(preset: GrantId, offered: Answers): readonly Placeholder[] {
  const { grants, values, environments } = offered;
  if (grants.some((grant) => grant.preset === preset)) return [];
  return neededGrantPlaceholders(preset).filter(
    (placeholder) =>
      values[placeholder] === undefined &&
      environments.some((one) => one.values[placeholder] === undefined),
  );
}

function promptOf(row: Question, offered: Answers): Prompt {
  const { name, type, message } = row;
  const choices = (row.choices ?? []).map(({ value, title, hint = '', recommended }) => ({
    value,
    name: recommended ? `${title} (recommended)` : title,
    description: hint,
  }));
  if (type === 'checkbox') {
    const roles: readonly string[] = namedRoles(offered.roles);
    const all = choices.map((choice) => ({ ...choice, checked: roles.includes(choice.value) }));
    const validate = (ticked: unknown) => {
      const values = valuesOf(ticked);
      const lacks = row.needed?.({ ...offered, [name]: values });
      return lacks ?? problemOf(row.parse, values);
    };
    return { type, name, message, choices: all, pageSize: 15, validate };
  }
  if (type === 'select') return { type, name, message, choices, default: Object(offered)[name] };
  return {
    type,
    name,
    message: row.when || row.feature ? message : `${message}: ${row.explanation}`,
    ...offeredText(row, offered),
    validate: (value, replies = {}) => {
      const lacks = value === '' && row.needed?.({ ...offered, ...selectReplies(replies) });
      return lacks || problemOf(row.parse, value);
    },
  };
}

/** Inquirer validates the choices that are ticked, not their values. */
function valuesOf(ticked: unknown): unknown {
  if (!Array.isArray(ticked)) return ticked;
  return ticked.map((one: unknown) => Object(one).value ?? one);
}

/** What an input offers: what is known, else a suggestion that holds the project just named. */
function offeredText(row: Question, offered: Answers): Pick<Prompt, 'default'> {
  if (row.name === 'environments') {
    return { default: offered.environments.map(({ name }) => name).join(',') };
  }
  const known = row.kind === 'placeholder' ? offered.values[row.name] : offered[row.name];
  if (typeof known === 'string' && known !== '') return { default: known };
  const { suggestion } = row;
  if (suggestion === undefined) return {};
  const fill = (replies: Replies) =>
    suggestion.replaceAll('<project>', String(replies.project ?? offered.project));
  return { default: fill };
}

/** Why an input cannot be taken; an empty one is no answer, which is allowed. */
function problemOf(parse: (value: unknown) => unknown, value: unknown): true | string {
  if (value === '') return true;
  const faults: UserError[] = [];
  attempt(() => parse(value), faults);
  const [fault] = faults;
  return fault === undefined ? true : `${fault.message} ${fault.hint}`.trim();
}
