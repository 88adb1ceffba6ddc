import type { UserError } from '../errors.ts';
import { ROLES } from '../roles/registry.ts';
import { attempt } from './parse/basic.ts';
import {
  FEATURE_ROWS,
  FEATURES,
  featureChoices,
  grantPrompts,
  grantsFromReplies,
  isOn,
  isTicked,
} from './prompt-features.ts';
import type { Prompt, PromptChoice, Replies } from './prompt-types.ts';
import type { Question } from './question.ts';
import { QUESTIONS } from './questions.ts';
import type { Entry, Source } from './source.ts';
import type { Answers } from './types.ts';

/** What is known before anyone is asked. */
export interface BeforeAsking {
  /** Answers as they would be without asking: the prompts offer them. */
  readonly offered: Answers;
  /** Names that flags or `--answers` gave: not asked again. */
  readonly sources: ReadonlySet<string>;
}

/** The names that sources speak of: fields of Answers, and placeholders given for every environment. */
export function namedSources(source: Source): ReadonlySet<string> {
  return new Set(
    source.map(({ path: [name = '', placeholder = ''] }) =>
      name === 'values' ? placeholder : name,
    ),
  );
}

/** The questions for a person, in order, for inquirer: Yeoman's adapter and `this.prompt` take them. */
export function promptQuestions(before: BeforeAsking): readonly Prompt[] {
  const { offered, sources } = before;
  const asked = QUESTIONS.filter(({ name, asked: when }) => when !== 'never' && !sources.has(name));
  const main = asked
    .filter((row) => row.asked === 'main')
    .flatMap((row) => mainPrompts(row, before));
  const more = asked.filter((row) => row.asked === 'more');
  if (more.length === 0) return main;
  const gate: Prompt = {
    type: 'confirm',
    name: 'more',
    message: `Choose ${more.map(({ message }) => message.toLowerCase()).join(', ')} too?`,
    default: false,
  };
  const rest = more.map((row) => ({
    ...promptOf(row, offered),
    when: (replies: Replies) => replies.more === true,
  }));
  return [...main, gate, ...rest];
}

function mainPrompts(row: Question, { offered }: BeforeAsking): readonly Prompt[] {
  if (row.name === 'grants') {
    const features: Prompt = {
      type: 'checkbox',
      name: FEATURES,
      message: row.message,
      choices: featureChoices(offered, row),
      pageSize: 12,
    };
    return [features, ...grantPrompts(offered, row)];
  }
  if (row.featureValue !== undefined || (row.feature !== undefined && isOn(row.name, offered)))
    return [];
  const prompt = promptOf(row, offered);
  if (row.feature !== undefined) {
    return [{ ...prompt, when: (replies) => isTicked(replies, row.name) }];
  }
  const { when } = row;
  if (when === undefined) return [prompt];
  return [{ ...prompt, when: (replies) => when({ ...offered, ...simpleReplies(replies) }) }];
}

/** The replies that are answers as they stand. */
function simpleReplies(replies: Replies): Partial<Answers> {
  const selects = QUESTIONS.filter(({ type }) => type === 'select').map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(replies).filter(([name]) => selects.some((one) => one === name)),
  );
}

function promptOf(row: Question, offered: Answers): Prompt {
  const base = { type: row.type, name: row.name, message: row.message };
  if (row.type === 'checkbox') return { ...base, choices: roleChoices(row, offered), pageSize: 15 };
  if (row.type === 'select') {
    const choices = choicesOf(row);
    return { ...base, type: 'select', choices, default: Object(offered)[row.name] };
  }
  return {
    ...base,
    message: row.when || row.feature ? row.message : `${row.message}: ${row.explanation}`,
    ...offeredText(row, offered),
    validate: (value) => problemOf(row, value),
  };
}

function choicesOf(row: Question): readonly PromptChoice[] {
  return (row.choices ?? []).map(({ value, title, hint = '' }) => ({
    value,
    name: title,
    description: hint,
  }));
}

function roleChoices(row: Question, { roles }: Answers): readonly PromptChoice[] {
  const isCreated = (id: string) => {
    if (typeof roles !== 'string') return roles.some((role) => role === id);
    return roles === 'all' || RECOMMENDED.includes(id);
  };
  return choicesOf(row).map((choice) => ({ ...choice, checked: isCreated(choice.value) }));
}

const RECOMMENDED: readonly string[] = ROLES.filter(({ recommended }) => recommended).map(
  ({ id }) => id,
);

/** What an input offers: what is known, else a suggestion that holds the project just named. */
function offeredText(row: Question, offered: Answers): Pick<Prompt, 'default'> {
  if (row.name === 'project') return { default: offered.project };
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

/** An empty input leaves the question open; anything else must parse. */
function problemOf(row: Question, value: unknown): true | string {
  if (value === '') return true;
  const faults: UserError[] = [];
  attempt(() => row.parse(value), faults);
  const [fault] = faults;
  return fault === undefined ? true : `${fault.message} ${fault.hint}`.trim();
}

/** What the replies say, and the presets left out because a value was left empty. */
export function sourceFromReplies(
  replies: Replies,
  { offered }: BeforeAsking,
): { readonly source: Source; readonly leftOut: readonly string[] } {
  const { grants, leftOut } = grantsFromReplies(replies, offered);
  const source = QUESTIONS.flatMap((row) => givenOf(row, replies));
  const features = FEATURES in replies ? featureReplies(replies, offered) : [];
  const changed = JSON.stringify(grants) !== JSON.stringify(offered.grants);
  const written = grants.map(({ preset, values }) => ({ preset, ...values }));
  const granted = changed ? [{ path: ['grants'], value: written, at: 'Your answer' }] : [];
  return { source: [...source, ...features, ...granted], leftOut };
}

function givenOf(row: Question, replies: Replies): Source {
  const value = replies[row.name];
  if (value === undefined || value === '') return [];
  const path = row.kind === 'placeholder' ? ['values', row.name] : [row.name];
  return [{ path, value: row.name === 'roles' ? asRoles(value) : value, at: 'Your answer' }];
}

function asRoles(value: unknown): unknown {
  return Array.isArray(value) && [...value].sort().join() === [...RECOMMENDED].sort().join()
    ? 'recommended'
    : value;
}

/** A feature that is ticked or no longer ticked, where that is news. */
function featureReplies(replies: Replies, offered: Answers): readonly Entry[] {
  return FEATURE_ROWS.flatMap((row) => {
    const ticked = isTicked(replies, row.name);
    if (ticked === isOn(row.name, offered) || row.kind === 'placeholder') return [];
    if (ticked && row.featureValue === undefined) return [];
    const value = ticked ? row.featureValue : row.initial;
    return [{ path: [row.name], value, at: 'Your answer' }];
  });
}
