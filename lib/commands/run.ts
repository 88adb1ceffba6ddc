import type { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { unfinishedJournals } from '../live/journal.ts';
import type { Plan } from '../plan/types.ts';
import type { AccountReport, EnvironmentReport } from '../report/types.ts';
import type { Service } from '../service/types.ts';
import type { AccountCommand } from './account-flags.ts';
import type { AccountOptions } from './account-options.ts';
import { type CommandIo, EXIT } from './io.ts';
import type { PlanRequest } from './make-plan.ts';
import type { OpenAccount } from './open-account.ts';

/** What one run of a command works with. */
export interface Run {
  readonly command: AccountCommand;
  readonly root: string;
  readonly service: Service;
  readonly options: AccountOptions;
  readonly io: CommandIo;
}

/** What came of one environment, and the exit code that it asks for. */
export interface Outcome {
  readonly report: EnvironmentReport;
  readonly code: number;
  /** The plan is on the terminal already. */
  readonly shown: boolean;
}

/** What every report begins with. */
export function head({ command, service }: Run): Omit<AccountReport, 'environments'> {
  return { command, project: service.model.project };
}

/** An environment that these credentials are not for. */
export function notChecked({ name: environment }: Environment, reason: UserError): Outcome {
  return {
    report: { status: 'not-checked', environment, reason: reason.message },
    code: EXIT.error,
    shown: false,
  };
}

/** What a plan of one environment is drawn for. */
export function planRequestFor(
  { command, root, service, options }: Run,
  account: OpenAccount,
  environment: Environment,
): PlanRequest {
  return {
    model: service.model,
    environment,
    facts: account.factsFor(environment),
    verb: command === 'destroy' ? 'destroy' : 'apply',
    adopt: options.adopt,
    prune: options.prune,
    findLeftovers: command === 'validate',
    unfinished: unfinishedJournals(root, environment.name).flatMap(({ header }) => header.changes),
  };
}

/** A run that came to its end; a destroy that had to leave a role is not done. */
export function finished(plan: Plan, done: number): Outcome {
  return {
    report: { status: 'applied', environment: plan.environment, plan, done },
    code: plan.blocked.length > 0 ? EXIT.error : EXIT.done,
    shown: false,
  };
}

/** Nobody said yes. */
export function declined(plan: Plan): Outcome {
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
