import { type Asked, askAnswers } from '../answers/ask.ts';
import type { Ask, Replies } from '../answers/prompts.ts';
import type { Sources } from '../answers/resolve.ts';
import type { Answers } from '../answers/types.ts';
import { buildService } from '../service/build-service.ts';
import { planWrites } from '../starter/plan-writes.ts';
import { renderStarter } from '../starter/render-starter.ts';
import { settleAnswers } from '../starter/settle-answers.ts';
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
}

/** Asks a person at a terminal for what the sources leave open. @throws UserError for what cannot be made. */
export async function askForAnswers(beginning: Beginning): Promise<Answered> {
  const { ask, io, from, folder, sources, notes, isFresh } = beginning;
  const said = [...notes];
  const early = isFresh ? taskdefQuestion(from, sources, (more) => said.push(...more)) : undefined;
  const draft = draftOf(folder);
  io.err(
    `This writes the IAM roles of an ECS service, and what deploys them, into ${folder}.\n` +
      'Enter takes what is offered. Ctrl-C is safe: nothing is written before you agree.\n',
  );
  const kept = await offerDraft(draft, ask);
  const asked = await askAnswers(sources, ask, {
    early,
    kept,
    keep: draft.keep,
    say: io.err,
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
