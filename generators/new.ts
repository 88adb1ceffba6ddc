import { basename, resolve } from 'node:path';
import type { FlagValues } from '../lib/answers/command-line.ts';
import { resolveAnswers, type Sources } from '../lib/answers/resolve.ts';
import type { Answers } from '../lib/answers/types.ts';
import { UserError } from '../lib/errors.ts';
import { buildService } from '../lib/service/build-service.ts';
import {
  closingJson,
  closingWords,
  type FinishedRun,
  namesAndValues,
} from '../lib/starter/closing-words.ts';
import { describeWrites, diffWrites } from '../lib/starter/describe-writes.ts';
import { planWrites } from '../lib/starter/plan-writes.ts';
import { renderStarter } from '../lib/starter/render-starter.ts';
import { settleStarterApp } from '../lib/starter/starter-app.ts';
import { writeFiles } from '../lib/starter/write.ts';
import type { OnConflict } from '../lib/starter/write-types.ts';
import { type Asked, askAnswers, askOnTerminal } from './ask.ts';
import type { Run } from './commands.ts';
import { offerApply } from './offer-apply.ts';
import { readAnswersFile, readFolderAnswers } from './read-answers.ts';
import { askConflictsOnTerminal, settle } from './settle.ts';

/**
 * Writes a starter repo, or brings one up to date. Gives the exit code. Without a folder among the
 * words it is the one that ECS_IAM_FOLDER names, else the folder one stands in.
 */
export async function runNew(run: Run): Promise<number> {
  const { flags, positionals } = run.line;
  const folder = resolve(run.from, positionals[0] ?? process.env.ECS_IAM_FOLDER ?? '.');
  const { writesApp, ...asked } = await settledAnswers(run, folder);
  const service = buildService(asked.answers);
  const plan = await planWrites(folder, await renderStarter(service, writesApp));
  const done = { service, from: run.from };
  if (!isOn(flags, 'quiet')) run.say(`${namesAndValues(service)}\n`);
  if (isOn(flags, 'dry-run') || isOn(flags, 'diff')) {
    return report(run, asked, { ...done, plan }, await preview(flags, plan));
  }
  const settled = await settle(plan, onConflict(flags), decisions(run));
  await writeFiles(settled);
  report(run, asked, { ...done, plan: settled });
  return run.interactive ? offerApply(run, settled.folder) : 0;
}

async function settledAnswers(run: Run, folder: string) {
  const asked = await answersOf(run, folder);
  return { ...asked, ...(await settleStarterApp(asked.answers, folder)) };
}

async function answersOf(run: Run, folder: string): Promise<Asked> {
  const { flags, positionals, faults } = run.line;
  const [name] = flags.answers ?? [];
  const sources: Sources = {
    flags,
    answersFile: name === undefined ? undefined : await readAnswersFile(run.from, name),
    folderFile: await readFolderAnswers(folder),
    folderName: basename(folder),
    faults: faults.length > 0 ? faults : tooManyWords(positionals),
  };
  if (run.interactive) return askAnswers(sources, run.ask ?? askOnTerminal);
  return { ...resolveAnswers(sources), leftOut: [] };
}

function decisions(run: Run): Run['askConflicts'] {
  if (!run.interactive) return undefined;
  return run.askConflicts ?? askConflictsOnTerminal;
}

function tooManyWords([, second]: readonly string[]): readonly UserError[] {
  if (second === undefined) return [];
  const hint = 'Put a path that holds blanks in quotes.';
  return [new UserError('TooManyWords', `One folder is taken; '${second}' is a second.`, hint)];
}

function onConflict(flags: FlagValues): OnConflict | undefined {
  if (isOn(flags, 'force')) return 'overwrite';
  // Its values are checked where the command line is taken apart.
  return flags['on-conflict']?.[0] as OnConflict | undefined;
}

function isOn(flags: FlagValues, name: string): boolean {
  return flags[name] !== undefined;
}

async function preview(flags: FlagValues, plan: FinishedRun['plan']): Promise<string> {
  return isOn(flags, 'diff') ? diffWrites(plan) : describeWrites(plan);
}

/** The last words: what was done, or with a preview what would be. */
function report(run: Run, asked: Asked, finished: FinishedRun, shown?: string): number {
  const { flags } = run.line;
  const wrote = shown === undefined;
  if (isOn(flags, 'json') || flags.format?.[0] === 'json') {
    const diff = isOn(flags, 'diff') ? { diff: shown } : {};
    const sources = { wrote, defaulted: asked.defaulted, ...closingJson(finished), ...diff };
    run.print(`${JSON.stringify(sources, null, 2)}\n`);
    return 0;
  }
  if (isOn(flags, 'quiet')) return 0;
  run.say(notices(asked));
  run.print(shown ?? closingWords(finished));
  if (!wrote) run.say('Nothing was written.\n');
  return 0;
}

/** Questions that took their defaults, with them; grants left out. */
function notices({ answers, defaulted, leftOut }: Asked): string {
  const taken = defaulted.map((name) => `${name} (${shownAnswer(name, answers)})`);
  return [
    ...(taken.length > 0 ? [`Took the defaults of ${taken.join(', ')}.\n`] : []),
    ...(leftOut.length > 0 ? [`Left out for want of a value: ${leftOut.join(', ')}.\n`] : []),
  ].join('');
}

function shownAnswer(name: keyof Answers, answers: Answers): string {
  if (name === 'environments') return answers.environments.map((one) => one.name).join(',');
  const answer = answers[name];
  if (answer === '' || (Array.isArray(answer) && answer.length === 0)) return 'none';
  return String(answer);
}
