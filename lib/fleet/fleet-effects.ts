import { effectsText } from '../report/effects-text.ts';
import type { ServiceOutcome } from './outcome.ts';

/** Paragraphs that a reader still reads, and names in a line. */
const MOST_PARAGRAPHS = 40;
const MOST_NAMES = 6;

/**
 * What a preview says of the roles of services, in paragraphs; services with the same but for their
 * names are one, which shows the first of them.
 */
export function fleetEffectsText(outcomes: readonly ServiceOutcome[]): string {
  const alike = new Map<string, ServiceOutcome[]>();
  for (const outcome of outcomes) {
    if (outcome.effects === undefined || outcome.effects.length === 0) continue;
    const name = new RegExp(`(?<![A-Za-z0-9])${outcome.service}(?![A-Za-z0-9])`, 'g');
    const key = JSON.stringify(outcome.effects).replace(name, '<service>');
    alike.set(key, [...(alike.get(key) ?? []), outcome]);
  }
  const all = [...alike.values()];
  const paragraphs = all.slice(0, MOST_PARAGRAPHS).map((same) => {
    const [{ effects = [] } = {}] = same;
    return `\n${namesOf(same)}\n${effectsText(effects)}`;
  });
  const left = all.slice(MOST_PARAGRAPHS).flat().length;
  const rest = `\nThe roles of ${left} further services change too; --json has all.\n`;
  return [...paragraphs, ...(left === 0 ? [] : [rest])].join('');
}

/** `orders, shop and 3 more (shown for orders)`. */
function namesOf(outcomes: readonly ServiceOutcome[]): string {
  const names = outcomes.map(({ service }) => service);
  const [first = ''] = names;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  if (names.length === 1) return shown;
  const more = names.length - MOST_NAMES;
  return `${shown}${more > 0 ? ` and ${more} more` : ''} (shown for ${first})`;
}
