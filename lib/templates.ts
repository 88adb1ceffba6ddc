import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import { packageFolder } from './package-folder.ts';
import { shellText } from './shell.ts';

/** Text that is already quoted for the place where a template puts it. */
export interface Quoted {
  readonly quoted: string;
}

/** What a template may read: quoted text, switches, and lists of views. */
export interface View {
  readonly [name: string]: Quoted | boolean | readonly View[] | readonly Quoted[];
}

/** Makes a value safe for one syntax. Templates print nothing else. */
export const quoted = {
  /** One shell word. */
  sh: (value: string): Quoted => ({ quoted: shellText(value) }),
  /** Markdown text: nothing in it becomes markup. */
  md: (value: string): Quoted => ({ quoted: value.replace(/[\\`*_[\]<>|#]/g, '\\$&') }),
  /** Markdown code. */
  code: (value: string): Quoted => ({ quoted: `\`${value.replaceAll('`', "'")}\`` }),
  /** Text that our own code made for exactly this place. */
  text: (value: string): Quoted => ({ quoted: value }),
} as const;

/** The folder `templates/` of this package. */
export const templatesFolder = join(packageFolder, 'templates');

/** What a template's file holds, read and compiled once in a process. */
const templates = new Map<string, (view: View) => string>();

/**
 * Renders one file of `templates/`. A name that ends in `.ejs` is a template; any other is copied.
 *
 * @throws Error when a hole holds anything but a Quoted: a bug of ours, never the user's.
 */
export function renderTemplate(name: string, view: View = {}): string {
  const known = templates.get(name);
  if (known !== undefined) return known(view);
  const template = readTemplate(name);
  templates.set(name, template);
  return template(view);
}

function readTemplate(name: string): (view: View) => string {
  const source = readFileSync(join(templatesFolder, name), 'utf8');
  if (!name.endsWith('.ejs')) return () => source;
  return ejs.compile(source, {
    strict: true,
    // Line numbers in a fault of ours are not worth what they cost each run.
    compileDebug: false,
    localsName: 'view',
    escape: (value: unknown) => {
      if (isQuoted(value)) return value.quoted;
      throw new Error(`Template ${name}: ${JSON.stringify(value) ?? 'undefined'} is not quoted.`);
    },
  });
}

function isQuoted(value: unknown): value is Quoted {
  return typeof value === 'object' && value !== null && 'quoted' in value;
}

/** Lists the files below a folder of `templates/`, relative to it, sorted; read once in a process. */
export function templateFiles(folder: string): readonly string[] {
  const names = folders.get(folder) ?? namesBelow(join(templatesFolder, folder));
  folders.set(folder, names);
  return names;
}

const folders = new Map<string, readonly string[]>();

function namesBelow(base: string): readonly string[] {
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(base.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** The path a template is written to: without `.ejs`, a leading `_` of any segment as `.`. */
export function writtenPath(template: string): string {
  return template
    .replace(/\.ejs$/, '')
    .split('/')
    .map((segment) => segment.replace(/^_/, '.'))
    .join('/');
}
