import { relative, resolve } from 'node:path';
import type { ModelRole } from '../iam/model.ts';
import { environmentsWith } from '../iam/where.ts';
import { type LeftOutRole, leftOutRoles, notes } from '../service/notes.ts';
import type { Service } from '../service/types.ts';
import { shellText } from '../shell.ts';
import { type NamedValue, namedValues, roleName } from './named-values.ts';
import type { FileState, PlannedFile, WritePlan } from './write-plan.ts';

/** A finished run, as far as its last words need it. */
export interface FinishedRun {
  readonly service: Service;
  /** Settled. */
  readonly plan: WritePlan;
  /** Where the user stands: the next commands begin there. Absolute. */
  readonly from: string;
}

/** What a run says at its end, as text: roles, those left out, files, warnings, what next. */
export function closingWords(run: FinishedRun): string {
  const { service, plan } = run;
  return sections([
    ['Roles', service.model.roles.map((role) => roleLine(role, service))],
    ['Left out', leftOutRoles(service).map(leftOutLine)],
    ['Files', fileLines(plan)],
    ['Worth knowing', notes(service)],
    ['Next', nextCommands(run)],
  ]);
}

/** The names that follow from the answers, to be shown before anything is written. */
export function namesAndValues(service: Service): string {
  return sections([['Names and values', namedValues(service).flatMap(valueLine)]]);
}

/** The same for `--json`: one document. */
export function closingJson(run: FinishedRun): object {
  const { service, plan } = run;
  const { answers, model, environments } = service;
  return {
    folder: plan.folder,
    project: model.project,
    target: answers.target,
    environments: environments.map(({ name, values }) => ({ name, values })),
    roles: model.roles.map((role) => ({
      id: role.id,
      title: role.title,
      names: environmentsWith(role, environments, model.home).map((name) =>
        roleName(role, model.project, name),
      ),
    })),
    leftOut: leftOutRoles(service),
    files: writesAsJson(plan),
    notes: notes(service),
    next: nextCommands(run),
  };
}

/** The three commands that follow, to be typed where the user stands. */
export function nextCommands({ service, plan, from }: FinishedRun): readonly string[] {
  const first = service.environments[0]?.name ?? '';
  const path = relative(resolve(from), plan.folder);
  const shorter = path.startsWith('..') ? plan.folder : path;
  return [
    path === '' ? 'aws sts get-caller-identity' : `cd ${shellText(shorter)}`,
    `scripts/deploy-iam.sh ${first} --dry-run`,
    `scripts/deploy-iam.sh ${first}`,
  ];
}

/** The role's name in the first environment that has it, and where that is not every one. */
function roleLine(role: ModelRole, { model, environments }: Service): string {
  const names = environmentsWith(role, environments, model.home);
  const where = names.length < environments.length ? ` (${names.join(', ')})` : '';
  return `${roleName(role, model.project, names[0] ?? '')}  ${role.title}${where}`;
}

function leftOutLine({ id, why }: LeftOutRole): string {
  return `${id}: ${firstSentence(why)}`;
}

/** Closing words have one line a role; the README has the rest. */
function firstSentence(text: string): string {
  return /^.*?[.](?=\s+[A-Z]|$)/s.exec(text)?.[0] ?? text;
}

function valueLine({ name, values }: NamedValue): readonly string[] {
  const known = [...new Set(values.filter((value) => value !== undefined))];
  return known.length === 0 ? [] : [`${name}: ${known.join(', ')}`];
}

function fileLines(plan: WritePlan): readonly string[] {
  const listed = plan.files.filter(({ state }) => LISTED.includes(state));
  const rest = { ...plan, files: listed };
  const counts = [...countByState(plan.files)].map(([state, count]) => `${count} ${DONE[state]}`);
  return [
    `${counts.join(', ')}, in ${plan.folder}`,
    ...describeWrites(rest).split('\n').filter(Boolean),
  ];
}

/** What a reader should look at; the others are counted. */
const LISTED: readonly FileState[] = ['conflict', 'skip', 'overwrite', 'remove', 'left'];

const DONE: Readonly<Record<FileState, string>> = {
  create: 'created',
  update: 'updated',
  unchanged: 'unchanged',
  conflict: 'in conflict',
  skip: 'skipped',
  overwrite: 'overwritten',
  remove: 'removed',
  left: 'left, though no longer part of the repo',
};

function countByState(files: readonly PlannedFile[]): ReadonlyMap<FileState, number> {
  const counts = new Map<FileState, number>();
  for (const { state } of files) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

function sections(list: readonly (readonly [title: string, lines: readonly string[]])[]): string {
  return list
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`)
    .join('\n');
}

/** As wide as the longest state. */
const WIDTH = 'unchanged'.length;

/** One line a file: what a run does to it; unchanged files are counted, not listed. */
export function describeWrites(plan: WritePlan): string {
  const lines = plan.files
    .filter(({ state }) => state !== 'unchanged')
    .map(({ path, state, reason }) => {
      const why = reason === undefined ? '' : `  (${reason})`;
      return `${state.padEnd(WIDTH)}  ${path}${why}`;
    });
  const unchanged = plan.files.filter(({ state }) => state === 'unchanged').length;
  if (unchanged > 0) lines.push(`${'unchanged'.padEnd(WIDTH)}  ${files(unchanged)}`);
  return lines.map((line) => `${line}\n`).join('');
}

/** The same for `--json`. */
export function writesAsJson(plan: WritePlan): readonly object[] {
  return plan.files.map(({ path, state, reason }) => ({
    path,
    state,
    ...(reason !== undefined && { reason }),
  }));
}

/** Unified diffs of all that would change on disk, conflicts included. */
export async function diffWrites(plan: WritePlan): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  return plan.files
    .filter(changesDisk)
    .map(({ path, before, after }) => {
      const from = before === undefined ? '/dev/null' : `a/${path}`;
      const to = after === undefined ? '/dev/null' : `b/${path}`;
      return createTwoFilesPatch(from, to, before ?? '', after ?? '').replace(/^=+\n/, '');
    })
    .join('');
}

function changesDisk({ state, before, after }: PlannedFile): boolean {
  if (state === 'unchanged' || state === 'left' || state === 'skip') return false;
  return before !== after;
}

/** `1 file`, `2 files`. */
export function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}
