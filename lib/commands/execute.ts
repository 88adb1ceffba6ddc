import { UserError } from '../errors.ts';
import { applyChanges, type RunOutcome, rollBack, stepsToUndo } from '../live/apply-changes.ts';
import { explain } from '../live/explain.ts';
import { openJournal, removeJournals, unfinishedJournals } from '../live/journal.ts';
import type { AccountPort } from '../live/port.ts';
import type { Place } from '../live/steps/policy.ts';
import type { Change, Plan } from '../plan/change.ts';
import { undo } from '../plan/change.ts';
import { describeChange } from '../report/describe.ts';
import type { CommandIo } from './run.ts';

/** What carrying out a plan needs. */
export interface Execution {
  readonly root: string;
  readonly verb: 'apply' | 'destroy';
  readonly port: AccountPort;
  readonly place: Place;
  readonly quiet: boolean;
  /** The plan as it stands now: what is still to do. */
  readonly replan: () => Promise<Plan>;
}

/**
 * Carries out a confirmed plan and reads back that it worked.
 *
 * @throws UserError with what is done, what is not, and the two ways to go on.
 */
export async function execute(plan: Plan, run: Execution, io: CommandIo): Promise<number> {
  const { environment, account, changes } = plan;
  const { root, verb } = run;
  const journal = openJournal(root, { version: 1, verb, environment, account, changes });
  const outcome = await watch(io, (hooks) =>
    applyChanges(run.port, changes, {
      ...hooks,
      onStep: progress(io, run.quiet),
      journal,
      place: run.place,
    }),
  );
  journal.close();
  if (outcome.stop !== undefined) throw stopped(outcome, changes, verb);
  const left = await readBack(run.replan);
  if (left.length > 0) throw notAsPlanned(left);
  removeJournals(root, environment);
  return outcome.done;
}

/** Milliseconds within which a second Ctrl-C is a repetition of the first. */
const SAME_KEY = 1_000;

/** Runs with Ctrl-C caught: the first stops after the call under way, the second at once. */
export async function watch(
  io: CommandIo,
  run: (hooks: { readonly isStopped: () => boolean }) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  let stopped = false;
  let since = 0;
  const off = io.onInterrupt(() => {
    // npx forwards a Ctrl-C that the terminal has sent already.
    if (stopped && Date.now() - since < SAME_KEY) return;
    if (stopped) process.exit(130);
    stopped = true;
    since = Date.now();
    io.err('\nStopping after the call under way…\n');
  });
  try {
    return await run({ isStopped: () => stopped });
  } finally {
    off();
  }
}

/** A line for each step; on a terminal it is written over. */
export function progress(io: CommandIo, quiet: boolean) {
  return (change: Change, index: number, of: number): void => {
    if (quiet) return;
    const { action, title, owner } = describeChange(change);
    const line = `[${index + 1}/${of}] ${owner}: ${action} ${title}`;
    if (io.isTerminal) io.err(`\r\u001b[K${line}${index + 1 === of ? '\n' : ''}`);
    else io.err(`${line}\n`);
  };
}

const READ_BACKS = [0, 500, 2_000, 5_000, 10_000, 15_000];

/** Reads until the account shows the changes, which reach the servers of IAM one after the other. */
async function readBack(replan: () => Promise<Plan>): Promise<readonly Change[]> {
  let left: readonly Change[] = [];
  for (const wait of READ_BACKS) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    left = (await replan()).changes;
    if (left.length === 0) return left;
  }
  return left;
}

/** The error of a run that stopped half-way; its name is `Interrupted` after Ctrl-C. */
export function stopped(
  { done, stop }: RunOutcome,
  changes: readonly Change[],
  verb: 'apply' | 'destroy' | 'rollback',
): UserError {
  const error = stop?.kind === 'failed' ? explain(stop.error) : undefined;
  const reason = error === undefined ? 'Interrupted.' : messageOf(error);
  const name = (change: Change | undefined) => {
    if (change === undefined) return '';
    const { action, title, owner } = describeChange(change);
    return `${owner}: ${action} ${title}`;
  };
  const lines = [
    reason,
    `Done: ${done} of ${changes.length} changes.`,
    ...(changes.length > done ? [`Not done: ${changes.slice(done).map(name).join('; ')}.`] : []),
  ];
  const hint = error instanceof UserError && error.hint !== '' ? `${error.hint}\n` : '';
  return new UserError(
    stop?.kind === 'interrupted'
      ? 'Interrupted'
      : error instanceof UserError
        ? error.name
        : 'ApplyFailed',
    lines.join('\n'),
    `${hint}${waysOn(verb)}`,
    { cause: error },
  );
}

function waysOn(verb: 'apply' | 'destroy' | 'rollback'): string {
  if (verb === 'rollback') return 'Run the rollback again to go on from here.';
  return `Run ${verb} again to go on from here, or with --rollback to undo what was done.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function notAsPlanned(left: readonly Change[]): UserError {
  const list = left.map((change) => {
    const { owner, title } = describeChange(change);
    return `${owner}: ${title}`;
  });
  return new UserError(
    'NotAsPlanned',
    `Every change was made, but the account still differs: ${list.join('; ')}.`,
    'Somebody else may be changing the same roles; run plan to see what differs.',
  );
}

/** The changes that --rollback would make, as a plan to show and to confirm. */
export function rollbackPlan(
  root: string,
  where: Pick<Plan, 'project' | 'environment' | 'account'>,
): Plan {
  const records = unfinishedJournals(root, where.environment);
  const other = records.find(({ header }) => header.account !== where.account);
  if (other !== undefined) {
    throw new UserError(
      'WrongAccount',
      `The unfinished run was in account ${other.header.account}; these credentials are for ${where.account}.`,
      'Sign in to that account.',
    );
  }
  const changes = stepsToUndo(records).flatMap(({ change }) => undo(change) ?? []);
  return { ...where, roles: [], changes, foreign: [], blocked: [], notes: [] };
}

/** Undoes what unfinished runs did; returns the number of changes undone. */
export async function carryOutRollback(
  plan: Plan,
  run: Omit<Execution, 'replan' | 'verb'>,
  io: CommandIo,
): Promise<number> {
  const records = unfinishedJournals(run.root, plan.environment);
  const outcome = await watch(io, (hooks) =>
    rollBack(run.port, records, {
      ...hooks,
      onStep: progress(io, run.quiet),
      place: run.place,
    }),
  );
  if (outcome.stop !== undefined) throw stopped(outcome, plan.changes, 'rollback');
  removeJournals(run.root, plan.environment);
  return outcome.done;
}
