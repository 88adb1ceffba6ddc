import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAnswersFile } from '../../lib/answers/answers-file.ts';
import type { Answers } from '../../lib/answers/types.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { expectedRoles, readRoles } from '../support/account.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { MOTO_ACCOUNT, MOTO_REGION } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';
import { type MotoPort, openMoto } from './support/moto-port.ts';
import { runBinIn, startBin } from './support/run-bin.ts';
import { newRoot } from './support/world.ts';

const FACTS = {
  account: MOTO_ACCOUNT,
  partition: 'aws',
  region: MOTO_REGION,
  dnsSuffix: 'amazonaws.com',
};

function repoOf(answers: Answers): string {
  const root = newRoot();
  writeFileSync(join(root, 'ecs-iam.json'), writeAnswersFile(answers));
  return root;
}

function wantedRoles(answers: Answers, name: string) {
  const service = buildService(answers);
  const { model } = service;
  const environment = service.environments.find((one) => one.name === name);
  if (environment === undefined) throw new Error(`No environment ${name}.`);
  return expectedRoles(fillModel(model, environment, FACTS), FACTS);
}

/** A Logs destination is somebody else's to make: without it validate finds it missing. */
function everything(): Answers {
  const answers = everythingAnswers();
  const crossAccountLogs = answers.crossAccountLogs.filter(({ kind }) => kind !== 'destination');
  return { ...answers, crossAccountLogs };
}

describeWith(['moto_server'], 'the built program against the emulator', () => {
  let opened: MotoPort;
  beforeAll(async () => {
    opened = await openMoto();
  }, 120_000);
  afterAll(() => opened.stop());
  beforeEach(() => opened.moto.reset());

  test.each([
    ['the defaults', DEFAULT_ANSWERS],
    ['everything', everything()],
  ])(
    'apply makes what the model says, again changes nothing, destroy leaves what is shared: %s',
    async (_, answers) => {
      const root = repoOf(answers);
      const run = (...words: readonly string[]) =>
        runBinIn(root, [...words, '--environment', 'prod'], opened.moto.env);

      expect(await run('plan', '--quiet')).toMatchObject({ status: 2 });
      expect(await run('apply', '--yes')).toMatchObject({ status: 0 });
      expect(await readRoles(opened.moto.url)).toEqual(wantedRoles(answers, 'prod'));
      expect(await run('plan')).toMatchObject({ status: 0, stderr: '' });
      expect(await run('validate')).toMatchObject({ status: 0, stderr: '' });
      expect(await run('apply', '--yes')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('Nothing to do.'),
      });
      const destroyed = await run('destroy', '--confirm', 'prod');
      expect(destroyed).toMatchObject({ status: 0 });
      expect(destroyed.stdout).toContain('stays');
      expect(await readRoles(opened.moto.url)).toEqual([]);
      rmSync(root, { recursive: true });
    },
    120_000,
  );

  test('what others made is the same after apply and destroy', async () => {
    const root = repoOf(DEFAULT_ANSWERS);
    const { port } = opened;
    const trust =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com"]},"Action":"sts:AssumeRole"}]}';
    const policy =
      '{"Statement":[{"Action":"s3:*","Resource":"*","Effect":"Allow"}],"Version":"2012-10-17"}';
    await port.call('CreateRole', { RoleName: 'theirs', AssumeRolePolicyDocument: trust });
    await port.call('PutRolePolicy', {
      RoleName: 'theirs',
      PolicyName: 'TaskExecution',
      PolicyDocument: policy,
    });
    await port.call('CreateRepository', { repositoryName: 'shop' });
    const pull =
      '{"Version":"2008-10-17","Statement":[{"Sid":"Theirs","Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage"]}]}';
    await port.call('SetRepositoryPolicy', { repositoryName: 'shop', policyText: pull });
    const look = async () => [
      await port.call('GetRole', { RoleName: 'theirs' }).then(({ Role }) => Role),
      await port
        .call('GetRolePolicy', { RoleName: 'theirs', PolicyName: 'TaskExecution' })
        .then((one) => one.PolicyDocument),
      await port
        .call('GetRepositoryPolicy', { repositoryName: 'shop' })
        .then((one) => JSON.parse(one.policyText ?? '')),
    ];
    const before = await look();

    const flags = ['--environment', 'dev'];
    await runBinIn(root, ['apply', ...flags, '--yes'], opened.moto.env);
    await runBinIn(root, ['destroy', ...flags, '--confirm', 'dev'], opened.moto.env);

    expect(await look()).toEqual(before);
    rmSync(root, { recursive: true });
  }, 60_000);

  test('a run killed at any point is gone on with by the next, 30 times', async () => {
    const root = repoOf(DEFAULT_ANSWERS);
    const verbs = {
      apply: ['apply', '--environment', 'dev', '--yes'],
      destroy: ['destroy', '--environment', 'dev', '--confirm', 'dev'],
    } as const;
    const random = sequence(20_261_124);
    const steps = 13;
    let killed = 0;
    for (let round = 0; killed < 30 && round < 60; round += 1) {
      const verb = round % 2 === 0 ? 'apply' : 'destroy';
      const run = startBin(root, verbs[verb], opened.moto.env);
      // Anywhere from before the first step to the reading back, and anywhere within a call.
      await run.says(`[${1 + Math.floor(random() * steps)}/`);
      await new Promise((resolve) => setTimeout(resolve, 15 * random()));
      run.kill('SIGKILL');
      const { status } = await run.ended;
      if (status === null) killed += 1;
      expect(await runBinIn(root, verbs[verb], opened.moto.env)).toMatchObject({ status: 0 });
      const roles = await readRoles(opened.moto.url);
      expect(roles).toEqual(verb === 'apply' ? wantedRoles(DEFAULT_ANSWERS, 'dev') : []);
    }
    process.stdout.write(`kill -9: ${killed} runs killed and gone on with\n`);
    expect(killed).toBe(30);
    rmSync(root, { recursive: true });
  }, 400_000);

  test('Ctrl-C finishes the call under way, tells the two ways on, and exits 130', async () => {
    const root = repoOf(DEFAULT_ANSWERS);
    const words = ['--environment', 'dev', '--yes'];
    const run = startBin(root, ['apply', ...words], opened.moto.env);
    await run.says('[3/');
    run.kill('SIGINT');
    const { status, stderr } = await run.ended;

    expect([status, stderr]).toEqual([130, expect.stringContaining('--rollback')]);
    expect(await runBinIn(root, ['apply', ...words, '--rollback'], opened.moto.env)).toMatchObject({
      status: 0,
    });
    expect(await readRoles(opened.moto.url)).toEqual([]);
    rmSync(root, { recursive: true });
  }, 60_000);

  test('two runs at once: the second is refused with the name of the holder', async () => {
    const root = repoOf(DEFAULT_ANSWERS);
    const words = ['apply', '--environment', 'dev', '--yes'];
    const both = await Promise.all([
      runBinIn(root, words, opened.moto.env),
      runBinIn(root, words, opened.moto.env),
    ]);
    const refused = both.find(({ status }) => status === 1);
    expect(both.map(({ status }) => status).sort()).toEqual([0, 1]);
    expect(refused?.stderr).toMatch(/in use by .+ \(process \d+, apply, since /);
    rmSync(root, { recursive: true });
  }, 60_000);
});

/** Numbers from 0 to 1, the same in every run (a linear congruential generator). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
