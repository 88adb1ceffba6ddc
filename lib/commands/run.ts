import { writeFileSync } from 'node:fs';
import type { UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import type { Plan } from '../plan/change.ts';
import type { AccountReport, EnvironmentReport } from '../report/findings.ts';
import { jsonReport, sarifReport } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import { styleOf } from '../report/style.ts';
import { type TextLabels, textReport } from '../report/text.ts';
import type { AccountCommand, AccountOptions } from './account-flags.ts';
import { EXIT } from './exit.ts';

/** What a command uses of the process; a test has its own. */
export interface CommandIo {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress, questions, errors. */
  readonly err: (text: string) => void;
  /** A person can answer questions. */
  readonly isTerminal: boolean;
  /** A person sees progress, also where nobody is asked; absent: as isTerminal. */
  readonly isWatched?: boolean;
  readonly isColoured: boolean;
  /** Of the terminal that shows results; absent where they go elsewhere. */
  readonly columns?: number | undefined;
  /** Asks for a line of text. */
  readonly ask: (question: string) => Promise<string>;
  /** Calls back at Ctrl-C until the returned function is called. */
  readonly onInterrupt: (callback: () => void) => () => void;
}

/** What one run of a command works with. */
export interface Run {
  readonly command: AccountCommand;
  readonly root: string;
  readonly project: string;
  readonly options: AccountOptions;
  readonly io: CommandIo;
  /** What a report for people says besides. */
  readonly labels: TextLabels;
}

/** The result for one environment, and its exit code. */
export interface Outcome {
  readonly report: EnvironmentReport;
  readonly code: number;
  /** The plan was printed on the terminal already. */
  readonly shown: boolean;
}

/** The beginning of every report. */
function head({ command, project }: Run): Omit<AccountReport, 'environments'> {
  return { command, project };
}

/** An environment that these credentials are not for. */
export function notChecked({ name: environment }: Environment, reason: UserError): Outcome {
  return {
    report: { status: 'not-checked', environment, reason: reason.message },
    code: EXIT.error,
    shown: false,
  };
}

/** A run that is complete; a destroy that had to leave a role is an error. */
export function finished(plan: Plan, done: number): Outcome {
  return {
    report: { status: 'applied', environment: plan.environment, plan, done },
    code: plan.blocked.length > 0 ? EXIT.error : EXIT.done,
    shown: false,
  };
}

/** The user did not confirm, and is told so once. */
export function declined(plan: Plan, io: CommandIo): Outcome {
  io.err(`${plan.environment}: declined; nothing was changed.\n`);
  return notConfirmed(plan);
}

/** An environment that stays as it is because the user did not confirm. */
export function notConfirmed(plan: Plan): Outcome {
  return {
    report: {
      status: 'not-checked',
      environment: plan.environment,
      reason: 'Declined: nothing was changed.',
    },
    code: EXIT.error,
    shown: true,
  };
}

/** Writes a report in the wanted format to stdout or a file. */
export function writeReport(environments: readonly EnvironmentReport[], run: Run): void {
  const { output } = run.options;
  const text = format({ ...head(run), environments }, run);
  if (output === undefined) run.io.out(text);
  else writeFileSync(output, text);
}

function format(report: AccountReport, { options, io, labels }: Run): string {
  switch (options.format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'junit':
      return junitReport(report);
    case 'text':
      return textReport(
        report,
        styleOf(io.isColoured && !options.noColor && options.output === undefined),
        options.output === undefined ? { ...labels, columns: io.columns } : labels,
      );
  }
}
