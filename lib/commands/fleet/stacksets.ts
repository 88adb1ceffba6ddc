import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isOn } from '../../answers/command-line.ts';
import { UserError } from '../../errors.ts';
import type { ServiceSpec } from '../../fleet/manifest.ts';
import { type Fleet, openFleet, selectServices } from '../../fleet/open-fleet.ts';
import { faultsFrom, type ServiceOutcome } from '../../fleet/outcome.ts';
import { emptied, printFile } from '../../fleet/stackset-file.ts';
import { stacksetsOf } from '../../fleet/stacksets.ts';
import { shellText } from '../../shell.ts';
import { renderTemplate } from '../../templates.ts';
import { EXIT } from '../exit.ts';
import type { Invocation } from '../invocation.ts';
import { writeFleetReport } from './new.ts';
import { checkOutput } from './write-report.ts';

const SCRIPT = 'deploy-stacksets.sh';

/**
 * Writes the StackSets of services and the script that deploys them, only what changed; a broken
 * service stops none of the others. Gives the exit code.
 *
 * @throws UserError what keeps the manifest from being read; `CannotWrite`.
 */
export async function writeStacksets(invocation: Invocation, file: string): Promise<number> {
  const { line, from, io } = invocation;
  const { flags } = line;
  checkOutput(invocation);
  const dryRun = isOn(flags, 'dry-run');
  const fleet = openFleet(from, file);
  const services = selectServices(fleet.services, flags.only);
  const given = flags.folder?.at(-1);
  const place = given === undefined ? join(fleet.root, 'stacksets') : resolve(from, given);
  const write = writerIn(place, dryRun);
  const outcomes = services.map((spec) => written(fleet, spec, { place, write }));
  write(SCRIPT, renderTemplate(`fleet/${SCRIPT}`));
  if (!dryRun) chmodSync(join(place, SCRIPT), 0o755);
  const gone = flags.only === undefined ? foldersBeside(place, fleet.services) : [];
  for (const name of gone) emptyFiles(place, name, { kept: [], write });
  writeFleetReport(invocation, { command: 'stacksets', outcomes, left: 0, dryRun });
  const path = join(relative(from, place), SCRIPT);
  const script = shellText(path.includes('/') ? path : `./${path}`);
  for (const name of gone) {
    io.err(
      `${name} is no service any more: ${script} --prune deletes its stacks; then delete its folder.\n`,
    );
  }
  if (outcomes.some(({ state }) => state === 'failed')) return EXIT.error;
  if (!dryRun) io.err(`Next: ${script} --dry-run, then without it.\n`);
  return EXIT.done;
}

/** Writes a file below the folder where it differs; true where it did, or would. */
type Write = (path: string, text: string) => boolean;

interface Place {
  readonly place: string;
  readonly write: Write;
}

function writerIn(place: string, dryRun: boolean): Write {
  return (path, text) => {
    const file = join(place, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
    if (dryRun) return true;
    try {
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(`${file}.tmp`, text);
      renameSync(`${file}.tmp`, file);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const hint = 'Check the path and its permissions.';
      throw new UserError('CannotWrite', `'${file}' cannot be written: ${why}.`, hint, { cause });
    }
    return true;
  };
}

/** Writes the StackSets of one service. A fault of it is its outcome. */
function written(fleet: Fleet, spec: ServiceSpec, { place, write }: Place): ServiceOutcome {
  const { name } = spec;
  const folder = relative(fleet.root, join(place, name));
  const presets = fleet.presetsOf(spec);
  try {
    const home = join(fleet.root, spec.folder);
    const stacksets = stacksetsOf({ spec, presets, folder: home, settings: fleet.stacksets });
    const isNew = !existsSync(join(place, name));
    const files = stacksets.flatMap((one): readonly (readonly [string, string])[] => [
      [`${name}/${one.name}.yaml`, one.template],
      [`${name}/${one.name}.json`, printFile(one.file)],
    ]);
    const kept = stacksets.map((one) => `${one.name}.json`);
    const changed =
      files.filter(([path, text]) => write(path, text)).length +
      emptyFiles(place, name, { kept, write });
    const state = changed === 0 ? 'unchanged' : isNew ? 'created' : 'updated';
    return { service: name, folder, state, files: changed, faults: [] };
  } catch (error) {
    if (error instanceof UserError && error.name === 'CannotWrite') throw error;
    return { service: name, folder, state: 'failed', files: 0, faults: faultsFrom(error) };
  }
}

/** StackSets that a service no longer has keep their file, without a stack. Gives how many changed. */
function emptyFiles(
  place: string,
  service: string,
  { kept, write }: { readonly kept: readonly string[]; readonly write: Write },
): number {
  return stacksetFiles(join(place, service))
    .filter(({ name }) => !kept.includes(name))
    .filter(({ name, empty }) => write(`${service}/${name}`, empty)).length;
}

/** The files of StackSets in a folder, and what each would be without a stack. */
function stacksetFiles(folder: string) {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const empty = emptied(readFileSync(join(folder, name), 'utf8'));
      return empty === undefined ? [] : [{ name, empty }];
    });
}

/** Folders with StackSets of services that the manifest no longer has. */
function foldersBeside(place: string, services: readonly ServiceSpec[]): readonly string[] {
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true })
    .filter((one) => one.isDirectory() && !services.some(({ name }) => name === one.name))
    .map(({ name }) => name)
    .filter((name) => stacksetFiles(join(place, name)).length > 0);
}
