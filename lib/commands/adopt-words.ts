import { relative, resolve } from 'node:path';
import type { Import } from '../adopt/import-files.ts';
import type { UserError } from '../errors.ts';
import type { AccountReport } from '../report/findings.ts';
import { jsonReport } from '../report/json.ts';
import { styleOf } from '../report/style.ts';
import { textReport } from '../report/text.ts';
import type { RoleId } from '../roles/registry.ts';
import type { Service } from '../service/types.ts';
import { shellText } from '../shell.ts';
import type { WritePlan } from '../starter/write-plan.ts';
import { describeWrites, writesAsJson } from '../starter/write-words.ts';
import type { AdoptedEnvironment } from './adopt-account.ts';
import type { CommandIo } from './run.ts';

/** What a run of adopt found and would do. */
export interface Adoption {
  /** With the adopted roles among its own. */
  readonly service: Service;
  readonly root: string;
  /** Where the user stands. */
  readonly from: string;
  /** The roles that leave `existingRoles`. */
  readonly ids: readonly RoleId[];
  readonly environments: readonly AdoptedEnvironment[];
  /** Why environments were not read. */
  readonly unread: readonly UserError[];
  /** In the order of the environments that have something to import. */
  readonly imports: readonly Import[];
}

/** A settled plan of files, and whether it was carried out. */
interface Written {
  readonly plan: WritePlan;
  readonly wrote: boolean;
}

/** What the documents of the roles would become, environment by environment. */
export function planText(
  adoption: Adoption,
  { isColoured, columns }: Pick<CommandIo, 'isColoured' | 'columns'>,
): string {
  return `${textReport(report(adoption), styleOf(isColoured), { columns })}\n`;
}

function report({ service, environments }: Adoption): AccountReport {
  return {
    command: 'plan',
    project: service.model.project,
    environments: environments.map(({ environment, plan }) => ({
      status: 'checked',
      environment: environment.name,
      plan,
    })),
  };
}

/** What was done, and what is next. */
export function adoptionWords(adoption: Adoption, { plan, wrote }: Written): string {
  const { unread } = adoption;
  return [
    ...section('Roles', roleLines(adoption)),
    ...section(
      'Not read',
      unread.map(({ message, hint }) => `${message} ${hint}`),
    ),
    ...section('Files', describeWrites(plan).split('\n').filter(Boolean)),
    wrote
      ? section('Next', nextCommands(adoption)).join('')
      : 'Nothing was written, and the account was not changed.\n',
  ].join('');
}

/** The same as one JSON document. */
export function adoptionJson(adoption: Adoption, written: Written | undefined): string {
  const { version, environments } = JSON.parse(jsonReport(report(adoption)));
  const document = {
    version,
    command: 'adopt',
    project: adoption.service.model.project,
    wrote: written?.wrote ?? false,
    adopted: adoption.ids,
    environments,
    unread: adoption.unread.map(({ message }) => message),
    files: written === undefined ? [] : writesAsJson(written.plan),
    next: nextCommands(adoption),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}\n${lines.map((one) => `  ${one}\n`).join('')}\n`];
}

function roleLines({ environments }: Adoption): readonly string[] {
  return environments.flatMap(({ environment, taken }) =>
    taken.map(({ role, found }) => `${found.name}  ${role.title} (${environment.name})`),
  );
}

/** To be typed where the user stands. */
function nextCommands({ root, from, imports }: Adoption): readonly string[] {
  const path = relative(resolve(from), root);
  const there = path.startsWith('..') ? root : path;
  return [
    ...(path === '' ? [] : [`cd ${shellText(there)}`]),
    ...imports.flatMap(({ commands }) => commands),
  ];
}
