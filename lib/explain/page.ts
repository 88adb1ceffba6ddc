import { wrapWords } from '../wrap.ts';

/** An explanation as a page: what every form of output is made from. */
export interface Page {
  readonly title: string;
  readonly sections: readonly Section[];
}

/** An explanation for people and for programs. */
export interface Explanation {
  readonly page: Page;
  readonly json: object;
}

/** A heading with its rows. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Sections below it. */
  readonly sections?: readonly Section[];
}

/** A sentence, a message or name to be kept to the letter, an item of a list, or a web page. */
export interface Row {
  readonly kind: 'text' | 'exact' | 'item' | 'link';
  readonly text: string;
}

/** Some sentences. */
export function texts(...sentences: readonly (string | undefined)[]): readonly Row[] {
  return rows('text', sentences);
}

/** Items of a list. */
export function items(list: readonly string[]): readonly Row[] {
  return rows('item', list);
}

/** Web pages, each once. */
export function links(list: readonly string[]): readonly Row[] {
  return rows('link', [...new Set(list)]);
}

/** Something to be kept to the letter. */
export function exact(text: string): readonly Row[] {
  return rows(
    'exact',
    text.split('\n').filter((line) => line !== ''),
  );
}

function rows(kind: Row['kind'], list: readonly (string | undefined)[]): readonly Row[] {
  return list.flatMap((text) => (text === undefined || text === '' ? [] : [{ kind, text }]));
}

/** The page as plain text, wrapped to a width in columns. */
export function pageText({ title, sections }: Page, width: number): string {
  const parts = sections.map((section) => sectionText(section, { width, indent: 0 }));
  return `${[...wrapWords(title, width), ...parts.flat()].join('\n')}\n`;
}

interface Layout {
  readonly width: number;
  readonly indent: number;
}

function sectionText(section: Section, { width, indent }: Layout): readonly string[] {
  const margin = ' '.repeat(indent);
  const inner = indent + 2;
  return [
    '',
    ...wrapWords(section.title, width - indent).map((line) => margin + line),
    ...section.rows.flatMap((row) => rowText(row, { width, indent: inner })),
    ...(section.sections ?? []).flatMap((one) => sectionText(one, { width, indent: inner })),
  ];
}

function rowText({ kind, text }: Row, { width, indent }: Layout): readonly string[] {
  const margin = ' '.repeat(indent);
  if (kind === 'exact') return [`${margin}  ${text}`];
  if (kind === 'link') return [`${margin}${text}`];
  const [begin, next] = kind === 'item' ? ['- ', '  '] : ['', ''];
  return wrapWords(text, width - indent - begin.length).map(
    (line, index) => `${margin}${index === 0 ? begin : next}${line}`,
  );
}

/** The page as Markdown; `level` is that of its title. */
export function pageMarkdown({ title, sections }: Page, level = 1): string {
  const parts = sections.flatMap((one) => sectionMarkdown(one, level + 1));
  return `${[`${'#'.repeat(level)} ${inline(title)}`, ...parts].join('\n\n')}\n`;
}

function sectionMarkdown(section: Section, level: number): readonly string[] {
  return [
    `${'#'.repeat(Math.min(level, 6))} ${inline(section.title)}`,
    ...paragraphs(section.rows),
    ...(section.sections ?? []).flatMap((one) => sectionMarkdown(one, level + 1)),
  ];
}

/** Rows of one kind that follow each other are one list or one block. */
function paragraphs(list: readonly Row[]): readonly string[] {
  const found: { kind: Row['kind']; lines: string[] }[] = [];
  for (const { kind, text } of list) {
    const line = markdownRow(kind, text);
    const last = found.at(-1);
    if (last !== undefined && last.kind === kind && kind !== 'text') last.lines.push(line);
    else found.push({ kind, lines: [line] });
  }
  return found.map(({ kind, lines }) =>
    kind === 'exact' ? `\`\`\`text\n${lines.join('\n')}\n\`\`\`` : lines.join('\n'),
  );
}

function markdownRow(kind: Row['kind'], text: string): string {
  if (kind === 'exact') return text;
  if (kind === 'link') return `- <${text}>`;
  return kind === 'item' ? `- ${inline(text)}` : inline(text);
}

/** Names of AWS as code, and no other markup: `*` and `<` are common in them. */
function inline(text: string): string {
  return text
    .split(' ')
    .map((word) => {
      const [, begin = '', core = '', end = ''] = /^(\(?)(.*?)([),.;:]*)$/.exec(word) ?? [];
      return isName(core) ? `${begin}\`${core}\`${end}` : word.replace(/[<*_|]/g, '\\$&');
    })
    .join(' ');
}

/** An ARN, an action, a key, a flag, a path, a placeholder, or several capitals in one word. */
function isName(word: string): boolean {
  return (
    /^arn:|^[\w-]+:[\w-]*|^--\w|[*<>]|\/\w|^\w+\.\w+\.\w|^[a-z]+[A-Z]|^-\?/.test(word) &&
    !/^https?:/.test(word)
  );
}
