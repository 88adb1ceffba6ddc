import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answers } from '../lib/answers/types.ts';
import { buildService } from '../lib/service/build-service.ts';
import { renderStarter } from '../lib/starter/render-starter.ts';
import { TARGETS } from '../lib/targets/registry.ts';
import { DEFAULT_ANSWERS, everythingAnswers, MORE_GRANTS } from './support/answers.ts';
import { goldenCase, type Repos } from './support/golden-case.ts';

/** The example repos under test/golden: what a person reads in review. */
const CASES: Readonly<Record<string, Answers>> = {
  minimal: DEFAULT_ANSWERS,
  everything: everythingAnswers(),
  'cross-account': {
    ...DEFAULT_ANSWERS,
    values: { registryAccount: '444455556666', registryRegion: 'eu-west-1' },
    crossAccountPull: ['777788889999'],
    crossAccountLogs: [{ kind: 'to', account: '444455556666' }],
    grants: MORE_GRANTS,
  },
  // One role of the tasks: what is special here is what deploys.
  github: {
    ...DEFAULT_ANSWERS,
    roles: ['task-execution'],
    deploy: 'github',
    repositoryId: 'example/shop',
  },
  'awkward-names': {
    ...DEFAULT_ANSWERS,
    project: '0Shop_API-v2',
    environments: [
      { name: 'Dev_1', values: { account: '000011112222', region: 'cn-north-1' } },
      { name: 'dev-2', values: { account: '000011112222', region: 'us-gov-west-1' } },
    ],
    tags: { 'cost-center': '0042', 'on:off': 'yes', owner: 'Été = 1e3' },
    deploy: 'build',
  },
};

const FOLDER = 'test/golden';
const writing = process.env.ECS_IAM_GOLDEN === 'write';

test.each(Object.entries(CASES))('%s gives the repos as reviewed', async (name, answers) => {
  const folder = join(FOLDER, name);
  const wanted = goldenCase(await renderAll(answers));
  if (writing) rewrite(folder, wanted);
  expect(readTree(folder)).toEqual(wanted);
});

test('no golden repo stands there without a case', () => {
  // Screens of the program stand there, too.
  const repos = readdirSync(FOLDER).filter((name) => name !== 'screens');
  expect(repos.sort()).toEqual(Object.keys(CASES).sort());
});

async function renderAll(answers: Answers): Promise<Repos> {
  const repos: Record<string, Repos[string]> = {};
  for (const { id } of TARGETS)
    repos[id] = await renderStarter(buildService({ ...answers, target: id }));
  return repos;
}

function rewrite(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, contents] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}

function readTree(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]));
}
