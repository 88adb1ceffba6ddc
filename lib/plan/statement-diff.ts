import {
  type CanonicalStatement,
  canonicalDocument,
  listOf,
  meaningOf,
  recordOf,
} from '../iam/equality.ts';

/** What one element of a statement gained and lost: `Action`, `Resource`, `condition StringEquals …`. */
export interface ElementDiff {
  readonly element: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** How one statement differs; an added or removed one lists all that it says. */
export interface StatementDiff {
  /** Its Sid, or `statement 2` where it has none. */
  readonly statement: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly elements: readonly ElementDiff[];
}

/** Lists the statements in which two documents differ in meaning; `undefined` is no document. */
export function diffDocuments(before: unknown, after: unknown): readonly StatementDiff[] {
  const old = statementsOf(before);
  const wanted = statementsOf(after);
  const same = new Set(old.map(meaningOf).filter((one) => wanted.map(meaningOf).includes(one)));
  const gone = old.filter((one) => !same.has(meaningOf(one)));
  const news = wanted.filter((one) => !same.has(meaningOf(one)));
  const fillWith = spellings([before, after]);
  const pairs = pairStatements(gone, news);
  const diffs = pairs
    .map(([from, to], index) => diffStatement(from, to, index))
    .map((diff) => ({
      ...diff,
      elements: diff.elements.map((one) => spellElement(one, fillWith)),
    }));
  const versions = [versionOf(before), versionOf(after)];
  if (versions[0] === versions[1] || before === undefined || after === undefined) return diffs;
  return [versionDiff(versions), ...diffs];
}

/** Canonical form writes actions and condition keys in lower case; people read the documents' own. */
function spellings(documents: readonly unknown[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const statement of documents.flatMap((one) => listOf(recordOf(one).Statement))) {
    const { Action, NotAction, Condition } = recordOf(statement);
    for (const action of [...listOf(Action), ...listOf(NotAction)].map(String)) {
      found.set(action.toLowerCase(), action);
    }
    for (const [operator, keys] of Object.entries(recordOf(Condition))) {
      for (const key of Object.keys(recordOf(keys))) {
        found.set(`${operator} ${key}`.toLowerCase(), `${operator} ${key}`);
      }
    }
  }
  return found;
}

function spellElement(
  { element, added, removed }: ElementDiff,
  fillWith: ReadonlyMap<string, string>,
): ElementDiff {
  const own = (value: string) => fillWith.get(value) ?? value;
  const condition = element.startsWith(CONDITION);
  return {
    element: condition ? CONDITION + own(element.slice(CONDITION.length)) : element,
    added: element.endsWith('Action') ? added.map(own) : added,
    removed: element.endsWith('Action') ? removed.map(own) : removed,
  };
}

const CONDITION = 'condition ';

function versionDiff([from, to]: readonly (string | undefined)[]): StatementDiff {
  const element = { element: 'Version', added: [to ?? ''], removed: [from ?? ''] };
  return { statement: 'document', kind: 'changed', elements: [element] };
}

function versionOf(document: unknown): string | undefined {
  return document === undefined ? undefined : canonicalDocument(document).version;
}

function statementsOf(document: unknown): readonly CanonicalStatement[] {
  return document === undefined ? [] : canonicalDocument(document).statements;
}

type Pair = readonly [CanonicalStatement | undefined, CanonicalStatement | undefined];

/** Statements of one Sid belong together; then those left over, in order, where effects agree. */
function pairStatements(
  gone: readonly CanonicalStatement[],
  news: readonly CanonicalStatement[],
): readonly Pair[] {
  const left = [...news];
  const take = (fits: (one: CanonicalStatement) => boolean) => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const bySid = gone.map(
    (one): Pair => [one, one.sid === '' ? undefined : take(({ sid }) => sid === one.sid)],
  );
  const paired = bySid.map(([from, to]): Pair => {
    if (to !== undefined || from === undefined) return [from, to];
    return [from, take((one) => one.sid === '' && one.effect === from.effect)];
  });
  return [...paired, ...left.map((one): Pair => [undefined, one])];
}

function diffStatement(
  from: CanonicalStatement | undefined,
  to: CanonicalStatement | undefined,
  index: number,
): StatementDiff {
  const one = to ?? from;
  return {
    statement: one?.sid || `statement ${index + 1}`,
    kind: kindOf(from, to),
    elements: [
      ...diffEffect(from?.effect, to?.effect),
      ...diffValues(from?.elements ?? {}, to?.elements ?? {}, ''),
      ...diffValues(from?.conditions ?? {}, to?.conditions ?? {}, CONDITION),
    ],
  };
}

function kindOf(
  from: CanonicalStatement | undefined,
  to: CanonicalStatement | undefined,
): StatementDiff['kind'] {
  if (from === undefined) return 'added';
  return to === undefined ? 'removed' : 'changed';
}

function diffEffect(from: string | undefined, to: string | undefined): readonly ElementDiff[] {
  if (from === to) return [];
  return [
    {
      element: 'Effect',
      added: to === undefined ? [] : [to],
      removed: from === undefined ? [] : [from],
    },
  ];
}

function diffValues(
  from: Readonly<Record<string, readonly string[]>>,
  to: Readonly<Record<string, readonly string[]>>,
  prefix: string,
): readonly ElementDiff[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names
    .map((name) => ({
      element: prefix + name,
      added: without(to[name] ?? [], from[name] ?? []),
      removed: without(from[name] ?? [], to[name] ?? []),
    }))
    .filter(({ added, removed }) => added.length + removed.length > 0);
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  return list.filter((value) => !other.includes(value));
}
