import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { packageFolder } from '../package-folder.ts';

/** A preset that a user names, and where it stands. */
export interface FoundPreset {
  /** As ecs-iam.json names it: a path from the repo's folder, or the name of a package. */
  readonly reference: string;
  /** Absolute. */
  readonly file: string;
  /** As messages show it. */
  readonly shown: string;
}

/** The file of a package that holds its preset. */
const PACKAGE_FILE = 'preset.json';

/**
 * Finds a preset: a JSON file by its path from `from`, or an installed package from the folder `home`
 * or `from` upwards, or beside this program, where a portal has both. Nothing is fetched.
 *
 * @throws UserError `PresetNotFound`.
 */
export function findPreset(text: string, from: string, home: string): FoundPreset {
  if (/^[./]|\.json$/.test(text) || isAbsolute(text)) return presetFile(text, from, home);
  const name = packageName(text);
  const places = new Set([resolve(home), resolve(from), packageFolder].flatMap(foldersFrom));
  const file = [...places]
    .map((folder) => join(folder, 'node_modules', name, PACKAGE_FILE))
    .find((one) => existsSync(one));
  if (file !== undefined) return { reference: text, file, shown: `${name}/${PACKAGE_FILE}` };
  throw new UserError(
    'PresetNotFound',
    `There is no preset '${text}': no node_modules has ${name}/${PACKAGE_FILE}.`,
    `Install it with npm install --save-dev ${name}, or name a file as ./${basename(text)}.json.`,
  );
}

function presetFile(text: string, from: string, home: string): FoundPreset {
  const file = resolve(from, text);
  if (!existsSync(file)) {
    const hint = 'Check the path; ecs-iam preset new FILE makes one.';
    throw new UserError('PresetNotFound', `There is no preset '${text}': no such file.`, hint);
  }
  const path = relative(resolve(home), file).split(sep).join('/');
  const reference = /^[./]/.test(path) || isAbsolute(path) ? path : `./${path}`;
  return { reference, file, shown: text };
}

/** `acme` is the package ecs-iam-preset-acme, `@acme/base` is @acme/ecs-iam-preset-base. */
function packageName(text: string): string {
  if (/(^|\/)ecs-iam-preset(-|$)/.test(text)) return text;
  return text.replace(/([^/]+)$/, 'ecs-iam-preset-$1');
}

/** A folder and those above it, the nearest first. */
function foldersFrom(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersFrom(above)];
}
