import { basename, resolve } from 'node:path';
import { isOn, wantsJson } from '../answers/command-line.ts';
import { QUESTIONS } from '../answers/questions.ts';
import { resolveAnswers, type Sources } from '../answers/resolve.ts';
import type { Answers } from '../answers/types.ts';
import type { SourcePlaces } from '../preset/names.ts';
import type { RoleEffect } from '../report/definition-effects.ts';
import { effectsText } from '../report/effects-text.ts';
import { closingJson, closingWords } from '../starter/closing-words.ts';
import type { FolderName } from '../starter/folder-name.ts';
import type { FinishedRun } from '../starter/next-commands.ts';
import { planStarter } from '../starter/plan-starter.ts';
import { type Current, retiredText, retiredWords } from '../starter/retired-words.ts';
import { writeFiles } from '../starter/write.ts';
import { conflictsOf, settleConflicts, type WritePlan } from '../starter/write-plan.ts';
import { describeWrites, diffWrites } from '../starter/write-words.ts';
import type { Answered } from './ask-for-answers.ts';
import { onConflict } from './conflict-flags.ts';
import { draftOf } from './draft.ts';
import type { Invocation } from './invocation.ts';
import { screenWidth } from './page-width.ts';
import { readAnswersFile, readFolderAnswers } from './read-answers.ts';

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
  const { service, plan, found } = await planStarter(asked.answers, folder);
  const report = { ...asked, answers: service.answers };
  if (!isOn(flags, 'quiet')) {
    io.err(found.map((sentence) => `${sentence}\n`).join(''));
  }
  if (isOn(flags, 'dry-run') || isOn(flags, 'diff')) {
    const preview = isOn(flags, 'diff') ? diffWrites(plan) : describeWrites(plan);
    const { effectsOn } = await import('./effects-on.ts');
    const effects = await effectsOn(folder, service);
    printReport(invocation, report, { service, from, plan, preview: await preview, effects });
    return 0;
  }
  const settled = await settle(invocation, plan);
  await writeFiles(settled);
  draftOf(folder).remove();
  printReport(invocation, report, { service, from, plan: settled });
  if (!io.isTerminal) return 0;
  if (!isOn(flags, 'quiet')) io.err('\n');
  const { offerApply } = await import('./offer-apply.ts');
  return offerApply(invocation, settled.folder, service);
}

async function answersOf({ line, from, io, ask }: Invocation, folder: string): Promise<Answered> {
  const { flags, faults } = line;
  const [name] = flags.answers ?? [];
  const given: Sources = {
    flags,
    answersFile: name === undefined ? undefined : await readAnswersFile(from, name),
    folderFile: await readFolderAnswers(folder),
    faults,
  };
  const { name: folderName, said } = await nameOf(folder, given);
  if (said !== undefined && !isOn(flags, 'quiet')) io.err(`${said}\n`);
  const provided: Sources = { ...given, folderName };
  const sources = await withPresetsOf(provided, { folder, from });
  const texts = isOn(flags, 'from-taskdef') ? (flags['from-taskdef'] ?? []) : [];
  const { entries, notes } = await derivedFrom(texts, from, sources);
  const all = { ...sources, derived: entries };
  // What asks, and what reads task definitions and presets, is loaded where it is wanted: a run with
  // --yes does not wait for it.
  if (!io.isTerminal) return { ...resolveAnswers(all), leftOut: [], notes };
  const { askForAnswers } = await import('./ask-for-answers.ts');
  const isFresh = texts.length === 0 && sources.folderFile === undefined;
  const isPreview = isOn(flags, 'dry-run') || isOn(flags, 'diff');
  return askForAnswers({ ask, io, from, folder, sources: all, notes, isFresh, isPreview });
}

/** What the project is called where nothing names it: other services count only then. */
async function nameOf(folder: string, sources: Sources): Promise<FolderName> {
  const isNamed = isOn(sources.flags, 'project') || holdsKey(sources, 'project');
  if (isNamed) return { name: basename(folder) };
  const { folderName } = await import('../starter/folder-name.ts');
  return folderName(folder);
}

/** True where an answers file may have a key: it is read where its answers are. */
function holdsKey({ answersFile, folderFile }: Sources, key: string): boolean {
  return [answersFile, folderFile].some((file) => file?.text.includes(`"${key}"`));
}

async function withPresetsOf(sources: Sources, places: SourcePlaces): Promise<Sources> {
  if (!isOn(sources.flags, 'preset') && !holdsKey(sources, 'presets')) return sources;
  const { withPresets } = await import('../preset/load.ts');
  return withPresets(sources, places);
}

async function derivedFrom(texts: readonly string[], from: string, sources: Sources) {
  if (texts.length === 0) return { entries: [], notes: [] };
  const { deriveFromTaskdefs } = await import('./read-taskdefs.ts');
  return deriveFromTaskdefs(texts, from, sources);
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
    const left =
      retired && retired.length > 0 ? { retired: retiredWords(retired, currentOf(finished)) } : {};
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
  // After questions the result begins on its own.
  if (io.isTerminal) io.err('\n');
  io.out(preview ?? closingWords(finished, { isColoured: io.isColoured, width: screenWidth() }));
  if (effects.length > 0) io.out(`\n${effectsText(effects)}`);
  io.err(retiredText(finished.plan.retired ?? [], currentOf(finished)));
  if (!wrote) io.err('Nothing was written.\n');
}

function currentOf({ service }: FinishedRun): Current {
  const environments = service.environments.map(({ name }) => name);
  return { project: service.model.project, environments };
}

/** What was taken from a task definition, the defaults that were taken, and grants left out. */
function notices({ answers, defaulted, leftOut, notes }: Answered): string {
  const taken = defaulted.flatMap((name) => flagOf(name, answers));
  return [
    ...(notes.length > 0
      ? ['From the task definition:\n', ...notes.map((one) => `  ${one}\n`)]
      : []),
    ...(taken.length > 0 ? [`Took the defaults ${taken.join(' ')}.\n`] : []),
    ...(leftOut.length > 0
      ? [
          `Left out because a value is missing: ${leftOut.join(', ')}. ecs-iam list grants says what to give with --grant.\n`,
        ]
      : []),
  ].join('');
}

/** An answer as its flag would have it; nothing where it is none. */
function flagOf(name: keyof Answers, answers: Answers): readonly string[] {
  const flag = QUESTIONS.find((row) => row.name === name)?.flag;
  const answer = name === 'environments' ? answers[name].map((one) => one.name) : answers[name];
  const text = String(answer);
  return flag === undefined || text === '' ? [] : [`--${flag} ${text}`];
}
