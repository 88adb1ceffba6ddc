import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Flag } from '../answers/command-line.ts';
import { LAST_FLAGS } from '../answers/flag-forms.ts';
import { makeLock } from '../definition/load-definitions.ts';
import { LOCK_FILE, printLock } from '../definition/lock.ts';
import { throwFaults } from '../errors.ts';
import { followRequests } from '../starter/follow-requests.ts';
import { REQUESTS_FILE } from '../validation/render.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { findRepo, loadService, readGiven } from './load-repo.ts';
import { nameOtherAnswers } from './retired.ts';

/** The flags of `lock`. */
export const LOCK_FLAGS: readonly Flag[] = [
  {
    name: 'definition',
    takes: 'value',
    metavar: 'FILE',
    group: 'run',
    explanation: 'A synthesised template or a plan as JSON, read in place of iam/.',
  },
  { name: 'quiet', takes: 'none', group: 'run', explanation: 'Says nothing but errors.' },
  ...LAST_FLAGS,
];

/**
 * Writes iam.lock.json again from the definition files of a repo, and the requests of
 * tests/permissions.json that follow from them. Gives the exit code.
 *
 * @throws UserError what reading the repo throws; nothing is written then.
 */
export async function runLock({ line, from, io }: Invocation): Promise<number> {
  throwFaults(line.faults);
  const root = findRepo(resolve(from, line.positionals[0] ?? '.'));
  const [given] = line.flags.definition ?? [];
  const service = loadService(root);
  nameOtherAnswers(root, service, io);
  const lock = await makeLock({
    root,
    service,
    given: given === undefined ? undefined : readGiven(resolve(from, given)),
  });
  writeFileSync(join(root, LOCK_FILE), printLock(lock));
  if (followRequests(root, service, lock.definitions)) {
    io.err(`${REQUESTS_FILE} was edited by hand and stays as it is.\n`);
  }
  if (line.flags.quiet === undefined) {
    const names = service.environments.map(({ name }) => name).join(', ');
    io.out(`${LOCK_FILE} holds what iam/ defines for ${names}.\n`);
  }
  return EXIT.done;
}
