import { conflictsOf, settleConflicts } from '../lib/starter/conflicts.ts';
import type { OnConflict, WritePlan } from '../lib/starter/write-types.ts';

/** Decides conflicts as told, else by asking about each, else not at all ('abort'). */
export async function settle(
  plan: WritePlan,
  onConflict: OnConflict | undefined,
  ask: ((plan: WritePlan) => Promise<WritePlan>) | undefined,
): Promise<WritePlan> {
  if (conflictsOf(plan).length === 0) return plan;
  if (onConflict !== undefined || ask === undefined) {
    return settleConflicts(plan, onConflict ?? 'abort');
  }
  return ask(plan);
}

/** Asks about conflicts as Yeoman does, on a terminal, on stderr: stdout is for results. */
export async function askConflictsOnTerminal(plan: WritePlan): Promise<WritePlan> {
  const { TerminalAdapter } = await import('@yeoman/adapter');
  const { askConflicts } = await import('./ask-conflicts.ts');
  return askConflicts(plan, new TerminalAdapter({ stdout: process.stderr }));
}
