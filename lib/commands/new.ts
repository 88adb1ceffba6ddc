import { basename, resolve } from 'node:path';
import { type Asked, askAnswers } from '../answers/ask.ts';
import { isOn, wantsJson } from '../answers/command-line.ts';
import type { Ask, Replies } from '../answers/prompts.ts';
import { resolveAnswers, type Sources } from '../answers/resolve.ts';
import type { Answers } from '../answers/types.ts';
import { withPresets } from '../preset/load.ts';
import { effectsText, type RoleEffect } from '../report/definition-effects.ts';
import { buildService } from '../service/build-service.ts';
import {
  closingJson,
  closingWords,
  describeWrites,
  diffWrites,
  type FinishedRun,
  namesAndValues,
} from '../starter/closing-words.ts';
import { planWrites } from '../starter/plan-writes.ts';
import { renderStarter } from '../starter/render-starter.ts';
import { withRetired } from '../starter/retired.ts';
import { retiredWords } from '../starter/retired-words.ts';
import { settleAnswers } from '../starter/settle-answers.ts';
import { writeFiles } from '../starter/write.ts';
import { conflictsOf, settleConflicts, type WritePlan } from '../starter/write-plan.ts';
import { onConflict } from './conflict-flags.ts';
import { type Draft, draftOf } from './draft.ts';
import { effectsOn } from './effects-on.ts';
import type { Invocation } from './invocation.ts';
import { offerApply } from './offer-apply.ts';
import { readAnswersFile, readFolderAnswers } from './read-answers.ts';
import { deriveFromTaskdefs, taskdefQuestion, taskdefTexts } from './read-taskdefs.ts';

/**
 * Writes a starter repo, or brings one up to date. Gives the exit code. Without a folder among the
 * words it is the one that ECS_IAM_FOLDER names, else the working directory.
 *
 * @throws UserError for everything that keeps it from its work.
 */
export async function runNew(invocation: Invocation): Promise<number> {
  const { line, from, io } = invocation;
  const { flags, positionals } = line;
  const folder = resolve(from, positionals[0] ?? process.env.ECS_IAM_FOLDER ?? '.');
  const asked = await answersOf(invocation, folder);
  const { answers, writesApp, top, found } = await settleAnswers(asked.answers, folder);
  const service = buildService(answers);
  const plan = withRetired(
    await planWrites(folder, await renderStarter(service, writesApp), top),
    service,
  );
  const report = { ...asked, answers };
  if (!isOn(flags, 'quiet')) {
    io.err(`${namesAndValues(service)}\n${found.map((sentence) => `${sentence}\n`).join('')}`);
  }
  if (isOn(flags, 'dry-run') || isOn(flags, 'diff')) {
    const preview = isOn(flags, 'diff') ? diffWrites(plan) : describeWrites(plan);
    const effects = await effectsOn(folder, service);
    printReport(invocation, report, { service, from, plan, preview: await preview, effects });
    return 0;
  }
  const settled = await settle(invocation, plan);
  await writeFiles(settled);
  draftOf(folder).remove();
  printReport(invocation, report, { service, from, plan: settled });
  return io.isTerminal ? offerApply(invocation, settled.folder, service) : 0;
}

/** Answers, and what is said of the task definitions that they are from. */
interface Answered extends Asked {
  readonly notes: readonly string[];
}

async function answersOf({ line, from, io, ask }: Invocation, folder: string): Promise<Answered> {
  const { flags, faults } = line;
  const [name] = flags.answers ?? [];
  const provided: Sources = {
    flags,
    answersFile: name === undefined ? undefined : await readAnswersFile(from, name),
    folderFile: await readFolderAnswers(folder),
    folderName: basename(folder),
    faults,
  };
  const sources = withPresets(provided, { folder, from });
  const texts = taskdefTexts(flags);
  const { entries, notes } = await deriveFromTaskdefs(texts, from, sources);
  const all = { ...sources, derived: entries };
  if (io.isTerminal) {
    const said = [...notes];
    const isFresh = texts.length === 0 && sources.folderFile === undefined;
    const early = isFresh
      ? taskdefQuestion(from, sources, (more) => said.push(...more))
      : undefined;
    const draft = draftOf(folder);
    io.err(
      `This writes the IAM roles of an ECS service, and what deploys them, into ${folder}.\n` +
        'Enter takes what is offered. Ctrl-C is safe: nothing is written before you agree.\n',
    );
    const kept = await offerDraft(draft, ask);
    const asked = await askAnswers(all, ask, {
      early,
      kept,
      keep: draft.keep,
      say: io.err,
      check: (answers) => showWork(answers, folder, io),
    });
    return { ...asked, notes: said };
  }
  return { ...resolveAnswers(all), leftOut: [], notes };
}

/** The replies of a run that was interrupted, where the person goes on with them. */
async function offerDraft(draft: Draft, ask: Ask): Promise<Replies> {
  const kept = draft.read();
  const count = Object.keys(kept).length;
  if (count === 0) return {};
  const what = count === 1 ? 'the answer' : `the ${count} answers`;
  const message = `Go on with ${what} of the run that was interrupted here?`;
  const { resume } = await ask([{ type: 'confirm', name: 'resume', message, default: true }]);
  if (resume === true) return kept;
  draft.remove();
  return {};
}

/** Shows what answers make: names, roles, files. @throws UserError for what cannot be made. */
async function showWork(given: Answers, folder: string, io: Invocation['io']): Promise<void> {
  const { answers, writesApp, top } = await settleAnswers(given, folder);
  const service = buildService(answers);
  const { files } = await planWrites(folder, await renderStarter(service, writesApp), top);
  const count = (state: string) => files.filter((one) => one.state === state).length;
  const roles = service.model.roles.map(({ title }) => title).join(', ');
  const names = service.environments.map(({ name }) => name).join(', ');
  io.err(
    `\nReview\n  ${service.model.roles.length} roles for ${names}: ${roles}\n` +
      `  ${count('create')} files to create, ${count('update')} to update, in ${folder}\n\n`,
  );
}

/** Decides conflicts as the flags have it, else by asking about each, else not at all ('abort'). */
export async function settle(
  { line, io, askConflicts }: Invocation,
  plan: WritePlan,
): Promise<WritePlan> {
  if (conflictsOf(plan).length === 0) return plan;
  const decided = onConflict(line.flags);
  if (decided === undefined && io.isTerminal) return askConflicts(plan);
  return settleConflicts(plan, decided ?? 'abort');
}

/** What a run would do. */
interface Preview {
  readonly preview?: string;
  readonly effects?: readonly RoleEffect[];
}

/** Prints what was done, or with a preview what would be. */
function printReport(
  { line: { flags }, io }: Invocation,
  asked: Answered,
  { preview, effects = [], ...finished }: FinishedRun & Preview,
): void {
  const wrote = preview === undefined;
  if (wantsJson(flags)) {
    const diff = isOn(flags, 'diff') ? { diff: preview } : {};
    const taken = asked.notes.length > 0 ? { fromTaskDefinition: asked.notes } : {};
    const { defaulted } = asked;
    const { retired } = finished.plan;
    const left = retired && retired.length > 0 ? { retired: retiredSentences(finished) } : {};
    const changes = wrote ? {} : { effects };
    const document = {
      wrote,
      defaulted,
      ...taken,
      ...closingJson(finished),
      ...left,
      ...diff,
      ...changes,
    };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (isOn(flags, 'quiet')) return;
  io.err(notices(asked));
  io.out(preview ?? closingWords(finished));
  if (effects.length > 0) io.out(`\n${effectsText(effects)}`);
  io.err(
    retiredSentences(finished)
      .map((one) => `${one}\n`)
      .join(''),
  );
  if (!wrote) io.err('Nothing was written.\n');
}

function retiredSentences({ plan, service }: FinishedRun): readonly string[] {
  const environments = service.environments.map(({ name }) => name);
  return retiredWords(plan.retired ?? [], { project: service.model.project, environments });
}

/** Questions that took their defaults, with them; grants left out. */
function notices({ answers, defaulted, leftOut, notes }: Answered): string {
  const taken = defaulted.map((name) => `${name} (${shownAnswer(name, answers)})`);
  return [
    ...(notes.length > 0
      ? ['From the task definition:\n', ...notes.map((one) => `  ${one}\n`)]
      : []),
    ...(taken.length > 0 ? [`Took the defaults of ${taken.join(', ')}.\n`] : []),
    ...(leftOut.length > 0
      ? [`Left out because a value is missing: ${leftOut.join(', ')}.\n`]
      : []),
  ].join('');
}

function shownAnswer(name: keyof Answers, answers: Answers): string {
  if (name === 'environments') return answers.environments.map((one) => one.name).join(',');
  const answer = answers[name];
  if (answer === '' || (Array.isArray(answer) && answer.length === 0)) return 'none';
  return String(answer);
}
