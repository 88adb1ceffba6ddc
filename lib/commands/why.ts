import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Flag, isOn } from '../answers/command-line.ts';
import { LAST_FLAGS, plainFlag, valueFlag } from '../answers/flag-forms.ts';
import { throwFaults, UserError } from '../errors.ts';
import { pageText } from '../explain/page.ts';
import type { Environment } from '../iam/model.ts';
import { answerWhy, type Repo, whyPage } from '../why/answer.ts';
import { diagnose } from '../why/diagnose.ts';
import { environmentOf } from './environment-of.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { lockedHere, lockedRepo } from './locked-here.ts';
import { PAGE_WIDTH } from './page-width.ts';
import { repoAbove } from './repo-above.ts';

/** The flags of `why`. */
export const WHY_FLAGS: readonly Flag[] = [
  valueFlag('file', 'FILE', 'A file with the message; - is the standard input.'),
  valueFlag('environment', 'NAME', 'The environment of the repo (else that of the message).'),
  plainFlag('json', 'Prints one JSON document.'),
  ...LAST_FLAGS,
];

/** An account and Region of AWS's documentation, where the message has none. */
const EXAMPLE = { account: '111122223333', region: 'eu-west-1', partition: 'aws' } as const;

/**
 * Says what an error message means, whether this repo grants what was refused, and what to do. Gives
 * the exit code: 2 for a message that it does not know.
 *
 * @throws UserError `MessageMissing`, `MessageNotReadable`, `UnknownEnvironment`; what loading the
 * repo throws.
 */
export async function runWhy({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const { flags, positionals } = line;
  const text = messageFrom(positionals.join(' '), flags.file?.at(-1), from);
  const root = repoAbove(from);
  const repo: Repo | undefined =
    root === undefined ? undefined : await repoIn(root, text, flags.environment?.at(-1));
  const names = new Map(repo?.documents.roles.map(({ name, id = name }) => [name, id]));
  const diagnosis = diagnose(text, { ...EXAMPLE, ...repo?.facts, names });
  if (diagnosis === undefined) {
    io.out(
      isOn(flags, 'json')
        ? `${JSON.stringify({ version: 1, known: false, paste: PASTE }, null, 2)}\n`
        : unknownText(),
    );
    return EXIT.differences;
  }
  const answer = answerWhy(diagnosis, repo);
  const place = repo === undefined ? {} : { environment: repo.environment };
  io.out(
    isOn(flags, 'json')
      ? `${JSON.stringify({ version: 1, known: true, ...place, ...answer }, null, 2)}\n`
      : pageText(whyPage(answer, repo), PAGE_WIDTH),
  );
  return EXIT.done;
}

/** What the repo defines for the environment that the message is about: by its lock where that will do. */
async function repoIn(root: string, text: string, name: string | undefined): Promise<Repo> {
  const locked = lockedRepo(root);
  if (locked !== undefined) {
    const all = locked.map((definition) => ({
      name: definition.environment,
      values: definition.values,
      definition,
    }));
    return lockedHere(root, environmentFor(all, text, name).definition);
  }
  const { definedIn } = await import('./defined-here.ts');
  const { loadService } = await import('./load-repo.ts');
  const service = loadService(root);
  const here = await definedIn(root, service, environmentFor(service.environments, text, name));
  return { documents: here.defined, facts: here.facts, environment: here.environment };
}

/** The environment whose role the message names, else the first. */
function environmentFor<One extends Environment>(
  all: readonly One[],
  text: string,
  name: string | undefined,
): One {
  if (name !== undefined) return environmentOf(all, name);
  const named = all.find((one) =>
    new RegExp(`-${one.name}\\b`).test(/(?:role|assumed-role)\/\S+/.exec(text)?.[0] ?? ''),
  );
  const ofAccount = all.find(
    ({ values }) => values.account !== undefined && text.includes(`:${values.account}:`),
  );
  return named ?? ofAccount ?? environmentOf(all, undefined);
}

function messageFrom(words: string, file: string | undefined, from: string): string {
  if (words !== '' && words !== '-') return words;
  const path = file ?? '-';
  if (path === '-' && process.stdin.isTTY === true) {
    throw new UserError(
      'MessageMissing',
      'No message is given.',
      'Write ecs-iam why "MESSAGE", or ecs-iam why --file FILE; or pipe it in.',
    );
  }
  const text = readText(path === '-' ? 0 : resolve(from, path), path);
  if (text.trim() !== '') return text;
  throw new UserError('MessageMissing', 'The message is empty.', 'Paste the whole message.');
}

function readText(source: string | number, name: string): string {
  try {
    return readFileSync(source, 'utf8');
  } catch (error) {
    throw new UserError(
      'MessageNotReadable',
      `--file: '${name}' cannot be read.`,
      'Name a text file.',
      {
        cause: error,
      },
    );
  }
}

/** What has the reason of a failure, where a message has not. */
const PASTE: readonly (readonly [what: string, command: string])[] = [
  [
    'The stopped reason of a task:',
    "aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query 'tasks[0].[stoppedReason,containers[].reason]'",
  ],
  [
    'The events of a service:',
    "aws ecs describe-services --cluster CLUSTER --services SERVICE --query 'services[0].events[:5].message'",
  ],
  [
    'A failed action of a pipeline:',
    "aws codepipeline list-action-executions --pipeline-name PIPELINE --query 'actionExecutionDetails[?status==`Failed`]|[0].output'",
  ],
  [
    'The phases of a build:',
    "aws codebuild batch-get-builds --ids BUILD --query 'builds[0].phases[].contexts'",
  ],
  ['The record of CloudTrail, whole, as JSON.', ''],
];

function unknownText(): string {
  const rows = PASTE.flatMap(([what, command]) =>
    command === '' ? [what] : [what, `  ${command}`],
  );
  return `This message has none of the forms that are known here.\nPaste the whole of it, from its first word to its last, or one of these in its place:\n\n${rows.join('\n')}\n`;
}
