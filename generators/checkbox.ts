import { styleText } from 'node:util';
import {
  createPrompt,
  isBackspaceKey,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  type KeypressEvent,
  makeTheme,
  useKeypress,
  usePagination,
  usePrefix,
  useState,
} from '@inquirer/core';

/** A choice as our prompts have it. */
interface Choice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
  readonly checked?: boolean;
}

interface Config {
  readonly message: string;
  readonly choices: readonly Choice[];
  readonly pageSize?: number;
  readonly validate?: (ticked: readonly Choice[]) => true | string | Promise<true | string>;
}

const KEYS = [
  ['↑↓', 'move'],
  ['space', 'tick'],
  ['letters', 'find'],
  ['⏎', 'go on'],
] as const;

/**
 * A checkbox whose list narrows while somebody types: inquirer's own has no way to find one of forty
 * choices. What is ticked stays ticked, seen or not.
 */
export const checkbox = createPrompt<string[], Config>((config, done) => {
  const { choices, pageSize = 12, validate } = config;
  const theme = makeTheme({}, {});
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [ticked, setTicked] = useState<readonly string[]>(
    choices.filter(({ checked }) => checked).map(({ value }) => value),
  );
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [fault, setFault] = useState('');
  const prefix = usePrefix({ status, theme });
  const found = choices.filter((one) => isFound(one, typed));
  const at = Math.min(active, Math.max(found.length - 1, 0));
  const chosen = choices.filter(({ value }) => ticked.includes(value));

  useKeypress(async (key, line) => {
    if (isEnterKey(key)) {
      const valid = (await validate?.(chosen)) ?? true;
      if (valid !== true) return setFault(valid);
      setStatus('done');
      return done(chosen.map(({ value }) => value));
    }
    setFault('');
    if (isUpKey(key)) return setActive(at === 0 ? Math.max(found.length - 1, 0) : at - 1);
    if (isDownKey(key)) return setActive(at + 1 >= found.length ? 0 : at + 1);
    if (isSpaceKey(key)) {
      line.clearLine(0);
      const value = found[at]?.value;
      if (value === undefined) return;
      const others = ticked.filter((one) => one !== value);
      return setTicked(others.length < ticked.length ? others : [...ticked, value]);
    }
    setActive(0);
    setTyped(isBackspaceKey(key) ? typed.slice(0, -1) : typed + letterOf(key));
  });

  const page = usePagination({
    items: found,
    active: at,
    pageSize,
    loop: false,
    renderItem: ({ item, isActive }) => {
      const mark = ticked.includes(item.value) ? styleText('green', '◉') : '◯';
      const text = `${isActive ? '❯' : ' '}${mark} ${item.name}`;
      return isActive ? theme.style.highlight(text) : text;
    },
  });
  const message = theme.style.message(config.message, status);
  if (status === 'done') {
    const names = chosen.map(({ name }) => name).join(', ');
    return [prefix, message, theme.style.answer(names)].join(' ');
  }
  const { description } = found[at] ?? {};
  return [
    [prefix, message, typed && styleText('cyan', typed)].filter(Boolean).join(' '),
    found.length > 0
      ? page
      : `  Nothing has '${typed}' in it; the backspace key takes letters away.`,
    found.length > pageSize ? styleText('dim', `  ${found.length} in all: ↓ shows more`) : ' ',
    description && styleText('cyan', description),
    fault && theme.style.error(fault),
    KEYS.map(([key, does]) => `${styleText('bold', key)} ${styleText('dim', does)}`).join(
      styleText('dim', ' • '),
    ),
  ]
    .filter(Boolean)
    .join('\n');
});

/** True where every word typed stands in the choice. */
function isFound({ name, description = '', value }: Choice, typed: string): boolean {
  const text = `${name} ${description} ${value}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The character of a key that types one. */
function letterOf({ name, ctrl }: KeypressEvent): string {
  return !ctrl && /^[\w./-]$/.test(name ?? '') ? name : '';
}
