import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import type { Answers } from '../answers/types.ts';
import { changeKind } from '../change/kinds.ts';
import type { ChangeVerb } from '../change/types.ts';
import { faultsOf, throwFaults, UserError } from '../errors.ts';
import { fleetAround } from '../fleet/fleet-around.ts';
import { FLEET_FILE } from '../fleet/open-fleet.ts';
import { shellText } from '../shell.ts';
import { planStarter } from '../starter/plan-starter.ts';
import { writeFiles } from '../starter/write.ts';
import { answersBefore, answersOf } from './change-answers.ts';
import { changeFlags } from './change-flags.ts';
import { presetWords } from './change-presets.ts';
import { type ChangeReport, printChange, printNoChange } from './change-report.ts';
import { changeOf, nothingNamed } from './change-request.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { findRepo } from './load-repo.ts';
import { settle } from './new.ts';
import { readFolderAnswers } from './read-answers.ts';
import { otherAnswers } from './retired.ts';

/**
 * Changes the answers of a repo by one word, and writes its files again as `new` does. Gives the exit
 * code.
 *
 * @throws UserError for a word that is none, for what is not there, and what `new` throws.
 */
export async function runChange(verb: ChangeVerb, invocation: Invocation): Promise<number> {
  const { line, from } = invocation;
  throwFaults(line.faults);
  const [what, ...words] = line.positionals;
  const kind = changeKind(what, verb);
  if (line.flags.only !== undefined || line.flags.file !== undefined) {
    if (words.length === 0) throw nothingNamed(verb, kind, []);
    const { runFleetChange } = await import('./change-fleet.ts');
    return runFleetChange({ verb, kind, words }, invocation);
  }
  const root = repoOf(verb, invocation);
  const file = (await readFolderAnswers(root)) ?? { name: ANSWERS_FILE, text: '{}' };
  const named = kind.name === 'presets' ? presetWords(verb, words, { root, from, file }) : words;
  const losesPreset = kind.name === 'presets' && verb === 'remove';
  const before = answersBefore(file, root, losesPreset);
  if (words.length === 0) throw nothingNamed(verb, kind, kind.items(before));
  const change = changeOf({ verb, kind, words: named, answers: before }, line.flags);
  if (change.done.length + change.already.length === 0) {
    throw nothingNamed(verb, kind, kind.items(before));
  }
  const answers = () => withHint(verb, () => answersOf(file, root, change));
  const after =
    change.done.length === 0 ? before : losesPreset ? withoutPreset(answers) : answers();
  const report = { verb, kind, change };
  if (JSON.stringify(after) === JSON.stringify(before)) {
    printNoChange(report, invocation);
    return EXIT.done;
  }
  return writeChange({ before, after, root }, report, invocation);
}

/** The repo to change. @throws UserError `OfFleet` where a manifest has its answers, `NoAnswers`. */
function repoOf(verb: ChangeVerb, { line: { flags, positionals }, from }: Invocation): string {
  const folder = resolve(from, flags.dir?.at(-1) ?? '.');
  const isFleet = existsSync(join(folder, FLEET_FILE));
  const root = isFleet
    ? findRepo(folder, 'This is a fleet: name services with --only PATTERN.')
    : findRepo(folder);
  const fleet = fleetAround(root);
  if (fleet === undefined) return root;
  const { name } = fleet.service;
  const command = `ecs-iam ${verb} ${positionals.map(shellText).join(' ')} --only ${name}`;
  throw new UserError(
    'OfFleet',
    `This repo is service ${name} of the fleet in ${fleet.root}, whose manifest has its answers.`,
    `Run there: ${command}.`,
  );
}

/** The flags that a hint names are those of `new`, unless this command has them too. */
function withHint(verb: ChangeVerb, step: () => Answers): Answers {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UserError) || error.hint === '') throw error;
    const own = new Set(changeFlags(verb).map(({ name }) => name));
    const flags = [...error.hint.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);
    if (flags.every((name) => own.has(name))) throw error;
    const { name, message, hint, cause } = error;
    throw new UserError(name, message, `${hint} These are flags of ecs-iam new.`, { cause });
  }
}

/** Answers that name what a preset has cannot stay without it. */
function withoutPreset(step: () => Answers): Answers {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = 'It may be of the preset: remove this answer first.';
    const faults = faultsOf(error).map(({ name, message, hint: other }) => {
      const isNamed = name === 'UnknownRole' || name === 'UnknownGrant';
      return new UserError(name, message, isNamed ? hint : other);
    });
    throwFaults(faults);
    throw error;
  }
}

interface ChangedRepo {
  readonly before: Answers;
  readonly after: Answers;
  readonly root: string;
}

/** Writes what follows from changed answers, or says it. */
async function writeChange(
  { before, after, root }: ChangedRepo,
  report: Pick<ChangeReport, 'verb' | 'kind' | 'change'>,
  invocation: Invocation,
): Promise<number> {
  const { line, io, ask } = invocation;
  const { service, plan, found } = await planStarter(after, root);
  const { list, references } = before.presets;
  const stale =
    list.length === references.length && otherAnswers(root, { answers: before }).length > 0;
  const notes = [
    ...found,
    ...(report.change.notes ?? []),
    ...(stale
      ? [`${ANSWERS_FILE} was edited since the files were written: that is written too.`]
      : []),
  ];
  const full = { ...report, service, notes };
  if (line.flags['dry-run'] !== undefined || line.flags.diff !== undefined) {
    await printChange({ ...full, plan, wrote: false }, invocation);
    return EXIT.done;
  }
  const settled = await settle(invocation, plan);
  if (io.isTerminal) {
    await printChange({ ...full, plan: settled, wrote: false }, invocation);
    const message = 'Write this?';
    const { go } = await ask([{ type: 'confirm', name: 'go', message, default: true }]);
    if (go !== true) {
      io.err('Nothing was written.\n');
      return EXIT.done;
    }
    await writeFiles(settled);
    io.err('Written.\n');
    return EXIT.done;
  }
  await writeFiles(settled);
  await printChange({ ...full, plan: settled, wrote: true }, invocation);
  return EXIT.done;
}
