import { writeFileSync } from 'node:fs';
import type { FlagValues } from '../answers/command-line.ts';
import { UserError } from '../errors.ts';
import { fillModel } from '../iam/fill.ts';
import type { Environment, Model } from '../iam/model.ts';
import { explain } from '../live/explain.ts';
import { removeJournals, unfinishedJournals } from '../live/journal.ts';
import { takeLock } from '../live/lock.ts';
import { operatorPolicy } from '../plan/operator-policy.ts';
import type { Plan } from '../plan/types.ts';
import { findingsOf } from '../report/findings.ts';
import type { AccountReport, EnvironmentReport } from '../report/types.ts';
import type { AccountCommand } from './account-flags.ts';
import { type AccountOptions, accountOptions } from './account-options.ts';
import { chooseEnvironments } from './choose-environments.ts';
import { confirm } from './confirm.ts';
import { type Drawing, drawPlan, ownedNames, planOptions } from './draw-plan.ts';
import { execute } from './execute.ts';
import { type CommandIo, EXIT } from './io.ts';
import { loadModel } from './load-model.ts';
import { type OpenAccount, openAccount, wrongAccount } from './open-account.ts';
import { carryOutRollback, rollbackPlan } from './roll-back.ts';
import { writeReport } from './write-report.ts';

/** What one run of a command works with. */
interface Run {
  readonly command: AccountCommand;
  readonly root: string;
  readonly model: Model;
  readonly options: AccountOptions;
  readonly io: CommandIo;
}

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
  const run: Run = { command, root, model: loadModel(root), options: accountOptions(flags), io };
  const environments = await chooseEnvironments(run.model, run.options.environment, io);
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

async function runEnvironments(run: Run, environments: readonly Environment[]): Promise<number> {
  const [first] = environments;
  if (first === undefined) return EXIT.done;
  const account = await openAccount(run.root, run.options, first);
  try {
    if (run.options.operatorPolicy) return printOperatorPolicy(run, account, environments);
    const outcomes: Outcome[] = [];
    for (const environment of environments) {
      const wrong = wrongAccount(environment, account);
      if (wrong !== undefined && environments.length === 1) throw wrong;
      outcomes.push(
        wrong === undefined
          ? await runOne(run, account, environment)
          : notChecked(environment, wrong),
      );
    }
    const report = { ...head(run), environments: outcomes.map(({ report: one }) => one) };
    const { format, output } = run.options;
    // What was asked about is on the terminal already.
    const isShown = format === 'text' && output === undefined;
    if (!isShown || !outcomes.every(({ shown }) => shown)) {
      writeReport(report, run.options, run.io);
    }
    return worst(outcomes.map(({ code }) => code));
  } finally {
    account.close();
  }
}

interface Outcome {
  readonly report: EnvironmentReport;
  readonly code: number;
  readonly shown: boolean;
}

function head({ command, model }: Run): Omit<AccountReport, 'environments'> {
  return { command, project: model.project };
}

function notChecked({ name: environment }: Environment, reason: UserError): Outcome {
  return {
    report: { status: 'not-checked', environment, reason: reason.message },
    code: EXIT.error,
    shown: false,
  };
}

/** An error outweighs a difference. */
function worst(codes: readonly number[]): number {
  return [EXIT.error, EXIT.differences].find((code) => codes.includes(code)) ?? EXIT.done;
}

async function runOne(run: Run, account: OpenAccount, environment: Environment): Promise<Outcome> {
  const { command, options } = run;
  if (options.rollback) return runRollback(run, account, environment);
  const drawing = drawingOf(run, account, environment);
  const plan = await drawPlan(account.port, drawing);
  if (command === 'plan' || command === 'validate') return checked(command, plan);
  return change(run, account, { plan, drawing });
}

function drawingOf(
  { command, root, model, options }: Run,
  account: OpenAccount,
  environment: Environment,
): Drawing {
  return {
    model,
    environment,
    facts: account.factsFor(environment),
    verb: command === 'destroy' ? 'destroy' : 'apply',
    adopt: options.adopt,
    prune: options.prune,
    findLeftovers: command === 'validate',
    unfinished: unfinishedJournals(root, environment.name).flatMap(({ header }) => header.changes),
  };
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

async function change(
  run: Run,
  account: OpenAccount,
  { plan, drawing }: { readonly plan: Plan; readonly drawing: Drawing },
): Promise<Outcome> {
  const { options, io, root } = run;
  const { verb } = drawing;
  const { environment } = plan;
  if (plan.changes.length + plan.blocked.length > 0) show(run, plan);
  if (verb === 'apply' && plan.blocked.length > 0) throw blocked(plan);
  if (plan.changes.length === 0) {
    // What an earlier run left unfinished is done by now: there is nothing to go on with.
    removeJournals(root, environment);
    return finished(plan, 0);
  }
  if (!(await confirm(plan, verb, options, io))) return declined(plan);
  const replan = () => drawPlan(account.port, drawing);
  const place = account.factsFor(drawing.environment);
  const done = await execute(
    plan,
    { root, verb, port: account.port, place, quiet: options.quiet, replan },
    io,
  );
  if (!options.quiet && options.format === 'text') {
    io.err(`${environment}: ${done} changes made and read back.\n`);
  }
  return { ...finished(plan, done), shown: true };
}

/** A destroy that had to leave a role is not done. */
function finished(plan: Plan, done: number): Outcome {
  return {
    report: { status: 'applied', environment: plan.environment, plan, done },
    code: plan.blocked.length > 0 ? EXIT.error : EXIT.done,
    shown: false,
  };
}

function declined(plan: Plan): Outcome {
  return {
    report: {
      status: 'not-checked',
      environment: plan.environment,
      reason: 'Declined: nothing was changed.',
    },
    code: EXIT.error,
    shown: false,
  };
}

function blocked({ blocked: list }: Plan): UserError {
  return new UserError(
    list[0]?.kind === 'not-ours' ? 'RoleNotOurs' : 'Blocked',
    `Nothing was changed. ${list.map(({ message }) => message).join('\n')}`,
    [...new Set(list.map(({ hint }) => hint))].join('\n'),
  );
}

/** The plan, for whoever is asked to confirm it; the report on stdout follows when it is done. */
function show(run: Run, plan: Plan): void {
  if (run.options.quiet || run.options.format !== 'text') return;
  const report: EnvironmentReport = { status: 'checked', environment: plan.environment, plan };
  writeReport(
    { ...head(run), environments: [report] },
    { ...run.options, output: undefined },
    run.io,
  );
}

async function runRollback(
  run: Run,
  account: OpenAccount,
  environment: Environment,
): Promise<Outcome> {
  const { root, io, options } = run;
  const where = {
    project: run.model.project,
    environment: environment.name,
    account: account.account,
  };
  const plan = rollbackPlan(root, where);
  if (plan.changes.length === 0) return finished(plan, 0);
  show(run, plan);
  if (!(await confirm(plan, 'rollback', options, io))) return declined(plan);
  const place = account.factsFor(environment);
  const done = await carryOutRollback(
    plan,
    { root, port: account.port, place, quiet: options.quiet },
    io,
  );
  return finished(plan, done);
}

function printOperatorPolicy(
  run: Run,
  account: OpenAccount,
  environments: readonly Environment[],
): number {
  const policies = environments.map((environment) => {
    const drawing = drawingOf(run, account, environment);
    const model = fillModel(run.model, environment, drawing.facts);
    return operatorPolicy(model, {
      ...drawing.facts,
      catalogue: planOptions(drawing).catalogue.keys(),
      attachable: run.model.roles.flatMap(({ id }) => [...ownedNames(id).attached]),
    });
  });
  const [first, ...others] = policies;
  const text = `${JSON.stringify(others.length === 0 ? first : policies, null, 2)}\n`;
  if (run.options.output === undefined) run.io.out(text);
  else writeFileSync(run.options.output, text);
  return EXIT.done;
}
