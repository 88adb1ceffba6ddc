import { definitionOf } from '../definition/definition-of.ts';
import { LOCK_FILE, lockOf, printLock } from '../definition/lock.ts';
import type { Service } from '../service/types.ts';
import { textFile } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';

/** The lock of a repo as it is first written: what its definition files define. */
export function lockFile(service: Service, files: readonly RenderedFile[]): RenderedFile {
  const { model, environments } = service;
  const lock = lockOf(
    environments.map((one) => definitionOf(model, one)),
    files,
  );
  return { ...textFile(LOCK_FILE, printLock(lock)), derivedFrom: Object.keys(lock.files) };
}
