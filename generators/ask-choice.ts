import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  useKeypress,
  usePrefix,
  useRef,
  useState,
} from '@inquirer/core';
import { shortMessage } from '../lib/answers/question.ts';
import { below, columns, cut, paint, rows, titled } from './ask-screen.ts';

/** One thing to choose. */
interface Choice {
  readonly value: string;
  readonly name: string;
  readonly description: string;
}

/** What a choice is asked with. */
export interface ListQuestion {
  readonly message: string;
  readonly choices: readonly Choice[];
  /** Several may be ticked; else one is taken. */
  readonly isMultiple: boolean;
  /** What is ticked, or where the mark stands, at first. */
  readonly offered: readonly string[];
  readonly pageSize: number;
  /** The text that '?' shows. */
  readonly help: string;
  readonly problemOf: (values: readonly string[]) => true | string;
}

/** Lists that are longer say that they can be searched. */
const SEARCHED = 8;

/** Rows of the question, its description, the keys. */
const AROUND = 8;

/**
 * Asks for one of some choices, or for several. What is typed narrows the list; what is ticked stays
 * so, also out of sight. Enter alone goes on.
 */
export const askChoice = createPrompt<readonly string[], ListQuestion>((question, done) => {
  const { message, choices, isMultiple, offered, help, problemOf } = question;
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [chosen, setChosen] = useState(offered);
  const [search, setSearch] = useState('');
  const found = choices.filter((one) => matches(one, search));
  const start = isMultiple ? 0 : choices.findIndex(({ value }) => value === offered[0]);
  const [at, setAt] = useState(Math.max(start, 0));
  const [problem, setProblem] = useState('');
  const [isExplained, setExplained] = useState(false);
  const top = useRef(0);
  const prefix = usePrefix({ status });
  const marked = found[at];

  useKeypress((key, rl) => {
    if (status !== 'idle') return;
    const typed = rl.line;
    rl.clearLine(0);
    setProblem('');
    if (isEnterKey(key)) {
      const values = isMultiple ? chosen : marked ? [marked.value] : [];
      const fault = values.length === 0 && !isMultiple ? 'Nothing fits.' : problemOf(values);
      if (fault !== true) {
        setProblem(fault);
        return;
      }
      setChosen(values);
      setStatus('done');
      done(values);
    } else if (isUpKey(key)) setAt(Math.max(at - 1, 0));
    else if (isDownKey(key)) setAt(Math.min(at + 1, found.length - 1));
    else if (isMultiple && isSpaceKey(key)) {
      if (marked !== undefined) setChosen(toggled(choices, chosen, marked.value));
    } else if (typed === '?') setExplained(!isExplained);
    else if (key.name === 'backspace' || key.name === 'escape' || typed.trim() !== '') {
      setSearch(key.name === 'escape' ? '' : searchAfter(search, key.name, typed));
      setAt(0);
    }
  });

  if (status === 'done') {
    const names = choices.filter(({ value }) => chosen.includes(value)).map(({ name }) => name);
    return titled(prefix, shortMessage(message), paint('cyan', names.join(', ') || 'none'));
  }
  const size = Math.max(Math.min(question.pageSize, rows() - AROUND), 3);
  top.current = windowTop(top.current, at, { size, count: found.length });
  const shown = found.slice(top.current, top.current + size);
  const lines = shown.map((one, index) => {
    const isMarked = top.current + index === at;
    const tick = isMultiple ? (chosen.includes(one.value) ? '◉ ' : '◯ ') : ' ';
    const text = cut(`${isMarked ? '❯' : ' '}${tick}${one.name}`, columns() - 1);
    return isMarked ? paint('cyan', text) : text;
  });
  const after = found.length - top.current - shown.length;
  return [
    `${titled(prefix, message, '')}${search === '' ? '' : ` ${paint('cyan', search)}`}`,
    [
      ...(top.current > 0 ? [paint('dim', `  ↑ ${top.current} more above`)] : []),
      ...(found.length === 0 ? ['  Nothing fits; backspace shows more.'] : lines),
      ...(after > 0 ? [paint('dim', `  ↓ ${after} more below`)] : []),
      ...(marked?.description ? [paint('dim', below(marked.description))] : []),
      ...(isExplained ? [below(help)] : []),
      ...(problem === '' ? [] : [paint('red', below(problem))]),
      paint('dim', cut(keysOf(isMultiple, choices.length), columns() - 1)),
    ].join('\n'),
  ];
});

/** True where every word typed stands in the choice. */
function matches({ name, value, description }: Choice, search: string): boolean {
  const text = `${name} ${value} ${description}`.toLowerCase();
  return search
    .toLowerCase()
    .split(' ')
    .every((word) => text.includes(word));
}

function searchAfter(search: string, key: string, typed: string): string {
  return key === 'backspace' ? search.slice(0, -1) : `${search}${typed}`;
}

/** In the order of the choices, whatever was ticked first. */
function toggled(
  choices: readonly Choice[],
  chosen: readonly string[],
  value: string,
): readonly string[] {
  const isOn = (one: string) => (one === value ? !chosen.includes(one) : chosen.includes(one));
  return choices.map((one) => one.value).filter(isOn);
}

/** The first choice shown, so that the marked one is in sight and the list moves no more than it has to. */
function windowTop(
  before: number,
  at: number,
  { size, count }: { readonly size: number; readonly count: number },
): number {
  const least = Math.max(at - size + 1, 0);
  const most = Math.min(at, Math.max(count - size, 0));
  return Math.max(Math.min(before, most), least);
}

function keysOf(isMultiple: boolean, count: number): string {
  return [
    isMultiple ? 'Enter goes on' : 'Enter takes it',
    '↑↓ moves',
    ...(isMultiple ? ['space ticks'] : []),
    ...(count > SEARCHED ? ['letters search'] : []),
    '? explains',
  ].join(' · ');
}
