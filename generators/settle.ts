import { conflictsOf, decideConflicts, settleConflicts } from '../lib/starter/conflicts.ts';
import type { OnConflict, WritePlan } from '../lib/starter/write-types.ts';
import type { Ask } from './ask.ts';

/** Decides conflicts as told, else by asking about each, else not at all ('abort'). */
export async function settle(
  plan: WritePlan,
  onConflict: OnConflict | undefined,
  ask: Ask | undefined,
): Promise<WritePlan> {
  const conflicts = conflictsOf(plan);
  if (conflicts.length === 0) return plan;
  if (onConflict !== undefined || ask === undefined)
    return settleConflicts(plan, onConflict ?? 'abort');
  const replies = await ask(
    conflicts.map(({ path, reason = '' }, index) => ({
      type: 'select',
      name: `conflict${index}`,
      message: `${path} ${reason}`.trim(),
      default: 'skip',
      choices: [
        { value: 'skip', name: 'Keep it as it is', description: '' },
        { value: 'overwrite', name: 'Overwrite it', description: '' },
      ],
    })),
  );
  const indexes = new Map(conflicts.map(({ path }, index) => [path, index]));
  return decideConflicts(plan, ({ path }) =>
    replies[`conflict${indexes.get(path)}`] === 'overwrite' ? 'overwrite' : 'skip',
  );
}
