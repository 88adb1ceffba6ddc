import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderName } from '../../lib/starter/folder-name.ts';
import { runCommand } from '../support/run-command.ts';
import { inEmptyFolder } from './folder.ts';

/** A git repository with some answers files: path of the folder → what the file holds. */
function repository(top: string, files: Readonly<Record<string, object | string>>): void {
  mkdirSync(join(top, '.git'));
  for (const [path, held] of Object.entries(files)) {
    mkdirSync(join(top, path), { recursive: true });
    const text = typeof held === 'string' ? held : JSON.stringify(held);
    writeFileSync(join(top, path, 'ecs-iam.json'), text);
  }
}

const JOBS_API = 'so this one is called jobs-api unless you name it.';

test.each([
  ['jobs/api', {}, 'api', ''],
  ['jobs/api', { 'services/api': { project: 'orders' } }, 'api', ''],
  ['jobs/api', { 'services/api': '{' }, 'api', ''],
  ['jobs/api', { 'jobs/api': { project: 'api' } }, 'api', ''],
  ['jobs/api', { 'node_modules/x': { project: 'api' } }, 'api', ''],
  [
    'jobs/api',
    { 'services/api': { project: 'api' } },
    'jobs-api',
    `The service in services/api is called api, ${JOBS_API}`,
  ],
  [
    'jobs/api',
    { '.': { project: 'API' } },
    'jobs-api',
    `The service in the top of this git repository is called API, ${JOBS_API}`,
  ],
  [
    'all/jobs/api',
    { a: { project: 'api' }, b: { project: 'jobs_api' } },
    'all-jobs-api',
    'The service in a is called api, so this one is called all-jobs-api unless you name it.',
  ],
  [
    'api',
    { a: { project: 'api' } },
    'api',
    'The service in a is called api, too: name this one with --project.',
  ],
] as const)('%s beside %j', async (path, files, name, said) => {
  await inEmptyFolder(async (top) => {
    repository(top, files);
    expect(folderName(join(top, path))).toEqual({ name, ...(said && { said }) });
  });
});

test('two services of one name get different ones, unless one is named', async () => {
  await inEmptyFolder(async (top) => {
    repository(top, {});
    const project = async (folder: string, ...words: readonly string[]) => {
      const run = await runCommand(top, ['new', folder, '--yes', '--json', ...words]);
      return [JSON.parse(run.stdout).project, run.stderr.includes(JOBS_API)];
    };
    expect(await project('services/api')).toEqual(['api', false]);
    expect(await project('jobs/api', '--dry-run')).toEqual(['jobs-api', true]);
    expect(await project('jobs/api', '--project', 'api', '--dry-run')).toEqual(['api', false]);
    expect(await project('jobs/api')).toEqual(['jobs-api', true]);
    expect(await project('jobs/api')).toEqual(['jobs-api', false]);
  });
});
