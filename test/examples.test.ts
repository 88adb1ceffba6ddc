import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answers } from '../lib/answers/types.ts';
import { buildService } from '../lib/service/build-service.ts';
import { renderStarter } from '../lib/starter/render-starter.ts';
import type { RenderedFile } from '../lib/targets/types.ts';
import { DEFAULT_ANSWERS } from './support/answers.ts';
import { filesBelow } from './support/source-files.ts';

/** The starter repos under examples/: what a reader looks at before trying it. */
const EXAMPLES: Readonly<Record<string, Answers>> = {
  'fargate-web-service': {
    ...DEFAULT_ANSWERS,
    secrets: [{ name: 'shop/<environment>/db' }],
    grants: [{ preset: 's3ReadWrite', values: { bucketName: 'shop-uploads' } }],
    exec: 'task',
    repositoryId: 'example/shop',
    id: 'exampl01',
  },
  'worker-with-queue': {
    ...DEFAULT_ANSWERS,
    project: 'worker',
    target: 'terraform',
    grants: [
      { preset: 'sqsConsume', values: { queueName: 'orders' } },
      { preset: 'dynamodbReadWrite', values: { tableName: 'orders' } },
    ],
    repositoryId: 'example/worker',
    id: 'exampl02',
  },
  'cross-account-promotion': {
    ...DEFAULT_ANSWERS,
    target: 'cdk',
    values: { region: 'eu-west-1' },
    environments: [
      { name: 'dev', values: { account: '111122223333' } },
      { name: 'prod', values: { account: '444455556666' } },
    ],
    repositoryId: 'example/shop',
    id: 'exampl03',
  },
  'github-actions': {
    ...DEFAULT_ANSWERS,
    target: 'cli',
    deploy: 'github',
    repositoryId: 'example/shop',
    id: 'exampl04',
  },
};

const FOLDER = 'examples';

test.each(Object.entries(EXAMPLES))('%s is what the generator writes', async (name, answers) => {
  const files = await renderStarter(buildService(answers));
  const folder = join(FOLDER, name);
  if (process.env.ECS_IAM_GOLDEN === 'write') writeAll(folder, files);
  const found = existsSync(folder) ? filesBelow(folder) : [];
  const written = new Map(
    found.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
  expect([...written.keys()].sort()).toEqual(files.map(({ path }) => path).sort());
  for (const { path, contents } of files)
    expect([path, written.get(path)]).toEqual([path, contents]);
});

function writeAll(folder: string, files: readonly RenderedFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, contents, executable } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents, { mode: executable ? 0o755 : 0o644 });
  }
}
