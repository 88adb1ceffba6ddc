import { grantPrompts } from './grant-prompts.ts';
import { namedRoles } from './pipeline-roles.ts';
import { MORE, type Prompt, type Replies } from './prompt.ts';
import { promptOf, textOf } from './prompt-of.ts';
import { type Question, shortMessage } from './question.ts';
import { QUESTIONS } from './questions.ts';
import { FEATURES, isTicked, soFarOf } from './replies.ts';
import { SECTIONS } from './sections.ts';
import type { Answers } from './types.ts';

/** What nobody changes in a conversation: the ID, and what is settled in the folder. */
const NOT_SHOWN = ['id', 'presets', 'values', 'starterApp', 'sourceFolder'];

/** The questions with a row in that checkbox: ticking it answers the question, or has it asked. */
export const FEATURE_QUESTIONS = QUESTIONS.filter(({ feature }) => feature !== undefined);

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
    .map((row) => (row.follows && !provided.has(row.follows) ? onlyWhereNeeded(row) : row))
    .flatMap((row) => mainPrompts(row, offered).map((one) => inSection(one, SECTIONS[row.group])));
  const more = rows.filter(({ asked }) => asked === 'more');
  const besides = rows
    .filter(({ asked }) => asked === 'never')
    .flatMap((row) => hadOf(row, offered));
  if (more.length === 0) return [...main, ...besides];
  const rest = more.flatMap((row) => [
    moreOf(row, offered),
    ...rows.filter(({ follows }) => follows === row.name).map((one) => followerOf(one, offered)),
  ]);
  const inMore = [gate(more, offered), ...rest].map((one) => inSection(one, 'More'));
  return [...main, ...inMore, ...besides];
}

/** What follows another question is asked of whoever was not asked that one where nothing works without it. */
function onlyWhereNeeded(row: Question): Question {
  const { when, needed } = row;
  return {
    ...row,
    when: (soFar) => when?.(soFar) !== false && needed?.(soFar) !== undefined,
  };
}

/** One checkbox for all that has a default: nobody walks past what they do not want to set. */
function gate(rows: readonly Question[], offered: Answers): Prompt {
  const choices = rows.map(({ name, message, explanation, when }) => ({
    value: name,
    name: shortMessage(message),
    description: explanation,
    ...(when && { when: (replies: Replies) => when(soFarOf(replies, offered)) }),
  }));
  return {
    type: 'checkbox',
    name: MORE,
    message: 'Anything else to set? (Enter: nothing; each has a default that works)',
    choices,
    pageSize: 12,
    help: 'What you tick is asked next; all else has a default. docs/flags.md has what can be set besides: names, tags, role options, values of placeholders. You can set it later, too: run this again.',
  };
}

function moreOf(row: Question, offered: Answers): Prompt {
  const { name, when } = row;
  const concerns = (replies: Replies) => when?.(soFarOf(replies, offered)) !== false;
  const value = knownText(row, offered);
  return {
    ...promptOf(row, offered),
    under: MORE,
    when: (replies) => isChosen(replies, name) && concerns(replies),
    ...(value !== undefined && { known: { value, holds: concerns } }),
  };
}

/** What is never asked, and a repo has from flags or its answers file: the review shows it. */
function hadOf(row: Question, offered: Answers): readonly Prompt[] {
  const isInitial = row.kind === 'answer' && offered[row.name] === row.initial;
  const value = isInitial || NOT_SHOWN.includes(row.name) ? undefined : textOf(row, offered);
  if (value === undefined || value === '') return [];
  const { type: _, choices: __, ...prompt } = promptOf(row, offered);
  return [{ ...prompt, type: 'input', default: value, known: { value, holds: () => true } }];
}

function followerOf(row: Question, offered: Answers): Prompt {
  const { follows = '', when } = row;
  return {
    ...promptOf(row, offered),
    when: (replies) => isChosen(replies, follows) && when?.(soFarOf(replies, offered)) !== false,
  };
}

/** True where a question is ticked among those that have a default. */
function isChosen(replies: Replies, name: string): boolean {
  const ticked = replies[MORE];
  return Array.isArray(ticked) && ticked.includes(name);
}

/** What was answered before, of a question that is not asked again; undefined: its default. */
function knownText(row: Question, offered: Answers): unknown {
  if (row.kind === 'placeholder') return textOf(row, offered);
  if (row.name === 'roles') {
    return offered.roles === 'recommended' ? undefined : namedRoles(offered.roles);
  }
  return offered[row.name] === row.initial ? undefined : offered[row.name];
}

function inSection(prompt: Prompt, section: string): Prompt {
  return { ...prompt, section };
}

function mainPrompts(row: Question, offered: Answers): readonly Prompt[] {
  if (row.name === 'grants') return [featuresPrompt(row, offered), ...grantPrompts(row, offered)];
  const { name, feature, featureValue, when } = row;
  const prompt = promptOf(row, offered);
  if (feature !== undefined) {
    if (featureValue !== undefined) return [];
    const holds = (replies: Replies) => isTicked(replies, name);
    const value = prompt.default ?? 'as they are';
    const known = isFeatureOn(name, offered) && { known: { value, holds } };
    return [{ ...prompt, when: holds, ...known }];
  }
  if (when === undefined) return [prompt];
  return [{ ...prompt, when: (replies) => when(soFarOf(replies, offered)) }];
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
  const help =
    'Each feature ticked gives the task role the permissions of that feature alone, on the resources that you name next. As flags: --grant, --secrets, --parameters, --exec. ecs-iam list grants shows all of them.';
  return { type: 'checkbox', name: FEATURES, message, choices: all, pageSize: 12, help };
}

/** True where the offered answers have a feature already. */
export function isFeatureOn(name: string, offered: Answers): boolean {
  if (name === 'exec') return offered.exec !== 'off';
  return (name === 'secrets' || name === 'parameters') && offered[name].length > 0;
}
