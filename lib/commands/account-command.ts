import type { FlagValues } from '../answers/command-line.ts';
import { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { explain } from '../live/explain.ts';
import { takeLock } from '../live/lock.ts';
import type { Listing } from '../live/read-listing.ts';
import type { Plan } from '../plan/change.ts';
import { findingsOf } from '../report/findings.ts';
import { type AccountCommand, accountOptions } from './account-flags.ts';
import { changeEnvironment, rollBackEnvironment } from './change-environment.ts';
import { type DefinedEnvironment, type DefinedProject, loadRepo } from './load-repo.ts';
import { listTogether, makePlan, planRequestFor } from './make-plan.ts';
import { type OpenAccount, openAccount, wrongAccount } from './open-account.ts';
import { printOperatorPolicy } from './print-operator-policy.ts';
import {
  type CommandIo,
  EXIT,
  head,
  notChecked,
  type Outcome,
  type Run,
  writeReport,
} from './run.ts';

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
  const defined = await loadRepo(root, options.definition);
  const run: Run = { command, root, project: defined.project, options, io };
  const environments = await chooseEnvironments(defined, run.options.environment, io);
  const changing = command === 'apply' || command === 'destroy';
  const release = changing ? takeLock(root, command) : () => {};
  try {
    return await runEnvironments(run, environments);
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

async function runEnvironments(
  run: Run,
  environments: readonly DefinedEnvironment[],
): Promise<number> {
  const { options } = run;
  const outcomes: Outcome[] = [];
  let listing: Promise<Listing | undefined> | undefined;
  for (const environment of environments) {
    const account = await openAccount(run.root, options, placeOf(environment, environments));
    try {
      if (options.operatorPolicy) return printOperatorPolicy(run, account, environments);
      const wrong = wrongAccount(environment, account);
      if (wrong !== undefined && environments.length === 1) throw wrong;
      if (wrong !== undefined) {
        outcomes.push(notChecked(environment, wrong));
        continue;
      }
      listing ??= listTogether(run, account, environments);
      outcomes.push(await runOne(run, account, { environment, listing: await listing }));
    } finally {
      account.close();
    }
  }
  // What the user confirmed is on the terminal already.
  const isShown = options.format === 'text' && options.output === undefined;
  if (!isShown || !outcomes.every(({ shown }) => shown)) {
    const reports = outcomes.map(({ report }) => report);
    writeReport({ ...head(run), environments: reports }, options, run.io);
  }
  return worst(outcomes.map(({ code }) => code));
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

async function runOne(
  run: Run,
  account: OpenAccount,
  { environment, listing }: { environment: DefinedEnvironment; listing: Listing | undefined },
): Promise<Outcome> {
  const { command, options } = run;
  if (options.rollback) return rollBackEnvironment(run, account, environment);
  const request = { ...planRequestFor(run, account, environment), listing };
  const plan = await makePlan(account.port, request);
  if (command === 'plan' || command === 'validate') return checked(command, plan);
  return changeEnvironment(run, account, { plan, request });
}

function checked(command: 'plan' | 'validate', plan: Plan): Outcome {
  const differs =
    command === 'validate'
      ? findingsOf(plan).length > 0
      : plan.changes.length + plan.blocked.length > 0;
  return {
    report: { status: 'checked', environment: plan.environment, plan },
    code: differs ? EXIT.differences : EXIT.done,
    shown: false,
  };
}

/**
 * The environments a command works on: the named one, all, the only one, or the one that a person
 * chooses.
 *
 * @throws UserError `UnknownEnvironment`, `EnvironmentRequired`.
 */
async function chooseEnvironments(
  { environments }: DefinedProject,
  named: string | undefined,
  io: CommandIo,
): Promise<readonly DefinedEnvironment[]> {
  const list = environments.map(({ name }) => name).join(', ');
  if (named === 'all') return environments;
  const [only, ...others] = environments;
  if (named === undefined && only !== undefined && others.length === 0) return [only];
  const wanted = named ?? (io.isTerminal ? await io.ask(`Environment (${list}): `) : undefined);
  if (wanted === undefined) {
    throw new UserError(
      'EnvironmentRequired',
      `Several environments exist: ${list}.`,
      'Name one with --environment NAME, or all.',
    );
  }
  const found = environments.find(({ name }) => name === wanted.trim());
  if (found === undefined) {
    throw new UserError(
      'UnknownEnvironment',
      `There is no environment '${wanted}'.`,
      `The environments are: ${list}.`,
    );
  }
  return [found];
}
