import { printRows } from '../json.ts';
import type { Service } from '../service/types.ts';
import { byPath, renderFolder, textFile } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { answeredRows, type TestRow } from './answered-rows.ts';

/** The requests that scripts/test-roles.sh makes, in a repo. */
export const REQUESTS_FILE = 'tests/permissions.json';

/**
 * The scripts that compare an account with the lock, the same in every repo, and the requests that
 * each role is tested with. Sorted by path.
 */
export function renderValidation(service: Service): readonly RenderedFile[] {
  return [
    ...renderFolder('validation', {}),
    textFile(REQUESTS_FILE, printRequests(answeredRows(service))),
    { ...textFile('tests/own.json', printRows({ '//': OWN, rows: [] })), once: true as const },
  ].sort(byPath);
}

/** The text of tests/permissions.json: a request a line. */
export function printRequests(rows: readonly TestRow[]): string {
  return printRows({ '//': GENERATED, rows });
}

const GENERATED = 'Requests for scripts/test-roles.sh: what each role may do and must not.';
const OWN =
  'Requests of your own, in the form of permissions.json: role, action, resource, allowed, context where a condition asks for it, and environment where it is for one alone.';
