import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Flag, isOn } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { throwFaults } from '../errors.ts';
import { type AccessMap, accessMap } from '../map/graph.ts';
import { htmlMap } from '../map/html.ts';
import { mermaidMap } from '../map/mermaid.ts';
import { svgMap } from '../map/svg.ts';
import { definedIn } from './defined-here.ts';
import { environmentOf } from './environment-of.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { findRepo, loadService } from './load-repo.ts';
import { nameOtherAnswers } from './retired.ts';

const FORMATS = ['mermaid', 'svg', 'html', 'json'] as const;

/** The flags of `map`. */
export const MAP_FLAGS: readonly Flag[] = [
  valueFlag('environment', 'NAME', 'One environment of the repo (else all).'),
  { ...valueFlag('format', 'FORMAT', 'How to draw it.'), choices: FORMATS },
  valueFlag('output', 'FILE', 'A file to write it to.'),
  plainFlag('json', 'The same as --format json.'),
  plainFlag('open', 'Writes the page (html) to a temporary file and opens it.'),
  ...LAST_FLAGS,
];

/**
 * Draws who trusts whom, who passes what, and who may do what to which resource. Gives the exit code.
 *
 * @throws UserError what loading the repo throws; `UnknownEnvironment`.
 */
export async function runMap({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const { flags, positionals } = line;
  const root = findRepo(resolve(from, positionals[0] ?? '.'));
  const service = loadService(root);
  nameOtherAnswers(root, service, io);
  const name = flags.environment?.at(-1);
  const all = service.environments;
  const environments = name === undefined ? all : [environmentOf(all, name)];
  const parts = await Promise.all(environments.map((one) => definedIn(root, service, one)));
  const map = accessMap(
    service.model.project,
    parts.map(({ environment, facts, defined: documents }) => ({ environment, facts, documents })),
  );
  const opens = isOn(flags, 'open');
  const format = isOn(flags, 'json')
    ? 'json'
    : (flags.format?.at(-1) ?? (opens ? 'html' : 'mermaid'));
  const text = printed(map, format);
  const output = flags.output?.at(-1);
  if (output === undefined && !opens) {
    io.out(text);
    return EXIT.done;
  }
  const path =
    output === undefined
      ? join(mkdtempSync(join(tmpdir(), 'ecs-iam-map-')), `map.${format}`)
      : resolve(from, output);
  writeFileSync(path, text);
  io.err(`Wrote ${path}.\n`);
  if (opens) openFile(path);
  return EXIT.done;
}

function printed(map: AccessMap, format: string): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, ...map }, null, 2)}\n`;
    case 'svg':
      return svgMap(map);
    case 'html':
      return htmlMap(map);
    default:
      return mermaidMap(map);
  }
}

/** By the program of the system; where there is none, the path was said. */
function openFile(path: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(command, [path], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
