import { type Asked, askAnswers } from '../answers/ask.ts';
import type { Ask, Replies } from '../answers/prompt.ts';
import type { Sources } from '../answers/resolve.ts';
import { setElsewhere } from '../answers/set-elsewhere.ts';
import type { Answers } from '../answers/types.ts';
import { substitute } from '../iam/template-string.ts';
import { environmentsWith } from '../iam/where.ts';
import { planStarter } from '../starter/plan-starter.ts';
import { remoteRepository } from '../starter/remote-repository.ts';
import type { WritePlan } from '../starter/write-plan.ts';
import { wrapWords } from '../wrap.ts';
import { type Draft, draftOf } from './draft.ts';
import type { Invocation } from './invocation.ts';
import { taskdefQuestion } from './read-taskdefs.ts';

/** Answers, and what is said of the task definitions that they are from. */
export interface Answered extends Asked {
  readonly notes: readonly string[];
}

/** What a person's answers begin from. */
interface Beginning extends Pick<Invocation, 'ask' | 'io' | 'from'> {
  readonly folder: string;
  readonly sources: Sources;
  /** Of the task definitions among the sources. */
  readonly notes: readonly string[];
  /** True where neither a repo nor a task definition says anything yet. */
  readonly isFresh: boolean;
  /** Nothing will be written. */
  readonly isPreview: boolean;
}

/** Asks a person at a terminal for what the sources leave open. @throws UserError for what cannot be made. */
export async function askForAnswers(beginning: Beginning): Promise<Answered> {
  const { ask, io, from, folder, sources, notes, isFresh, isPreview } = beginning;
  const repositoryId = remoteRepository(folder);
  const said = [...notes];
  const early = isFresh ? taskdefQuestion(from, sources, (more) => said.push(...more)) : undefined;
  const draft = draftOf(folder);
  io.err(
    paragraph(
      `This writes the IAM roles of an ECS service, and what deploys them, into ${folder}. Enter takes what is offered, ? explains a question. Ctrl-C is safe: nothing is written before you agree.`,
    ),
  );
  const kept = await offerDraft(draft, ask);
  const asked = await askAnswers(sources, ask, {
    early,
    kept,
    keep: draft.keep,
    say: (text) => io.err(withinWidth(text)),
    isPreview,
    ...(repositoryId && { suggested: { repositoryId } }),
    check: (answers) => showWork(answers, folder, io),
  });
  return { ...asked, notes: said };
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
  const { service, plan } = await planStarter(given, folder);
  const { model, environments } = service;
  const { project, roles, home } = model;
  const names = environments.map(({ name }) => name).join(', ');
  const lines = roles.map((role) => {
    const places = environmentsWith(role, environments, home);
    const alone = places.length === environments.length ? '' : `; ${places.join(', ')} alone`;
    return `${substitute(role.name, { project })} (${role.title}${alone})`;
  });
  io.err(
    `\nReview\n${paragraph(`${roles.length} roles for ${names}:`, '  ')}` +
      `${lines.map((line) => paragraph(line, '    ')).join('')}` +
      `${setElsewhere(given)
        .map((line) => paragraph(line, '  '))
        .join('')}` +
      `${paragraph(filesText(plan.files, folder), '  ')}\n`,
  );
}

/** How many files a run writes, and in which folders. */
function filesText(files: WritePlan['files'], folder: string): string {
  const written = files.filter(({ state }) => state === 'create' || state === 'update');
  if (written.length === 0) return `No file changes in ${folder}.`;
  const tops = new Map<string, number>();
  for (const { path } of written) {
    const top = path.includes('/') ? `${path.split('/')[0]}/` : path;
    tops.set(top, (tops.get(top) ?? 0) + 1);
  }
  const places = [...tops].map(([top, count]) => (top.endsWith('/') ? `${top} (${count})` : top));
  const updated = written.filter(({ state }) => state === 'update').length;
  const kinds = updated === 0 ? '' : `, ${updated} of them updates`;
  return `${written.length} files in ${folder}${kinds}: ${places.join(', ')}.`;
}

/** Text within the terminal's width. */
function paragraph(text: string, indent = ''): string {
  const width = Math.min(process.stderr.columns ?? 80, 100) - indent.length;
  return wrapWords(text, width)
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** Every line of a text within the terminal's width, indented as it is. */
function withinWidth(text: string): string {
  return text.replace(/^( *)(\S.*)\n/gm, (_, indent: string, line: string) =>
    paragraph(line, indent),
  );
}
