import { type GrantId, grantById, isGrantId } from '../grants/registry.ts';
import { type Placeholder, placeholderSpec } from '../iam/placeholders.ts';
import { neededGrantPlaceholders, parseGrants } from './parse/grants.ts';
import type { Prompt, Replies } from './prompt.ts';
import type { Question } from './question.ts';
import { isTicked, problemOf } from './replies.ts';
import type { Answers } from './types.ts';

/** The most of one kind that a conversation asks for; flags and the answers file take any number. */
const MOST = 5;

/** One grant of a preset that a conversation asks for, by its number: 1 is the first. */
interface Slot {
  readonly preset: GrantId;
  readonly number: number;
}

/** The name of the prompt for one value of a grant. */
export function grantPromptName({ preset, number }: Slot, placeholder: Placeholder): string {
  const name = `grants:${preset}:${placeholder}`;
  return number === 1 ? name : `${name}:${number}`;
}

/** The numbers of the grants of a preset: those that the answers have, and those replied to. */
export function grantNumbers(
  preset: GrantId,
  offered: Answers,
  replies: Replies,
): readonly number[] {
  const had = offered.grants.filter((one) => one.preset === preset).length;
  const [first] = neededGrantPlaceholders(preset);
  const asked = Array.from({ length: MOST }, (_, index) => index + 1).filter(
    (number) => first !== undefined && replies[grantPromptName({ preset, number }, first)],
  );
  return [...new Set([...Array.from({ length: had }, (_, index) => index + 1), ...asked])];
}

/** The placeholders of a preset's next grant that have no value for all. */
export function missingPlaceholders(preset: GrantId, offered: Answers): readonly Placeholder[] {
  const { values, environments } = offered;
  return neededGrantPlaceholders(preset).filter(
    (placeholder) =>
      values[placeholder] === undefined &&
      environments.some((one) => one.values[placeholder] === undefined),
  );
}

/** The inputs for the grants of each preset: one grant, and another while somebody names one. */
export function grantPrompts({ choices = [] }: Question, offered: Answers): readonly Prompt[] {
  const presets = choices.map(({ value }) => value).filter(isGrantId);
  return presets.flatMap((preset) => {
    const placeholders = missingPlaceholders(preset, offered);
    const numbers = Array.from({ length: MOST }, (_, index) => index + 1);
    return numbers.flatMap((number) =>
      placeholders.map((placeholder) =>
        grantPrompt({ preset, number }, placeholder, { placeholders, offered }),
      ),
    );
  });
}

function grantPrompt(
  slot: Slot,
  placeholder: Placeholder,
  { placeholders, offered }: { placeholders: readonly Placeholder[]; offered: Answers },
): Prompt {
  const { preset, number } = slot;
  const { title } = grantById(preset);
  const { meaning } = placeholderSpec(placeholder);
  const granted = offered.grants.filter((one) => one.preset === preset);
  const [first = placeholder] = placeholders;
  const parse = (value: unknown) => parseGrants([{ preset, [placeholder]: value }]);
  const isAnother = number > 1 && placeholder === first;
  // The first value of a further grant decides whether there is one.
  const before = isAnother ? { preset, number: number - 1 } : slot;
  const holds = (replies: Replies) => {
    if (!isTicked(replies, preset)) return false;
    if (number === 1 && placeholder === first) return true;
    return before.number <= granted.length || Boolean(replies[grantPromptName(before, first)]);
  };
  const had = granted[number - 1]?.values[placeholder];
  // A repo that grants it already has its values, and whether there is another, in the review.
  const isNext = isAnother && number === granted.length + 1;
  const value = had ?? (isNext ? 'none' : undefined);
  const hint = number === 1 ? '; may hold <environment>; Enter leaves the feature out' : '';
  return {
    type: 'input',
    name: grantPromptName(slot, placeholder),
    message: isAnother
      ? `Another one? ${meaning} (${title}; Enter: no)`
      : `${meaning} (${title}${hint})`,
    when: holds,
    validate: (reply) => (reply === '?' ? helpOf(slot, placeholder) : problemOf(parse, reply)),
    ...(had !== undefined && { default: had }),
    ...(value !== undefined && {
      known: { value, holds: (replies: Replies) => isTicked(replies, preset) },
    }),
  };
}

function helpOf({ preset }: Slot, placeholder: Placeholder): string {
  const { summary } = grantById(preset);
  const { meaning, takes } = placeholderSpec(placeholder);
  return `${summary} ${meaning}: ${takes}, as a name or pasted as its ARN or address.`;
}
