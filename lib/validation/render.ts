import { printRows } from '../json.ts';
import type { Service } from '../service/types.ts';
import { byPath, renderFolder, textFile } from '../targets/files.ts';
import type { RenderedFile } from '../targets/types.ts';
import { assumeRows } from './assume-rows.ts';
import { permissionRows } from './permission-rows.ts';

/**
 * The scripts that compare an account with the lock, the same in every repo, and the requests that
 * each role is tested with. Sorted by path.
 */
export function renderValidation({ model }: Service): readonly RenderedFile[] {
  const generated = { '//': GENERATED, rows: [...assumeRows(model), ...permissionRows(model)] };
  return [
    ...renderFolder('validation', {}),
    textFile('tests/permissions.json', printRows(generated)),
    { ...textFile('tests/own.json', printRows({ '//': OWN, rows: [] })), once: true as const },
  ].sort(byPath);
}

const GENERATED =
  'Requests for scripts/test-roles.sh: what each role may do and must not, and who may assume it.';
const OWN =
  'Requests of your own, in the form of permissions.json: role, action, resource, allowed, and context where a condition asks for it.';
