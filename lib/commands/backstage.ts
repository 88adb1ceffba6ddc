import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Flag } from '../answers/command-line.ts';
import { LAST_FLAGS, valueFlag } from '../answers/flag-forms.ts';
import { attempt } from '../answers/parse/basic.ts';
import type { Preset } from '../answers/types.ts';
import { backstageTemplate, isPackage, PUBLISHERS } from '../backstage/template.ts';
import { shown, throwFaults, UserError } from '../errors.ts';
import { readPreset } from '../preset/read.ts';
import { type FoundPreset, findPreset } from '../preset/references.ts';
import { EXIT } from './exit.ts';
import { packageVersion } from './help.ts';
import type { Invocation } from './invocation.ts';

/** The flags of `backstage`. */
export const BACKSTAGE_FLAGS: readonly Flag[] = [
  {
    ...valueFlag('preset', 'FILE|PACKAGE', 'The rules of a team: what they lock is not asked.'),
    repeatable: true,
  },
  valueFlag('output', 'FILE', 'A file to write it to, the files of presets beside it.'),
  valueFlag('name', 'NAME', "The template's name in the catalogue (default ecs-iam)."),
  valueFlag('owner', 'NAME', 'The group or user that owns it (default platform-team).'),
  {
    ...valueFlag('publish', 'WHERE', 'The action that publishes the repo (default github).'),
    choices: PUBLISHERS,
  },
  ...LAST_FLAGS,
];

/**
 * Writes a software template of Backstage that asks what presets leave open. Gives the exit code.
 *
 * @throws UserError every fault of the presets; `BadFlag`, `FileExists`, `CannotWrite`.
 */
export async function runBackstage({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const { flags } = line;
  const faults: UserError[] = [];
  const all = (flags.preset ?? []).flatMap(
    (text) => attempt(() => [presetOf(text, from)], faults)?.value ?? [],
  );
  // The later of two wins: a preset that is named again stands where it is named last.
  const found = all.filter(
    ({ place }, index) => all.findLastIndex((one) => one.place.file === place.file) === index,
  );
  faults.push(...sameNames(found.map(({ place }) => place)));
  const name = attempt(() => nameOf(flags.name?.at(-1) ?? 'ecs-iam', 'name'), faults);
  const owner = attempt(() => nameOf(flags.owner?.at(-1) ?? 'platform-team', 'owner'), faults);
  throwFaults(faults);
  const presets = found.map(({ preset }) => preset);
  const text = backstageTemplate({
    presets,
    name: name?.value ?? '',
    owner: owner?.value ?? '',
    publish: PUBLISHERS.find((one) => one === flags.publish?.at(-1)) ?? 'github',
    references: found.map(({ preset, place }) =>
      isPackage(preset) ? preset.reference : `./${basename(place.file)}`,
    ),
    version: packageVersion(),
  });
  const files = found.filter(({ preset }) => !isPackage(preset)).map(({ place }) => place.file);
  const output = flags.output?.at(-1);
  if (output === undefined) {
    io.out(text);
    const names = files.map((file) => basename(file)).join(' and ');
    if (names !== '') io.err(`Put ${names} beside it.\n`);
    return EXIT.done;
  }
  const path = resolve(from, output);
  writeBeside(path, output, { text, files });
  io.err(`Wrote ${output}. Next: register it in Backstage's catalogue.\n`);
  return EXIT.done;
}

function presetOf(
  text: string,
  from: string,
): { readonly preset: Preset; readonly place: FoundPreset } {
  const place = findPreset(text, from, from);
  return { preset: readPreset(place), place };
}

/** Files of presets stand beside the template, each by its name. */
function sameNames(places: readonly FoundPreset[]): readonly UserError[] {
  const files = places.filter((one) => !isPackage(one));
  return files.flatMap(({ file, shown: name }, index) => {
    const before = files.slice(0, index).find((one) => basename(one.file) === basename(file));
    if (before === undefined) return [];
    const message = `--preset: ${before.shown} and ${name} would be one file beside the template.`;
    return [new UserError('BadFlag', message, 'Rename one of them.')];
  });
}

/** Names of entities: https://backstage.io/docs/features/software-catalog/descriptor-format#name-required */
function nameOf(text: string, flag: string): string {
  const pattern =
    flag === 'owner'
      ? /^[A-Za-z0-9._:/-]{1,200}$/
      : /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
  if (pattern.test(text)) return text;
  const hint = 'It takes letters, digits, - _ and a dot, at most 63.';
  throw new UserError('BadFlag', `--${flag}: ${shown(text)} is not a name in Backstage.`, hint);
}

/** Writes the template, and the presets beside it where they do not lie there. */
function writeBeside(
  path: string,
  output: string,
  { text, files }: { readonly text: string; readonly files: readonly string[] },
): void {
  const copies = files
    .map((file) => ({ file, copy: join(dirname(path), basename(file)) }))
    .filter(({ file, copy }) => file !== copy);
  for (const { file, copy } of copies) {
    if (!existsSync(copy) || readFileSync(copy, 'utf8') === readFileSync(file, 'utf8')) continue;
    const hint = 'Take it away, or write the template elsewhere.';
    const message = `'${basename(copy)}' beside ${output} is another file; nothing was written.`;
    throw new UserError('FileExists', message, hint);
  }
  try {
    writeFileSync(path, text);
    for (const { file, copy } of copies) copyFileSync(file, copy);
  } catch (cause) {
    const hint = 'Check the path and its permissions.';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('CannotWrite', `'${output}' cannot be written: ${why}.`, hint, { cause });
  }
}
