import type { GrantId } from '../grants/registry.ts';
import { PLACEHOLDER_NAMES, placeholderSpec } from '../iam/placeholders.ts';
import { completeAnswers, type ParsedSources, type Resolved } from './complete.ts';
import { grantsFrom } from './grants-from-replies.ts';
import { isPairs, pairsOf } from './pairs.ts';
import { splitPerEnvironment } from './per-environment.ts';
import { namedRoles } from './pipeline-roles.ts';
import type { Ask, Prompt, Replies } from './prompt.ts';
import { isPerEnvironment, textOf } from './prompt-of.ts';
import { FEATURE_QUESTIONS, isFeatureOn, promptQuestions } from './prompts.ts';
import { type Question, shortMessage } from './question.ts';
import { QUESTIONS } from './questions.ts';
import { FEATURES, isTicked } from './replies.ts';
import { parseSources, type Sources, withReplies } from './resolve.ts';
import { valuePromptName } from './review.ts';
import { reviewed } from './reviewed.ts';
import type { Entry } from './sources.ts';
import { isWeak } from './staying.ts';
import type { Answers } from './types.ts';
import { concerning, type Walk, walk } from './walk.ts';

/** Answers after asking, and the grants left out because a value was left empty. */
export interface Asked extends Resolved {
  readonly leftOut: readonly string[];
}

/** A question that stands second, because its reply answers others. */
export interface EarlyQuestion {
  readonly prompt: Prompt;
  readonly derive: (reply: string) => readonly Entry[];
}

/** What a conversation has besides its questions. */
export interface Conversation extends Omit<Walk, 'ask'> {
  readonly early?: EarlyQuestion | undefined;
  /** Replies of a run that was interrupted. */
  readonly kept?: Replies;
  /**
   * Checks the answers as a whole and shows what they make. With it a person reviews the answers
   * before they count, and a fault asks its question again. @throws UserError for a fault.
   */
  readonly check?: (answers: Answers) => Promise<void>;
  /** Nothing will be written: the review says so. */
  readonly isPreview?: boolean;
  /** What the surroundings tell, by the name of the question: offered where nothing else is. */
  readonly suggested?: Readonly<Record<string, string>>;
}

/**
 * Asks what flags and `--answers` do not answer. Faults of the sources are reported before anyone is
 * asked.
 *
 * @throws UserError with every fault.
 */
export async function askAnswers(
  given: Sources,
  ask: Ask,
  talk: Conversation = {},
): Promise<Asked> {
  const { early, say, keep, kept = {}, check, isPreview = false } = talk;
  const walking: Walk = { ask, say, keep };
  const first = early === undefined ? kept : await askEarly(given, kept, { ask, keep, early });
  const reply = early === undefined ? '' : String(first[early.prompt.name] ?? '').trim();
  const derived = reply === '' ? [] : (early?.derive(reply) ?? []);
  const parsed = parseSources({ ...given, ...(derived.length > 0 && { derived }) });
  const { answers } = completeAnswers(parsed, true);
  const { project = answers.project } = first;
  const offered = { ...answers, project: String(project) };
  const prompts = promptQuestions(offered, namesIn(parsed)).map((one) => suggesting(one, talk));
  const replies = await walk(prompts, concerning(prompts, first), walking);
  const settle = (all: Replies): Asked => {
    const { entries, leftOut } = entriesFromReplies(all, offered);
    const complete = completeAnswers(withReplies(parsed, entries, clearedBy(all, offered)));
    // A person who pressed Enter has seen the default.
    return { answers: complete.answers, defaulted: [], leftOut };
  };
  if (check === undefined) return settle(replies);
  return reviewed(prompts, replies, { ...walking, settle, check, isPreview });
}

/** The replies to the question of the project, where nobody answered it, and to the early one. */
async function askEarly(
  sources: Sources,
  kept: Replies,
  { early, ...walking }: Walk & { readonly early: EarlyQuestion },
): Promise<Replies> {
  const parsed = parseSources(sources);
  const { answers } = completeAnswers(parsed, true);
  const prompts = promptQuestions(answers, namesIn(parsed));
  const first = prompts.filter(({ name }) => name === 'project');
  return walk([...first, early.prompt], kept, walking);
}

/** A prompt that offers what the surroundings tell, where it offers nothing yet. */
function suggesting(prompt: Prompt, { suggested = {} }: Conversation): Prompt {
  const offered = suggested[prompt.name];
  if (offered === undefined || prompt.default !== undefined) return prompt;
  return { ...prompt, message: prompt.message.replace(' (Enter: later)', ''), default: offered };
}

/** The questions whose answer, which the repo has, somebody emptied. */
function clearedBy(replies: Replies, offered: Answers): readonly string[] {
  const emptied = QUESTIONS.filter(({ name }) => replies[name] === '');
  return emptied.filter((row) => textOf(row, offered)).map(({ name }) => name);
}

/** The answers and placeholders that flags and --answers provide: they are not asked again. */
function namesIn({ entries }: ParsedSources): ReadonlySet<string> {
  const firm = entries.filter(({ from }) => !isWeak(from));
  return new Set(
    firm.map(({ path: [name = '', placeholder = ''] }) => (name === 'values' ? placeholder : name)),
  );
}

/** The raw values of the replies, and the presets left out because a value was left empty. */
export function entriesFromReplies(
  replies: Replies,
  offered: Answers,
): { readonly entries: readonly Entry[]; readonly leftOut: readonly GrantId[] } {
  const answered = QUESTIONS.flatMap((row) => {
    const value = replies[row.name];
    return value === undefined || value === '' ? [] : entriesOf(row, asProvided(row, value));
  });
  const values = PLACEHOLDER_NAMES.flatMap((placeholder): readonly Entry[] => {
    const value = replies[valuePromptName(placeholder)];
    const at = `your answer to '${placeholderSpec(placeholder).meaning}'`;
    return value === undefined
      ? []
      : [{ path: ['values', placeholder], value, from: 'prompt', at }];
  });
  if (!(FEATURES in replies)) return { entries: [...answered, ...values], leftOut: [] };
  const { grants, leftOut } = grantsFrom(replies, offered);
  const isNew = JSON.stringify(grants) !== JSON.stringify(offered.grants);
  const written = grants.map(({ preset, values }) => ({ preset, ...values }));
  const granted = QUESTIONS.filter(({ name }) => isNew && name === 'grants');
  return {
    entries: [
      ...answered,
      ...values,
      ...featureEntries(replies, offered),
      ...granted.map((row) => entryOf(row, written)),
    ],
    leftOut,
  };
}

function entryOf(row: Question, value: unknown): Entry {
  const path = row.kind === 'placeholder' ? ['values', row.name] : [row.name];
  return { path, value, from: 'prompt', at: `your answer to '${shortMessage(row.message)}'` };
}

/** The same of a reply that may name the value of each environment. */
function entriesOf(row: Question, value: unknown): readonly Entry[] {
  if (isPairs(row) && typeof value === 'string') return [entryOf(row, pairsOf(value))];
  if (!isPerEnvironment(row) || typeof value !== 'string') return [entryOf(row, value)];
  return splitPerEnvironment(value).map((one) => {
    const entry = entryOf(row, one.value);
    return one.environment === undefined
      ? entry
      : { ...entry, path: ['environments', one.environment, row.name] };
  });
}

/** Exactly the roles of a group become the name of the group. */
function asProvided({ name }: Question, value: unknown): unknown {
  const groups = ['recommended', 'all'] as const;
  if (name !== 'roles') return value;
  return groups.find((group) => String(value) === String(namedRoles(group))) ?? value;
}

/** A feature that is ticked or no longer ticked, where that changes the answer. */
function featureEntries(replies: Replies, offered: Answers): readonly Entry[] {
  return FEATURE_QUESTIONS.flatMap((row) => {
    const ticked = isTicked(replies, row.name);
    if (ticked === isFeatureOn(row.name, offered) || row.kind === 'placeholder') return [];
    if (ticked && row.featureValue === undefined) return [];
    return [entryOf(row, ticked ? row.featureValue : row.initial)];
  });
}
