import { isOn } from '../answers/command-line.ts';
import type { AnswersChange, ChangeKind, ChangeVerb } from '../change/types.ts';
import { definitionOf } from '../definition/definition-of.ts';
import { LOCK_FILE, parseLock } from '../definition/lock.ts';
import { type DefinitionChanges, definitionChanges } from '../report/definition-changes.ts';
import { effectsText } from '../report/effects-text.ts';
import type { Service } from '../service/types.ts';
import { shellText } from '../shell.ts';
import { readRetired } from '../starter/retired.ts';
import { retiredWords } from '../starter/retired-words.ts';
import type { WritePlan } from '../starter/write-plan.ts';
import { describeWrites, diffWrites, writesAsJson } from '../starter/write-words.ts';
import type { Invocation } from './invocation.ts';

/** One change of answers, and what follows from it. */
export interface ChangeReport {
  readonly verb: ChangeVerb;
  readonly kind: ChangeKind;
  readonly change: AnswersChange;
  readonly service: Service;
  readonly plan: WritePlan;
  /** What else the user should know, one sentence each. */
  readonly notes: readonly string[];
  readonly wrote: boolean;
}

type Named = Pick<ChangeReport, 'verb' | 'kind' | 'change'>;

/** Says that everything is as it was asked for already. */
export function printNoChange(named: Named, { line: { flags }, io }: Invocation): void {
  const { kind, change } = named;
  const already = [...change.already, ...change.done];
  if (isOn(flags, 'json')) {
    const document = { wrote: false, what: kind.word, [verbed(named)]: [], already };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (isOn(flags, 'quiet')) return;
  io.out(`${alreadyText(kind.word, already)} Nothing was written.\n`);
}

function alreadyText(word: string, items: readonly string[]): string {
  const are = items.length === 1 ? 'is' : 'are';
  return `${capital(word)} ${items.join(', ')} ${are} there already.`;
}

/** Says what a change makes of the files and of the account. */
export async function printChange(report: ChangeReport, { line, io }: Invocation): Promise<void> {
  const { flags } = line;
  const { plan, service, wrote } = report;
  const account = accountChanges(report);
  const retired = newlyRetired(report);
  const next = nextCommands(account, service);
  if (isOn(flags, 'json')) {
    const { change, kind, notes } = report;
    const document = {
      wrote,
      what: kind.word,
      [verbed(report)]: change.done,
      already: change.already,
      folder: plan.folder,
      files: writesAsJson(plan),
      account,
      retired,
      notes,
      next,
      ...(isOn(flags, 'diff') && { diff: await diffWrites(plan) }),
    };
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (isOn(flags, 'quiet')) return;
  const sections = [
    headText(report),
    isOn(flags, 'diff') ? await diffWrites(plan) : `Files\n${indented(describeWrites(plan))}`,
    accountText(account),
    ...(retired.length === 0 ? [] : [`What is left in AWS\n${lines(retired)}`]),
    ...(report.notes.length === 0 ? [] : [`Worth knowing\n${lines(report.notes)}`]),
    ...(next.length === 0 ? [] : [`Next\n${lines(next)}`]),
  ];
  io.out(sections.join('\n'));
  if (!wrote && !io.isTerminal) io.err('Nothing was written.\n');
}

function headText({ verb, kind, change, wrote }: ChangeReport): string {
  const { done, already } = change;
  const will = wrote ? (verb === 'add' ? 'Added' : 'Removed') : verb === 'add' ? 'Adds' : 'Removes';
  const more = already.length === 0 ? '' : `${alreadyText(kind.word, already)}\n`;
  return `${more}${will} ${kind.word} ${done.join(', ')}.\n`;
}

function accountChanges({ plan, service }: ChangeReport): DefinitionChanges {
  const lock = plan.files.find(({ path }) => path === LOCK_FILE)?.before;
  const before = lock === undefined ? [] : parseLock(lock).definitions;
  const after = service.environments.map((one) => definitionOf(service.model, one));
  return definitionChanges(before, after);
}

function accountText({ comes, goes, effects }: DefinitionChanges): string {
  const roles = [
    ...comes.map(({ environment, name }) => `${name} comes (${environment})\n`),
    ...goes.map(({ environment, name }) => `${name} goes (${environment})\n`),
  ];
  const text = `${roles.join('')}${effectsText(effects)}`;
  if (text === '') return 'In AWS nothing changes.\n';
  return `In AWS, once it is deployed\n${indented(text)}`;
}

/** What this change leaves in the account, with the command that takes it away. */
export function newlyRetired({
  plan,
  service,
}: Pick<ChangeReport, 'plan' | 'service'>): readonly string[] {
  const known = new Set(readRetired(plan.marker).map((one) => JSON.stringify(one)));
  const fresh = (plan.retired ?? []).filter((one) => !known.has(JSON.stringify(one)));
  const environments = service.environments.map(({ name }) => name);
  return retiredWords(fresh, { project: service.model.project, environments });
}

/** The environments that are to be deployed again. */
function nextCommands(
  { comes, goes, effects }: DefinitionChanges,
  { environments }: Service,
): readonly string[] {
  const touched = new Set([
    ...[...comes, ...goes].map(({ environment }) => environment),
    ...effects.flatMap((one) => one.environments),
  ]);
  return environments
    .filter(({ name }) => touched.has(name))
    .map(({ name }) => `scripts/deploy-iam.sh ${shellText(name)}`);
}

function verbed({ verb }: Named): 'added' | 'removed' {
  return verb === 'add' ? 'added' : 'removed';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lines(sentences: readonly string[]): string {
  return indented(sentences.map((one) => `${one}\n`).join(''));
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
