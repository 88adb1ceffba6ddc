import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type FlagValues, wantsJson } from '../../answers/command-line.ts';
import { UserError } from '../../errors.ts';
import { withinColumns } from '../../report/within-columns.ts';
import type { Invocation } from '../invocation.ts';

/**
 * Checks that the file for the report can be written: before a run, which would be for nothing.
 *
 * @throws UserError `CannotWrite`.
 */
export function checkOutput({ line: { flags }, from }: Invocation): void {
  const output = flags.output?.at(-1);
  if (output === undefined) return;
  const path = resolve(from, output);
  orSay(`--output: '${output}'`, () => {
    if (existsSync(path)) writeFileSync(path, '', { flag: 'a' });
    else accessSync(dirname(path), constants.W_OK);
  });
}

/** Writes a file that the user named. @throws UserError `CannotWrite`. */
export function writeNamed(path: string, name: string, text: string): void {
  orSay(`'${name}'`, () => writeFileSync(path, text));
}

function orSay(what: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    const why = String(cause).replace(/^Error: |, \w+ '.*$/g, '');
    const hint = 'Name a file in a folder that exists.';
    throw new UserError('CannotWrite', `${what} cannot be written: ${why}.`, hint, { cause });
  }
}

/** The format of a report: `text`, `json` or `junit`. */
export function formatOf(flags: FlagValues): string {
  return wantsJson(flags) ? 'json' : (flags.format?.at(-1) ?? 'text');
}

/** Writes a report to the file that --output names, or to stdout, where text keeps to the terminal's width. */
export function writeOutput({ line: { flags }, from, io }: Invocation, text: string): void {
  const output = flags.output?.at(-1);
  if (output === undefined)
    io.out(formatOf(flags) === 'text' ? withinColumns(text, io.columns) : text);
  else writeFileSync(resolve(from, output), text);
}
