import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { packageFolder } from '../package-folder.ts';

/** What `npm run refresh-data` keeps of the Service Authorization Reference. */
export interface ReferenceData {
  /** Of the data package that it was made from. */
  readonly version: string;
  /** Day of that package, as YYYY-MM-DD. */
  readonly updated: string;
  /** Keys that a request to any service may carry, and whether they have several values. */
  readonly globalKeys: readonly (readonly [key: string, isList: boolean])[];
  /** By prefix, such as `ecs`. */
  readonly services: Readonly<Record<string, ServiceData>>;
}

/** One service; keys are numbers into `keys`, types numbers into `types`. */
export interface ServiceData {
  readonly keys: readonly string[];
  /** Keys with several values. */
  readonly lists: readonly number[];
  readonly types: readonly (readonly [name: string, arn: string, keys: readonly number[]])[];
  readonly actions: readonly (readonly [
    name: string,
    accessLevel: AccessLevel,
    types: readonly (readonly [type: number, keys: readonly number[]])[],
    keys: readonly number[],
  ])[];
}

/** As the reference has it: what an action does to what there is. */
export type AccessLevel = 'Read' | 'Write' | 'List' | 'Tagging' | 'Permissions management';

let data: ReferenceData | undefined;

/** Reads the data, once in a process: it takes a tenth of a second. */
export function referenceData(): ReferenceData {
  data ??= readData(join(packageFolder, 'data', 'service-authorization.json.br'));
  return data;
}

function readData(file: string): ReferenceData {
  return JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'));
}
