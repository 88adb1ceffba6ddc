import { GRANTS, type GrantId, isGrantId } from '../grants/registry.ts';
import { grantNumbers, grantPromptName, missingPlaceholders } from './grant-prompts.ts';
import { grantPlaceholders } from './parse/grants.ts';
import type { Replies } from './prompt.ts';
import { isTicked } from './replies.ts';
import type { Answers, Grant } from './types.ts';

/** The grants whose presets are ticked, and the presets left out because a value is missing. */
export function grantsFrom(
  replies: Replies,
  offered: Answers,
): { readonly grants: readonly Grant[]; readonly leftOut: readonly GrantId[] } {
  const ofTeam = offered.grants.filter(({ preset }) => !isGrantId(preset));
  const ticked = GRANTS.map(({ id }) => id).filter((id) => isTicked(replies, id));
  const all = ticked.map((preset) => ({
    preset,
    grants: grantsOf(preset, replies, offered).filter((one) => isComplete(one.grant, offered)),
  }));
  const placed = [
    ...ofTeam.map((grant) => ({ grant, place: offered.grants.indexOf(grant) })),
    ...all.flatMap(({ grants }) => grants),
  ];
  return {
    grants: placed.toSorted((one, other) => one.place - other.place).map(({ grant }) => grant),
    leftOut: all.filter(({ grants }) => grants.length === 0).map(({ preset }) => preset),
  };
}

/** A grant, and where it stood among the answers, so that a run that changes nothing writes nothing. */
interface Placed {
  readonly grant: Grant;
  readonly place: number;
}

function grantsOf(preset: GrantId, replies: Replies, offered: Answers): readonly Placed[] {
  const had = offered.grants.filter((one) => one.preset === preset);
  const numbers = grantNumbers(preset, offered, replies);
  const isPlain = missingPlaceholders(preset, offered).length === 0 && numbers.length === 0;
  return (isPlain ? [1] : numbers).map((number) => {
    const before = had[number - 1];
    const values = { ...before?.values, ...valuesFrom(replies, { preset, number }) };
    return {
      grant: { ...before, preset, values },
      place: before === undefined ? offered.grants.length : offered.grants.indexOf(before),
    };
  });
}

function isComplete({ preset, values }: Grant, offered: Answers): boolean {
  return (
    isGrantId(preset) &&
    missingPlaceholders(preset, offered).every((one) => values[one] !== undefined)
  );
}

function valuesFrom(replies: Replies, slot: { preset: GrantId; number: number }): Grant['values'] {
  const values = grantPlaceholders(slot.preset).map((placeholder) => [
    placeholder,
    replies[grantPromptName(slot, placeholder)],
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== ''));
}
