import { basename, resolve } from 'node:path';
import { adoptable, adoptedAnswers } from '../adopt/adopted-answers.ts';
import { type Import, importOf } from '../adopt/import-files.ts';
import { writeAnswersFile } from '../answers/answers-file.ts';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { type FlagValues, isOn, wantsJson } from '../answers/command-line.ts';
import { resolveAnswers } from '../answers/resolve.ts';
import type { Answers } from '../answers/types.ts';
import { faultsOf, throwFaults, UserError } from '../errors.ts';
import type { Environment } from '../iam/model.ts';
import { explain } from '../live/explain.ts';
import { isRoleId, type RoleId } from '../roles/registry.ts';
import { buildService } from '../service/build-service.ts';
import type { Service } from '../service/types.ts';
import { planWrites } from '../starter/plan-writes.ts';
import { renderStarter } from '../starter/render-starter.ts';
import { withRetired } from '../starter/retired.ts';
import { settleAnswers } from '../starter/settle-answers.ts';
import { writeFiles } from '../starter/write.ts';
import type { WritePlan } from '../starter/write-plan.ts';
import { accountOptions } from './account-flags.ts';
import { type AdoptedEnvironment, readAdopted } from './adopt-account.ts';
import { type Adoption, adoptionJson, adoptionWords, planText } from './adopt-words.ts';
import { environmentOf } from './environment-of.ts';
import { EXIT } from './exit.ts';
import type { Invocation } from './invocation.ts';
import { findRepo } from './load-repo.ts';
import { ownedNames } from './make-plan.ts';
import { settle } from './new.ts';
import { openAccount, wrongAccount } from './open-account.ts';
import { readFolderAnswers } from './read-answers.ts';
import { nameOtherAnswers } from './retired.ts';

/**
 * Makes roles that exist the repo's own: shows what their documents would become, moves them from
 * `existingRoles` to `roleNames`, and writes the files by which the tool takes them over. The account
 * is read and not changed. Gives the exit code.
 *
 * @throws UserError for everything that keeps it from its work; nothing is written then.
 */
export async function runAdopt(invocation: Invocation): Promise<number> {
  const { line, from, io } = invocation;
  throwFaults(line.faults);
  const root = findRepo(resolve(from, line.positionals[0] ?? '.'));
  const answers = await answersIn(root);
  nameOtherAnswers(root, { answers }, io);
  const ids = chosenRoles(answers, line.flags);
  const {
    answers: settled,
    writesApp,
    top,
  } = await settleAnswers(checked(adoptedAnswers(answers, ids), root), root);
  const service = adoptedService(settled);
  const read = await readAll(service, { root, ids, flags: line.flags });
  const adoption: Adoption = { service, root, from, ids, ...read, imports: [] };
  if (ids.length === 0 && read.environments.every(({ taken }) => taken.length === 0)) {
    const isJson = wantsJson(line.flags);
    io.out(isJson ? adoptionJson(adoption, undefined) : `${NOTHING}\n`);
    return EXIT.done;
  }
  const starter = await renderStarter(service, writesApp);
  const imports = importsOf(adoption, await planWrites(root, starter, top));
  const files = [...starter, ...imports.flatMap((one) => one.files)];
  const whole = withRetired(await planWrites(root, files, top), service);
  return finish(invocation, { ...adoption, imports }, whole);
}

const NOTHING =
  'There is nothing to adopt: the repo names no role that exists, and its roles in the account are its own.';

async function finish(
  invocation: Invocation,
  adoption: Adoption,
  plan: WritePlan,
): Promise<number> {
  const { line, io } = invocation;
  const isJson = wantsJson(line.flags);
  const isDry = isOn(line.flags, 'dry-run');
  const isQuiet = isOn(line.flags, 'quiet');
  if (!isJson && !isQuiet) io.out(planText(adoption, io));
  if (!isDry && io.isTerminal && !isOn(line.flags, 'yes')) {
    const reply = await io.ask('Adopt these roles: write the files of the repo anew? [y/N] ');
    if (!/^y(es)?$/i.test(reply.trim())) {
      io.err('Nothing was changed.\n');
      return EXIT.error;
    }
  }
  const settled = isDry ? plan : await settle(invocation, plan);
  if (!isDry) await writeFiles(settled);
  if (isJson) io.out(adoptionJson(adoption, { plan: settled, wrote: !isDry }));
  else if (!isQuiet) io.out(adoptionWords(adoption, { plan: settled, wrote: !isDry }));
  return adoption.unread.length > 0 ? EXIT.error : EXIT.done;
}

/** @throws UserError `NoAnswers`, and what the answers are refused for. */
async function answersIn(root: string): Promise<Answers> {
  const folderFile = await readFolderAnswers(root);
  if (folderFile === undefined) {
    throw new UserError(
      'NoAnswers',
      `There is no ${ANSWERS_FILE} in ${root}.`,
      'Run this in a generated repo or name its folder; ecs-iam new makes one.',
    );
  }
  return resolveAnswers({ flags: {}, folderFile, folderName: basename(root) }).answers;
}

/** The answers as if somebody had written them, so that everything about them is checked. */
function checked(answers: Answers, root: string): Answers {
  const folderFile = { name: ANSWERS_FILE, text: writeAnswersFile(answers) };
  return resolveAnswers({ flags: {}, folderFile, folderName: basename(root) }).answers;
}

/** @throws UserError `UnknownRole`: a role that is not among those that exist. */
function chosenRoles(answers: Answers, flags: FlagValues): readonly RoleId[] {
  const all = adoptable(answers);
  const named = flags.role?.flatMap((text) => text.split(','));
  if (named === undefined) return all;
  const unknown = named.find((id) => !isRoleId(id) || !all.includes(id));
  if (unknown === undefined) return all.filter((id) => named.includes(id));
  throw new UserError(
    'UnknownRole',
    `--role: '${unknown}' is not among the roles that exist.`,
    all.length === 0 ? 'Name it first: --existing-role ROLE=ARN.' : `They are ${all.join(', ')}.`,
  );
}

/** @throws UserError `SeveralEnvironments` for a role that serves several; what buildService throws. */
function adoptedService(answers: Answers): Service {
  try {
    return buildService(answers);
  } catch (error) {
    const twice =
      error instanceof UserError && faultsOf(error).find(({ name }) => name === 'RoleNameTwice');
    if (!twice) throw error;
    throw new UserError(
      'SeveralEnvironments',
      `A role belongs to one environment, and one of these would belong to two. ${twice.message}`,
      'Leave it as a role that exists, and name the others with --role.',
    );
  }
}

interface Reading {
  readonly root: string;
  readonly ids: readonly RoleId[];
  readonly flags: FlagValues;
}

async function readAll(
  service: Service,
  { root, ids, flags }: Reading,
): Promise<Pick<Adoption, 'environments' | 'unread'>> {
  const options = accountOptions(flags);
  const environments: AdoptedEnvironment[] = [];
  const unread: UserError[] = [];
  const wanted = wantedEnvironments(service, options.environment);
  for (const environment of wanted) {
    try {
      const account = await openAccount(root, options, environment);
      try {
        const wrong = wrongAccount(environment, account);
        if (wrong !== undefined && wanted.length === 1) throw wrong;
        if (wrong !== undefined) unread.push(wrong);
        else environments.push(await readAdopted(service, { environment, named: ids }, account));
      } finally {
        account.close();
      }
    } catch (error) {
      throw explain(error);
    }
  }
  const [first] = unread;
  if (first !== undefined && environments.length === 0) throw first;
  return { environments, unread };
}

function wantedEnvironments(
  { environments }: Service,
  name: string | undefined,
): readonly Environment[] {
  if (name === undefined || name === 'all') return environments;
  return [environmentOf(environments, name)];
}

/** The stack of an environment with roles of ours has the template that stands in the repo. */
function importsOf({ service, environments }: Adoption, plan: WritePlan): readonly Import[] {
  const template = plan.files.find(({ path }) => path === 'iam/roles.yaml')?.before;
  return environments
    .filter(({ taken }) => taken.length > 0)
    .map(({ environment, taken, hasOwn }) =>
      importOf({
        service,
        environment,
        taken,
        owned: ownedNames,
        deployed: hasOwn ? template : undefined,
      }),
    );
}
