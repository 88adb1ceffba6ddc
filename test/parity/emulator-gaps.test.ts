import { spawnSync } from 'node:child_process';
import { type Moto, startMoto } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';

/** The trust policy of every role here. */
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
};
const DOCUMENT = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'A', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' }],
};

const role = (properties: object) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'gap', AssumeRolePolicyDocument: TRUST, ...properties },
});

/**
 * What the emulator does not do in stacks. Each row says what AWS does; the test asserts that the
 * emulator still does not, so that a better one shows itself and the row can go. Where a row stands,
 * the template is resolved and compared with the model instead (test/targets/).
 */
describeWith(['moto_server', 'aws'], 'what the emulator leaves out of stacks', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 90_000);
  afterEach(() => moto.reset());
  afterAll(() => moto.stop());

  function aws(...words: readonly string[]) {
    return spawnSync('aws', words, { env: moto.env, encoding: 'utf8' });
  }

  /** Reads JSON: a call that fails is no gap. */
  function read(...words: readonly string[]): unknown {
    const { status, stdout, stderr } = aws(...words);
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /** What `aws cloudformation deploy` does, without its pauses of five seconds. */
  function deploy(resources: object, kind: 'CREATE' | 'UPDATE' = 'CREATE'): void {
    const body = ['--template-body', JSON.stringify({ Resources: resources })];
    const names = ['--stack-name', 'gap', '--change-set-name', kind];
    const words = ['--change-set-type', kind, '--capabilities', 'CAPABILITY_NAMED_IAM'];
    read('cloudformation', 'create-change-set', ...names, ...body, ...words);
    const executed = aws('cloudformation', 'execute-change-set', ...names);
    expect(executed).toMatchObject({ status: 0, stderr: '' });
  }

  test("AWS writes a role's inline Policies; the emulator does not keep them as JSON", () => {
    deploy({ Role: role({ Policies: [{ PolicyName: 'P', PolicyDocument: DOCUMENT }] }) });
    expect(read('iam', 'get-role-policy', '--role-name', 'gap', '--policy-name', 'P')).toEqual({
      PolicyDocument: expect.stringMatching(/^\{'Version': .*'Sid': 'A'/),
      PolicyName: 'P',
      RoleName: 'gap',
    });
  }, 60_000);

  test('AWS writes an AWS::IAM::RolePolicy; the emulator does not', () => {
    deploy({
      Role: role({}),
      Policy: {
        Type: 'AWS::IAM::RolePolicy',
        Properties: { PolicyName: 'P', RoleName: { Ref: 'Role' }, PolicyDocument: DOCUMENT },
      },
    });
    expect(read('iam', 'list-role-policies', '--role-name', 'gap')).toEqual({ PolicyNames: [] });
  }, 60_000);

  test('AWS attaches ManagedPolicyArns; the emulator does not', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
    deploy({ Role: role({ ManagedPolicyArns: [arn] }) });
    expect(read('iam', 'list-attached-role-policies', '--role-name', 'gap')).toEqual({
      AttachedPolicies: [],
    });
  }, 60_000);

  test('AWS updates the trust policy of a role; the emulator does not', () => {
    deploy({ Role: role({}) });
    const changed = JSON.parse(JSON.stringify(TRUST).replace('ecs-tasks', 'ecs'));
    deploy({ Role: role({ AssumeRolePolicyDocument: changed }) }, 'UPDATE');
    expect(read('iam', 'get-role', '--role-name', 'gap')).toMatchObject({
      Role: { AssumeRolePolicyDocument: TRUST },
    });
  }, 60_000);

  test('AWS deletes a stack with a managed policy on its role; the emulator refuses', () => {
    deploy({
      Role: role({}),
      Policy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: 'P',
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: DOCUMENT,
        },
      },
    });
    const removal = aws('cloudformation', 'delete-stack', '--stack-name', 'gap');
    expect(removal.stderr).toContain('(DeleteConflict) when calling the DeleteStack operation');
    expect(aws('iam', 'get-role', '--role-name', 'gap').status).toBe(0);
  }, 60_000);
});
