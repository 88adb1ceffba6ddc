import type { FlagValues } from '../answers/command-line.ts';
import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { explain } from '../live/explain.ts';
import { takeLock } from '../live/lock.ts';
import type { Listing } from '../live/read-listing.ts';
import { findingsOf } from '../report/findings.ts';
import { type AccountCommand, accountOptions } from './account-flags.ts';
import { changeEnvironment, type Planned, rollBackEnvironment } from './change-environment.ts';
import { chooseEnvironments } from './choose-environments.ts';
import { destroyAll, type PlannedAgain } from './destroy-all.ts';
import { EXIT } from './exit.ts';
import { type DefinedEnvironment, loadRepo } from './load-repo.ts';
import { listTogether, makePlan, planRequestFor } from './make-plan.ts';
import { mendingCommand } from './mending-command.ts';
import { accountTitle, type OpenAccount, wrongAccount } from './open-account.ts';
import { openOwnAccount } from './open-own-account.ts';
import { printOperatorPolicy } from './print-operator-policy.ts';
import {
  forgetDestroyed,
  nameOtherAnswers,
  nameRetired,
  retiredEnvironment,
  withEarlier,
} from './retired.ts';
import { type CommandIo, notChecked, type Outcome, type Run, writeReport } from './run.ts';

/**
 * Runs plan, apply, validate or destroy on the repo in a folder; gives the exit code.
 *
 * @throws UserError for everything that keeps it from its work.
 */
export async function runAccountCommand(
  command: AccountCommand,
  root: string,
  flags: FlagValues,
  io: CommandIo,
): Promise<number> {
  const options = accountOptions(flags);
  const defined = withEarlier(root, await loadRepo(root, options.definition));
  if (!options.quiet) {
    nameOtherAnswers(root, defined.service, io);
    nameRetired(root, defined, io);
  }
  const named = options.environment?.trim();
  const retired =
    command === 'destroy' && named !== undefined
      ? retiredEnvironment({ root, options, io }, defined, named)
      : undefined;
  if (retired === 'forgotten') return EXIT.done;
  const environments = retired
    ? [retired]
    : await chooseEnvironments(defined, options.environment, io);
  const begun: Begun = {
    command,
    root,
    project: retired?.definition.project ?? defined.project,
    options,
    io,
    isOnly: defined.environments.length === 1,
  };
  const changing = command === 'apply' || command === 'destroy';
  const release = changing ? takeLock(root, command) : () => {};
  try {
    return await runEnvironments(begun, environments);
  } catch (error) {
    if (error instanceof UserError && error.name === 'Interrupted') {
      io.err(`${error.message}\n${error.hint}\n`);
      return EXIT.interrupted;
    }
    throw explain(error);
  } finally {
    release();
  }
}

/** What a run is before its account is open. */
interface Begun extends Omit<Run, 'labels'> {
  /** The repo has one environment. */
  readonly isOnly: boolean;
}

async function runEnvironments(
  begun: Begun,
  environments: readonly DefinedEnvironment[],
): Promise<number> {
  const { options } = begun;
  const outcomes: Outcome[] = [];
  const opened: OpenAccount[] = [];
  const planned: PlannedAgain[] = [];
  let listing: Promise<Listing | undefined> | undefined;
  let run: Run | undefined;
  try {
    for (const environment of environments) {
      const open = async () => {
        const one = await openOwnAccount(begun, placeOf(environment, environments));
        opened.push(one);
        return one;
      };
      const account = await open();
      run ??= await runIn(begun, account);
      if (options.operatorPolicy) return printOperatorPolicy(run, account, environments);
      const wrong = wrongAccount(environment, account);
      const isDestroy = begun.command === 'destroy' && !options.rollback;
      if (wrong !== undefined && (isDestroy || environments.length === 1)) throw wrong;
      if (wrong !== undefined) {
        outcomes.push(notChecked(environment, wrong));
        continue;
      }
      listing ??= listTogether(run, account, environments);
      const place = { environment, listing: await listing };
      const begunRun = run;
      if (isDestroy) {
        const again = async () => planFor(begunRun, await open(), place);
        planned.push({ ...(await planFor(run, account, place)), again });
      } else outcomes.push(await runOne(run, account, place));
    }
    if (run !== undefined) {
      outcomes.push(...(await destroyAll(run, planned)));
      for (const outcome of outcomes) forgetDestroyed(run, outcome);
      report(run, outcomes);
    }
  } finally {
    for (const account of opened) account.close();
  }
  return worst(outcomes.map(({ code }) => code));
}

/** Prints what is not on the terminal already. */
function report(run: Run, outcomes: readonly Outcome[]): void {
  const { format, output } = run.options;
  const isShown = format === 'text' && output === undefined;
  const left = outcomes.filter(({ shown }) => !(isShown && shown));
  if (left.length === 0) return;
  writeReport(
    left.map((one) => one.report),
    run,
  );
}

async function runIn({ isOnly, ...begun }: Begun, account: OpenAccount): Promise<Run> {
  const { root, options } = begun;
  const apply = (name: string) => mendingCommand(root, options, isOnly ? undefined : name);
  return { ...begun, labels: { account: await accountTitle(options, account), apply } };
}

/** Each environment has clients for its own Region; one run works on one account, the first's. */
function placeOf(
  environment: Environment,
  [first = environment]: readonly Environment[],
): Environment {
  const { account: _, ...values } = environment.values;
  const { account } = first.values;
  return { ...environment, values: { ...values, ...(account !== undefined && { account }) } };
}

/** An error outweighs a difference. */
function worst(codes: readonly number[]): number {
  return [EXIT.error, EXIT.differences].find((code) => codes.includes(code)) ?? EXIT.done;
}

interface InListing {
  readonly environment: DefinedEnvironment;
  readonly listing: Listing | undefined;
}

async function runOne(run: Run, account: OpenAccount, place: InListing): Promise<Outcome> {
  const { command, options } = run;
  if (options.rollback) return rollBackEnvironment(run, account, place.environment);
  const planned = await planFor(run, account, place);
  if (command === 'plan' || command === 'validate') return checked(command, planned);
  return changeEnvironment(run, planned);
}

async function planFor(
  run: Run,
  account: OpenAccount,
  { environment, listing }: InListing,
): Promise<Planned> {
  const request = { ...planRequestFor(run, account, environment), listing };
  return { plan: await makePlan(account.port, request), request, account };
}

function checked(command: 'plan' | 'validate', { plan, request }: Planned): Outcome {
  const differs =
    command === 'validate'
      ? findingsOf(plan).length > 0
      : plan.changes.length + plan.blocked.length > 0;
  return {
    report: {
      status: 'checked',
      environment: plan.environment,
      region: request.facts.region,
      plan,
    },
    code: differs ? EXIT.differences : EXIT.done,
    shown: false,
  };
}
