import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the last run of `fleet new` left: service → its stamp. Kept beside the manifest. */
export interface FleetState {
  readonly stamps: ReadonlyMap<string, string>;
  /** Records a service as soon as it is written, so that an interrupted run goes on from there. */
  readonly record: (service: string, stamp: string) => void;
  /** Writes the file anew, one line a service. */
  readonly compact: () => void;
}

const FOLDER = '.ecs-iam';

/** Opens the state of a fleet; nothing is written before something is recorded, and git ignores it. What is no line of it is passed over. */
export function openState(root: string): FleetState {
  const folder = join(root, FOLDER);
  const file = join(folder, 'fleet.jsonl');
  let made = false;
  const makeFolder = () => {
    if (made) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.gitignore'), '*\n');
    made = true;
  };
  const stamps = new Map<string, string>();
  for (const line of linesOf(file)) {
    const [, service, stamp] = /^\["([^"\\]+)","([0-9a-f]{40})"\]$/.exec(line) ?? [];
    if (service !== undefined && stamp !== undefined) stamps.set(service, stamp);
  }
  return {
    stamps,
    record: (service, stamp) => {
      stamps.set(service, stamp);
      makeFolder();
      appendFileSync(file, `${JSON.stringify([service, stamp])}\n`);
    },
    compact: () => {
      if (stamps.size === 0) return;
      makeFolder();
      const lines = [...stamps].map((one) => `${JSON.stringify(one)}\n`);
      writeFileSync(`${file}.tmp`, lines.join(''));
      renameSync(`${file}.tmp`, file);
    },
  };
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
