import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import type { Answers } from '../answers/types.ts';
import { definitionOf } from '../definition/definition-of.ts';
import { LOCK_FILE, parseLock } from '../definition/lock.ts';
import { UserError } from '../errors.ts';
import { definitionEffects } from '../report/definition-effects.ts';
import { buildService } from '../service/build-service.ts';
import { contentHash, MARKER, readWrittenFiles } from '../starter/marker.ts';
import { planWrites } from '../starter/plan-writes.ts';
import { renderStarter } from '../starter/render-starter.ts';
import { settleAnswers } from '../starter/settle-answers.ts';
import { writeFiles } from '../starter/write.ts';
import { writeNewFolder } from '../starter/write-new.ts';
import { type OnConflict, settleConflicts } from '../starter/write-plan.ts';
import { textIn } from './answers-of.ts';
import type { ServiceSpec } from './manifest.ts';
import { faultsFrom, type ServiceOutcome } from './outcome.ts';

/** One service to write: all that a worker needs. */
export interface ServiceJob {
  readonly spec: Pick<ServiceSpec, 'name' | 'folder' | 'id' | 'line'>;
  /** Absolute. */
  readonly folder: string;
  /** What the manifest gives it. */
  readonly answers: Answers;
  /** Hash of everything that the repo follows from, but the folder. */
  readonly inputs: string;
  readonly onConflict: OnConflict;
  readonly dryRun: boolean;
}

/** Writes one service's repo, or says what would be written. Faults are part of the outcome. */
export async function runServiceJob(job: ServiceJob): Promise<ServiceOutcome> {
  const { spec, folder } = job;
  try {
    checkIdentity(spec, folder);
    const { answers, writesApp, top } = await settleAnswers(job.answers, folder);
    const service = buildService(answers);
    const files = await renderStarter(service, writesApp);
    const done = { service: spec.name, folder: spec.folder, faults: [] };
    // A file at the top of the git repository around it has to be looked at first.
    if (!existsSync(folder) && (top === '' || answers.deploy !== 'github')) {
      if (job.dryRun) return { ...done, state: 'created', files: files.length };
      const marker = writeNewFolder(folder, files);
      const own = files.find(({ path }) => path === ANSWERS_FILE)?.contents ?? '';
      const stamp = stampFrom(job.inputs, marker, own);
      return { ...done, state: 'created', files: files.length, stamp };
    }
    const plan = settleConflicts(await planWrites(folder, files, top), job.onConflict);
    const touched = plan.files.filter(({ state }) => !UNTOUCHED.includes(state)).length;
    const state = touched === 0 ? 'unchanged' : plan.marker === undefined ? 'created' : 'updated';
    if (job.dryRun) {
      const after = service.environments.map((one) => definitionOf(service.model, one));
      const lock = textIn(folder, LOCK_FILE);
      const before = lock === undefined ? [] : parseLock(lock).definitions;
      const effects = lock === undefined ? [] : definitionEffects(before, after);
      return { ...done, state, files: touched, effects };
    }
    await writeFiles(plan);
    return { ...done, state, files: touched, ...withStamp(job.inputs, folder) };
  } catch (error) {
    const faults = faultsFrom(error);
    return { service: spec.name, folder: spec.folder, state: 'failed', files: 0, faults };
  }
}

const UNTOUCHED = ['unchanged', 'skip', 'left'];

/** A repo in the folder that is another's, or whose answers were edited beside the manifest. */
function checkIdentity({ name, id, line }: ServiceJob['spec'], folder: string): void {
  const text = textIn(folder, ANSWERS_FILE);
  if (text === undefined) return;
  const own = /"id": *"([a-z0-9]{8})"/.exec(text)?.[1];
  if (own !== undefined && own !== id) {
    throw new UserError(
      'OtherRepo',
      `The repo in '${folder}' has the id ${own}, and service ${name} (line ${line}) has ${id}.`,
      `If it is this service, write id: ${own} under services.${name}.`,
    );
  }
  const recorded = readWrittenFiles(textIn(folder, MARKER))[ANSWERS_FILE];
  if (recorded === undefined || recorded === contentHash(text)) return;
  throw new UserError(
    'AnswersEdited',
    `'${join(folder, ANSWERS_FILE)}' was edited; in a fleet the manifest has the answers.`,
    `Move the edit into the manifest under services.${name}.answers, and restore the file.`,
  );
}

function stampFrom(inputs: string, marker: string, answers: string): string {
  return createHash('sha1').update(`${inputs}\n${marker}\n${answers}`).digest('hex');
}

function withStamp(inputs: string, folder: string): { readonly stamp?: string } {
  const [marker, answers] = [textIn(folder, MARKER), textIn(folder, ANSWERS_FILE)];
  if (marker === undefined || answers === undefined) return {};
  return { stamp: stampFrom(inputs, marker, answers) };
}

/** True where the repo is as it was written from the same inputs, and all its files are there. */
export function isAsStamped(inputs: string, folder: string, stamp: string | undefined): boolean {
  if (stamp === undefined || withStamp(inputs, folder).stamp !== stamp) return false;
  const paths = Object.keys(readWrittenFiles(textIn(folder, MARKER)));
  return paths.every((path) => existsSync(join(folder, path)));
}
