import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EarlyQuestion } from '../answers/ask.ts';
import { parseSources, type Sources } from '../answers/resolve.ts';
import { UserError } from '../errors.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import { type Derived, deriveAnswers, type Given } from '../taskdef/derive.ts';
import { readTaskDefinition, type TaskdefFile } from '../taskdef/read.ts';

/**
 * The answers that the task definitions of `--from-taskdef` give.
 *
 * @throws UserError `TaskdefNotReadable`, or what reading and deriving throw.
 */
export async function deriveFromTaskdefs(
  texts: readonly string[],
  from: string,
  sources: Sources,
): Promise<Derived> {
  if (texts.length === 0) return { entries: [], notes: [] };
  const fromStdin = texts.some((one) => nameOf(one, from).name === '-')
    ? await text(process.stdin)
    : '';
  return derive(texts, from, { sources, fromStdin });
}

function derive(
  texts: readonly string[],
  from: string,
  { sources, fromStdin = '' }: { readonly sources: Sources; readonly fromStdin?: string },
): Derived {
  const files = texts.map((one) => readTaskdefFile(one, from, fromStdin));
  return deriveAnswers(files.map(readTaskDefinition), givenBy(sources));
}

/** The question for a task definition: what is typed is read and checked before the next one. */
export function taskdefQuestion(
  from: string,
  sources: Sources,
  note: (notes: readonly string[]) => void,
): EarlyQuestion {
  const read = (reply: string) => derive([reply.trim()], from, { sources });
  return {
    prompt: {
      type: 'input',
      name: 'fromTaskdef',
      message: 'A task definition to begin from (a JSON file; Enter: none)',
      validate: (reply) =>
        String(reply).trim() === '' ? true : problemOf(() => read(String(reply))),
    },
    derive: (reply) => {
      const { entries, notes } = read(reply);
      note(notes);
      return entries;
    },
  };
}

function problemOf(step: () => unknown): true | string {
  try {
    step();
    return true;
  } catch (error) {
    if (error instanceof UserError) return `${error.message} ${error.hint}`.trim();
    throw error;
  }
}

/** `[ENV.]FILE`; a file of that whole name goes before an environment of its beginning. */
function readTaskdefFile(given: string, from: string, fromStdin: string): TaskdefFile {
  const { name, ...of } = nameOf(given, from);
  if (name === '-') return { name: 'stdin', text: fromStdin, ...of };
  try {
    return { name, text: readFileSync(resolve(from, name), 'utf8'), ...of };
  } catch (cause) {
    const code: unknown = Object(cause).code;
    const why = typeof code === 'string' ? ` (${code})` : '';
    throw new UserError(
      'TaskdefNotReadable',
      `--from-taskdef: '${given}' cannot be read${why}.`,
      'Check the path; an environment stands before it with a dot: prod.FILE.',
      { cause },
    );
  }
}

function nameOf(given: string, from: string): Pick<TaskdefFile, 'name' | 'environment'> {
  const [, environment, rest] = /^([A-Za-z0-9][\w-]*)\.(.+)$/.exec(given) ?? [];
  const isWhole = statSync(resolve(from, given), { throwIfNoEntry: false })?.isFile() ?? false;
  if (isWhole || rest === undefined || environment === undefined) return { name: given };
  return { name: rest, environment };
}

/** What flags, --answers and the folder's own file say of environments and places. */
function givenBy(sources: Sources): Given {
  const { entries } = parseSources(sources);
  const named = entries.filter(({ path }) => path.length === 1 && path[0] === 'environments');
  const ofFile = entries.filter(
    ({ path, from }) => path[0] === 'environments' && path.length > 1 && from !== 'flag',
  );
  const listed = [named[0]?.parsed].flat().flatMap((one) => {
    const name: unknown = Object(one).name;
    return typeof name === 'string' ? [name] : [];
  });
  const names = listed.length > 0 ? listed : [...new Set(ofFile.map(({ path }) => path[1] ?? ''))];
  const valuesOf = (environment: string | undefined): PlaceholderValues => {
    const own = entries.filter(({ path }) => path[0] === 'environments' && path[1] === environment);
    const all = entries
      .filter(({ path }) => path[0] === 'values')
      .map(({ parsed }) => Object(parsed));
    return Object.assign({}, ...all.toReversed(), ...own.toReversed().map((one) => one.own));
  };
  return {
    ...(names.length > 0 && { environments: names }),
    placeOf: (environment) => {
      const { account, region } = valuesOf(environment);
      return { ...(account && { account }), ...(region && { region }) };
    },
    chosen: (name) => {
      const found = entries.find(({ path, from }) => from === 'flag' && path[0] === name)?.parsed;
      return typeof found === 'string' ? found : undefined;
    },
    has: (placeholder) =>
      entries.some(
        ({ path, from }) => from === 'flag' && path[0] === 'values' && path[1] === placeholder,
      ),
  };
}
