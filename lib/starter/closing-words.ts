import type { ModelRole } from '../iam/model.ts';
import { environmentsWith } from '../iam/where.ts';
import { type Style, styleOf } from '../report/style.ts';
import { ROLES } from '../roles/registry.ts';
import { leftOutRoles, notes } from '../service/notes.ts';
import type { Service } from '../service/types.ts';
import { TARGET_NAMES } from '../targets/ids.ts';
import { wrapWords } from '../wrap.ts';
import { roleName } from './named-values.ts';
import { type FinishedRun, type NextCommand, nextCommands, pathFrom } from './next-commands.ts';
import { changedNothing, fileSentences, writesAsJson } from './write-words.ts';

/** Where the words are shown. */
export interface Screen {
  readonly width: number;
  readonly isColoured: boolean;
}

/** Columns between which the words follow the terminal. */
const NARROWEST = 60;
const WIDEST = 200;
/** More notes than these are left to the README, which has them all. */
const NOTES = 2;
/** More roles than these are counted. */
const TITLES = 8;

/** What a run says at its end, in about twelve lines: what was made, what to know, what is next. */
export function closingWords(run: FinishedRun, screen: Screen): string {
  const width = Math.min(WIDEST, Math.max(NARROWEST, screen.width));
  const style = styleOf(screen.isColoured);
  const known = knownWords(run, width);
  return [
    ...wrapWords(headline(run), width).map((line) => style.bold(line)),
    ...table(rows(run), { width, style }),
    ...(known.length > 0 ? ['', style.changed('Know before you deploy'), ...known] : []),
    '',
    style.bold('Next'),
    ...nextLines(nextCommands(run), { width, style }),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The same for `--json`: one document with everything. */
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
    next: nextCommands(run).map(({ command }) => command),
  };
}

function headline({ service, plan, from }: FinishedRun): string {
  const { answers, model } = service;
  const { title = '' } = TARGET_NAMES.find(({ id }) => id === answers.target) ?? {};
  const path = pathFrom(from, plan.folder);
  const where = path === '' ? 'this folder' : path;
  const state = changedNothing(plan)
    ? 'is up to date in'
    : plan.marker === undefined
      ? 'is ready in'
      : 'is brought up to date in';
  return `${model.project} ${state} ${where}: ${title}`;
}

type Row = readonly [label: string, text: string];

function rows({ service, plan }: FinishedRun): readonly Row[] {
  const left = leftOutRoles(service).length;
  const roles = left === 1 ? '1 role' : `${left} roles`;
  return [
    ...madeRows(service),
    ...(left === 0
      ? []
      : [
          [
            'left out',
            `${roles} of ${ROLES.length} that this service does not use; ecs-iam list roles explains them`,
          ] as const,
        ]),
    ...fileSentences(plan).map((text, index) => [index === 0 ? 'files' : '', text] as const),
  ];
}

/** The roles of each environment; environments with the same roles share a row. */
function madeRows({ model, environments }: Service): readonly Row[] {
  const groups = new Map<string, string[]>();
  for (const { name } of environments) {
    const here = model.roles.filter((role) =>
      environmentsWith(role, environments, model.home).includes(name),
    );
    const text = roleWords(here);
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  return [...groups].map(([text, names]) => [names.join(', '), text] as const);
}

function roleWords(roles: readonly ModelRole[]): string {
  const count = roles.length === 1 ? '1 role' : `${roles.length} roles`;
  const shown = roles.length > TITLES ? roles.slice(0, TITLES - 2) : roles;
  const rest = roles.length - shown.length;
  const titles = shown.map(({ title }) => title.replace(/ role( for .*)?/, ''));
  return `${count}: ${[...titles, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')}`;
}

interface Layout {
  readonly width: number;
  readonly style: Style;
}

/** Labels of more columns than this stand on a line of their own. */
const WIDEST_LABEL = 16;

function table(list: readonly Row[], { width, style }: Layout): readonly string[] {
  const labels = list.map(([label]) => label.length).filter((length) => length <= WIDEST_LABEL);
  const column = Math.max(...labels) + 4;
  return list.flatMap(([label, text]) => {
    const lines = wrapWords(text, width - column);
    const head = `  ${style.bold(label)}${' '.repeat(Math.max(0, column - 2 - label.length))}`;
    const indented = lines.map((line) => `${' '.repeat(column)}${line}`);
    if (label.length > WIDEST_LABEL) return [head, ...indented];
    return [`${head}${lines[0] ?? ''}`, ...indented.slice(1)];
  });
}

function knownWords({ service }: FinishedRun, width: number): readonly string[] {
  const all = notes(service);
  const rest = all.length - NOTES;
  return [
    ...all.slice(0, NOTES).flatMap((note) => item(note, width)),
    ...(rest > 0 ? item(`${rest} more: README.md, under Deploy`, width) : []),
  ];
}

function item(text: string, width: number): readonly string[] {
  return wrapWords(text, width - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

/** Commands stay whole, to be copied; what one does stands behind it, or below where that is too wide. */
function nextLines(list: readonly NextCommand[], { width, style }: Layout): readonly string[] {
  const explained = list.filter(({ does }) => does !== '');
  const column = Math.max(...explained.map(({ command }) => command.length)) + 4;
  const behind = explained.every(({ does }) => column + does.length + 2 <= width);
  return list.flatMap(({ command, does }) => {
    const shown = `  ${style.added(command)}`;
    if (does === '') return [shown];
    if (!behind) {
      return [shown, ...wrapWords(does, width - 6).map((line) => `      ${style.faint(line)}`)];
    }
    return [`${shown}${' '.repeat(column - 2 - command.length)}${style.faint(`# ${does}`)}`];
  });
}
