import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../lib/answers/types.ts';
import { buildService } from '../lib/service/build-service.ts';
import { renderStarter } from '../lib/starter/render-starter.ts';
import { TARGETS } from '../lib/targets/registry.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from './support/answers.ts';
import { putFiles } from './support/put-files.ts';

/** The example repos under test/golden: what a person reads in review. */
const CASES: Readonly<Record<string, Answers>> = {
  minimal: DEFAULT_ANSWERS,
  everything: everythingAnswers(),
  'cross-account': {
    ...DEFAULT_ANSWERS,
    values: { registryAccount: '444455556666', registryRegion: 'eu-west-1' },
    crossAccountPull: ['777788889999'],
    crossAccountLogs: [{ kind: 'to', account: '444455556666' }],
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

const table = Object.entries(CASES).flatMap(([name, answers]) =>
  TARGETS.map(({ id }) => ({ name, target: id, answers: { ...answers, target: id } })),
);

test.each(table)('$name/$target is the repo as reviewed', async ({ name, target, answers }) => {
  const folder = join(FOLDER, name, target);
  const files = await renderStarter(buildService(answers));
  if (writing) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    putFiles(folder, files);
  }
  expect(readTree(folder)).toEqual(
    new Map(files.map((file) => [file.path, `${modeOf(file.executable)}\n${file.contents}`])),
  );
});

test('no golden repo stands there without a case', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(CASES).sort());
});

function readTree(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(folder.length + 1);
      return [
        path,
        `${modeOf((statSync(file).mode & 0o100) !== 0)}\n${readFileSync(file, 'utf8')}`,
      ];
    }),
  );
}

function modeOf(executable: boolean): string {
  return executable ? '0755' : '0644';
}
