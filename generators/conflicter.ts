import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import type { InputOutputAdapter } from '@yeoman/adapter/types';
import { Conflicter, type ConflicterFile } from '@yeoman/conflicter';
import { UserError } from '../lib/errors.ts';
import {
  conflictsOf,
  decideConflicts,
  type PlannedFile,
  type WritePlan,
} from '../lib/starter/write-plan.ts';

/** Answers of Yeoman's prompt that would leave a file neither as it is nor as it was planned. */
const NEITHER = ['edit', 'ignore', 'reload'];

/**
 * Asks about each conflict of a plan as Yeoman does: overwrite, skip, all, difference, abort.
 * What cannot be overwritten is skipped and stays in the plan with its reason.
 *
 * @throws UserError `Aborted`.
 */
export async function askByConflicter(
  plan: WritePlan,
  adapter: InputOutputAdapter,
): Promise<WritePlan> {
  const conflicter = new Conflicter(adapter, {
    cwd: plan.folder,
    customizeActions: (actions) =>
      actions.filter((action) => !('value' in action && NEITHER.includes(String(action.value)))),
  });
  const overwritten = new Set<string>();
  for (const file of conflictsOf(plan)) {
    if (!file.replaceable) continue;
    const asked = await conflicter.checkForCollision(yeomanFile(plan, file)).catch(aborted);
    if (asked.conflicter === 'force') overwritten.add(file.path);
  }
  return decideConflicts(plan, ({ path }) => (overwritten.has(path) ? 'overwrite' : 'skip'));
}

/** The conflicter's answer 'abort' is a plain error; Ctrl-C has a name of its own. */
function aborted(error: unknown): never {
  if (!(error instanceof Error) || error.message !== 'Process aborted by user') throw error;
  throw new UserError('Aborted', 'Aborted; nothing was written.', '', { cause: error });
}

/** The few fields of a Vinyl file that the conflicter reads. */
function yeomanFile({ folder }: WritePlan, { path, after }: PlannedFile): ConflicterFile {
  const file = { path: join(folder, path), contents: Buffer.from(after ?? '') };
  return file as unknown as ConflicterFile;
}
