import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../lib/answers/types.ts';
import { type PolicyDocument, policyDocument, trustDocument } from '../../lib/iam/document.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { describeWith } from '../support/tools.ts';
import { type FakeIam, type FakeRole, startFakeIam } from './fake-iam.ts';
import { filesOf, filledModel } from './repo.ts';
import { type TapedRepo, tapedRepo } from './shell.ts';

const MINUTES = 60_000;
const ANSWERS: Answers = { ...DEFAULT_ANSWERS, roles: ['task', 'task-execution'] };
const EXECUTION = 'shop-ecs-task-execution-role-dev';

interface Check {
  readonly subject: string;
  readonly check: string;
  readonly result: string;
  readonly reason: string;
}

interface Outcome {
  readonly status: number | null;
  readonly different: readonly Check[];
}

describeWith(['aws', 'jq'], 'test-roles.sh', () => {
  let iam: FakeIam;
  let repo: TapedRepo;
  let asDefined: Outcome;
  const defined = new Map<string, FakeRole>();
  for (const role of filledModel(ANSWERS).roles) {
    defined.set(role.name, {
      trust: trustDocument(role.trust),
      policies: role.inlinePolicies.map(({ statements }) => policyDocument(statements)),
    });
  }
  beforeAll(async () => {
    iam = await startFakeIam();
    repo = tapedRepo(await filesOf(ANSWERS), {
      ...process.env,
      AWS_ENDPOINT_URL: iam.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-west-1',
      AWS_MAX_ATTEMPTS: '1',
    });
    for (const [name, role] of defined) iam.roles.set(name, role);
    asDefined = await checks();
  }, 5 * MINUTES);
  afterEach(() => repo.rewind());
  afterAll(async () => {
    repo.remove();
    await iam.stop();
  });

  async function checks(): Promise<Outcome> {
    const run = await repo.run('test-roles.sh', ['dev', '--format', 'json'], { live: true });
    if (run.stdout === '') throw new Error(run.stderr);
    const found = (JSON.parse(run.stdout) as { checks: readonly Check[] }).checks;
    return { status: run.status, different: found.filter(({ result }) => result === 'different') };
  }

  test('roles as defined may and may not do what they shall', () => {
    expect(asDefined).toEqual({ status: 0, different: [] });
    expect([...new Set(iam.seen)].sort()).toEqual([
      'GetCallerIdentity',
      'GetRole',
      'SimulatePrincipalPolicy',
    ]);
  });

  test.each(['AccessDenied', 'Throttling'])(
    'could not check when simulating ends in %s',
    async (code) => {
      repo.answer('iam simulate-principal-policy', () => ({ code, message: 'no answer' }));
      const run = await repo.run('test-roles.sh', ['dev']);
      expect(run.stderr).toMatch(new RegExp(`^error: Could not check: .*\\(${code}\\)`, 'm'));
      expect([run.status, run.stdout]).toEqual([1, '']);
    },
    MINUTES,
  );

  test(
    'asks what tests/own.json asks for, and names a role that is not defined',
    async () => {
      const file = join(repo.folder, 'tests/own.json');
      const before = readFileSync(file, 'utf8');
      const role = '<project>-ecs-task-execution-role-<environment>';
      const rows = [
        { role, action: 'sqs:SendMessage', resource: 'arn:<partition>:sqs:::x', allowed: true },
        { role, action: 'sqs:SendMessage', resource: 'arn:<partition>:sqs:::x', allowed: false },
        { role: 'nobody', action: 's3:GetObject', allowed: true },
        { environment: 'prod', role: 'nobody-in-prod', action: 's3:GetObject', allowed: true },
      ];
      writeFileSync(file, JSON.stringify({ rows }));
      const { status, different } = await checks();
      writeFileSync(file, before);
      expect(status).toBe(2);
      expect(different.map(({ subject, check, reason }) => [subject, check, reason])).toEqual([
        [
          `role ${EXECUTION}`,
          'may sqs:SendMessage on arn:aws:sqs:::x',
          'implicitDeny (asked for in tests/)',
        ],
        ['role nobody', 'exists', 'tests/ names it, and this environment has no such role'],
      ]);
    },
    5 * MINUTES,
  );

  test(
    'finds what is lost, what is too much, and who may assume too much',
    async () => {
      const role = defined.get(EXECUTION);
      if (role === undefined) throw new Error('No such role.');
      const admin = { Sid: 'All', Effect: 'Allow', Action: 'iam:*', Resource: '*' } as const;
      const without = (policy: PolicyDocument): PolicyDocument => ({
        ...policy,
        Statement: [...policy.Statement.filter(({ Sid }) => Sid !== 'EcrPull'), admin],
      });
      const [statement] = role.trust.Statement;
      const open = {
        ...statement,
        Principal: { Service: ['ecs-tasks.amazonaws.com', 'lambda.amazonaws.com'] },
        Condition: {},
      };
      iam.roles.set(EXECUTION, {
        trust: { ...role.trust, Statement: [open as PolicyDocument['Statement'][number]] },
        policies: role.policies.map(without),
      });
      iam.roles.delete('shop-ecs-task-role-dev');
      const { status, different } = await checks();
      expect(status).toBe(2);
      expect(different.map(({ check, reason }) => `${check}: ${reason}`).sort()).toEqual([
        'exists: there is no such role',
        expect.stringMatching(
          /^is assumed by Service ecs-tasks\.amazonaws\.com alone: statement EcsTasksAssume: .*Principal gained Service lambda\.amazonaws\.com.*Condition lost /,
        ),
        expect.stringMatching(
          /^may ecr:BatchCheckLayerAvailability on .*: implicitDeny \(TaskExecution, statement EcrPull\)$/,
        ),
        expect.stringMatching(/^must not iam:AttachRolePolicy on .*: allowed/),
        expect.stringMatching(/^must not iam:CreateUser on .*: allowed/),
        expect.stringMatching(/^must not iam:PassRole on .*: allowed/),
        expect.stringMatching(/^must not iam:PutRolePolicy on .*: allowed/),
      ]);
    },
    5 * MINUTES,
  );
});
