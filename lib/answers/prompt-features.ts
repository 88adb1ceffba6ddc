import { type GrantId, grantById, isGrantId } from '../grants/registry.ts';
import { placeholderSpec } from '../iam/placeholders.ts';
import { attempt } from './parse/basic.ts';
import { grantPlaceholders, neededGrantPlaceholders, parseGrants } from './parse/grants.ts';
import type { Prompt, PromptChoice, Replies } from './prompt-types.ts';
import type { Question } from './question.ts';
import { QUESTIONS } from './questions.ts';
import type { Answers, Grant } from './types.ts';

/** The rows that stand in the checkbox besides the presets. */
export const FEATURE_ROWS = QUESTIONS.filter(({ feature }) => feature !== undefined);

/** The name of the checkbox among the replies. */
export const FEATURES = 'features';

/** What can be ticked: features with a question of their own, then the presets. */
export function featureChoices(offered: Answers, row: Question): readonly PromptChoice[] {
  const ticked = offered.grants.map(({ preset }) => preset);
  return [
    ...FEATURE_ROWS.map(({ name, feature = '', explanation }) => ({
      value: name,
      name: feature,
      description: explanation,
      checked: isOn(name, offered),
    })),
    ...(row.choices ?? []).map(({ value, title, hint = '' }) => ({
      value,
      name: title,
      description: hint,
      checked: ticked.some((preset) => preset === value),
    })),
  ];
}

/** True where the offered answers have the feature already. */
export function isOn(name: string, offered: Answers): boolean {
  if (name === 'exec') return offered.exec !== 'off';
  return (name === 'secrets' || name === 'parameters') && offered[name].length > 0;
}

/** True once a feature is ticked. */
export function isTicked(replies: Replies, name: string): boolean {
  const ticked = replies[FEATURES];
  return Array.isArray(ticked) && ticked.includes(name);
}

/** One input for each placeholder that a preset ticked just now needs. */
export function grantPrompts(offered: Answers, row: Question): readonly Prompt[] {
  const presets = (row.choices ?? []).map(({ value }) => value).filter(isGrantId);
  return presets.flatMap((preset) =>
    newPlaceholders(preset, offered).map(
      (placeholder): Prompt => ({
        type: 'input',
        name: `grants:${preset}:${placeholder}`,
        message: `${placeholderSpec(placeholder).meaning} (${grantById(preset).title}; may hold <environment>; Enter leaves the feature out)`,
        when: (replies) => isTicked(replies, preset),
        validate: (value) => value === '' || problem(preset, placeholder, String(value)),
      }),
    ),
  );
}

function newPlaceholders(
  preset: GrantId,
  offered: Answers,
): ReturnType<typeof neededGrantPlaceholders> {
  if (offered.grants.some((grant) => grant.preset === preset)) return [];
  const known = (placeholder: keyof Answers['values']) =>
    offered.values[placeholder] !== undefined ||
    offered.environments.every(({ values }) => values[placeholder] !== undefined);
  return neededGrantPlaceholders(preset).filter((placeholder) => !known(placeholder));
}

function problem(preset: GrantId, placeholder: string, value: string): true | string {
  const faults: Error[] = [];
  attempt(() => parseGrants([{ preset, [placeholder]: value }]), faults as never);
  return faults[0]?.message ?? true;
}

/** The grants that the replies ask for, and the presets left out for want of a value. */
export function grantsFromReplies(
  replies: Replies,
  offered: Answers,
): { readonly grants: readonly Grant[]; readonly leftOut: readonly GrantId[] } {
  const ticked = replies[FEATURES];
  if (!Array.isArray(ticked)) return { grants: offered.grants, leftOut: [] };
  const kept = offered.grants.filter(({ preset }) => ticked.includes(preset));
  const fresh = ticked
    .filter(isGrantId)
    .filter((preset) => !offered.grants.some((grant) => grant.preset === preset));
  const leftOut = fresh.filter((preset) =>
    newPlaceholders(preset, offered).some(
      (placeholder) => !replies[`grants:${preset}:${placeholder}`],
    ),
  );
  const added = fresh
    .filter((preset) => !leftOut.includes(preset))
    .map((preset) => ({ preset, values: valuesOf(preset, replies) }));
  return { grants: [...kept, ...added], leftOut };
}

function valuesOf(preset: GrantId, replies: Replies): Grant['values'] {
  const given = grantPlaceholders(preset).map((placeholder) => [
    placeholder,
    replies[`grants:${preset}:${placeholder}`],
  ]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ''));
}
