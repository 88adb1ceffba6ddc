import { diffArrays } from 'diff';

/**
 * A text with the changes that lead from one printing of it to another: lines that no change is about
 * stay as they stand in the text, however a printer would write them.
 */
export function keepLines(text: string, before: string, after: string): string {
  const [own, printed] = [text.split('\n'), before.split('\n')];
  const { isKept, added } = changesFrom(printed, after.split('\n'));
  const lines: string[] = [];
  let at = 0;
  for (const part of partsOf(own, printed)) {
    const indexes = Array.from({ length: part.printed }, (_, index) => at + index);
    const isTouched = indexes.some((index) => !isKept(index) || (index > at && added.has(index)));
    if (part.printed > 0) lines.push(...(added.get(at) ?? []));
    if (!isTouched) lines.push(...part.own);
    for (const index of isTouched ? indexes : []) {
      if (index > at) lines.push(...(added.get(index) ?? []));
      if (isKept(index)) lines.push(printed[index] ?? '');
    }
    at += part.printed;
  }
  return [...lines, ...(added.get(at) ?? [])].join('\n');
}

/** Which lines stay, and those that come before each line. */
function changesFrom(before: readonly string[], after: readonly string[]) {
  const gone = new Set<number>();
  const added = new Map<number, readonly string[]>();
  let at = 0;
  for (const { value, added: isNew, removed } of diffArrays([...before], [...after])) {
    if (isNew) added.set(at, value);
    else {
      if (removed) value.forEach((_, index) => void gone.add(at + index));
      at += value.length;
    }
  }
  return { isKept: (index: number) => !gone.has(index), added };
}

/** Lines of the text, and how many printed lines they are. */
interface Part {
  readonly own: readonly string[];
  readonly printed: number;
}

/** The text in parts as small as can be: most often a line, which differs in its blanks alone. */
function partsOf(own: readonly string[], printed: readonly string[]): readonly Part[] {
  const bare = (line: string) => line.replace(/\s/g, '');
  const parts: Part[] = [];
  let at = 0;
  let left: readonly string[] = [];
  for (const { count, added, removed } of diffArrays(own.map(bare), printed.map(bare))) {
    if (removed) {
      left = own.slice(at, at + count);
      at += count;
    } else if (added) {
      parts.push({ own: left, printed: count });
      left = [];
    } else {
      if (left.length > 0) parts.push({ own: left, printed: 0 });
      left = [];
      for (const line of own.slice(at, at + count)) parts.push({ own: [line], printed: 1 });
      at += count;
    }
  }
  return left.length === 0 ? parts : [...parts, { own: left, printed: 0 }];
}
