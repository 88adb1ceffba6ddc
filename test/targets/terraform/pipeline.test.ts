import { spawnSync } from 'node:child_process';
import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { renderPipeline } from '../../../lib/targets/terraform/pipeline/render.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { IN_FULL } from '../../support/in-full.ts';
import { MOTO_ACCOUNT, type Moto, startMoto } from '../../support/moto.ts';
import {
  builtPipeline,
  environmentOf,
  filledPipeline,
  PIPELINE_KINDS,
  pipelineKind,
} from '../../support/pipeline-kinds.ts';
import { describeWithTerraform } from '../../support/terraform.ts';
import { expectedProjects, expectedResources, plannedResources } from './planned-pipeline.ts';
import { FACTS, type Repo, repoOf } from './repo.ts';

const MINUTES = 60_000;
const HOME = 'pipeline';
const DEFAULTS = pipelineKind('the defaults');
const ECR = pipelineKind('an ECR source');
const ECR_WITH_KEY: Answers = {
  ...ECR,
  values: { ...ECR.values, artifactKmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
};

/** One pipeline in the emulator's account, for services in two others. */
const ACCOUNTS: Answers = {
  ...DEFAULTS,
  environments: [
    { name: 'tools', values: { account: MOTO_ACCOUNT }, service: false },
    { name: 'dev', values: { account: '222222222222' } },
    { name: 'prod', values: { account: '333333333333' } },
  ],
  home: 'tools',
};
const EACH: Answers = {
  ...DEFAULTS,
  pipeline: 'each',
  environments: [
    { name: 'dev', values: { branch: 'develop' } },
    { name: 'prod', values: {} },
  ],
};

/** Roles of the emulator's account. */
const EXISTING: Answers = {
  ...pipelineKind('roles that exist'),
  existingRoles: Object.fromEntries(
    Object.entries(pipelineKind('roles that exist').existingRoles).map(([role, arn]) => [
      role,
      arn.replace('111122223333', MOTO_ACCOUNT),
    ]),
  ),
};

/** The whole generated repo; Terraform works on its pipeline. */
async function pipelineRepo(answers: Answers, environment: NodeJS.ProcessEnv): Promise<Repo> {
  const files = await renderStarter(
    buildService({ ...answers, target: 'terraform', starterApp: 'no' }),
  );
  return repoOf(files, environment);
}

describeWithTerraform(['moto_server', 'aws'], 'the pipeline, read by Terraform', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 2 * MINUTES);
  beforeEach(() => moto.reset());
  afterAll(() => moto.stop());

  async function withRepo(
    answers: Answers,
    act: (repo: Repo) => void,
    env = moto.env,
  ): Promise<void> {
    const repo = await pipelineRepo(answers, env);
    try {
      act(repo);
    } finally {
      repo.remove();
    }
  }

  function aws(...words: readonly string[]): unknown {
    const ended = spawnSync('aws', words, { env: moto.env, encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(ended.stderr);
    return ended.stdout === '' ? undefined : JSON.parse(ended.stdout);
  }

  /** The environment of tools that work in another account of the emulator. */
  function inAccount(account: string): NodeJS.ProcessEnv {
    const role = ['--role-arn', `arn:aws:iam::${account}:role/any`, '--role-session-name', 'test'];
    const { Credentials } = aws('sts', 'assume-role', ...role) as { Credentials: Assumed };
    return {
      ...moto.env,
      AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials.SessionToken,
    };
  }

  function makeRoles(...names: readonly string[]): void {
    for (const name of names) {
      aws('iam', 'create-role', '--role-name', name, '--assume-role-policy-document', TRUST);
    }
  }

  test.each(
    IN_FULL
      ? [...PIPELINE_KINDS, { name: 'several accounts', answers: ACCOUNTS }]
      : PIPELINE_KINDS.slice(0, 1),
  )(
    '$name: formatted and valid',
    ({ answers }) =>
      withRepo(answers, (repo) => {
        repo.terraform('pipeline', 'fmt', '-check', '-diff', '-recursive');
        repo.terraform(HOME, 'init');
        expect(JSON.parse(repo.terraform(HOME, 'validate', '-json')).diagnostics).toEqual([]);
      }),
    2 * MINUTES,
  );

  function plannedBy(repo: Repo, root: string) {
    repo.terraform(root, 'init');
    repo.terraform(root, 'plan', '-input=false', '-out=planned');
    return plannedResources(JSON.parse(repo.terraform(root, 'show', '-json', 'planned')));
  }

  test.each([
    ['one for two environments', DEFAULTS, 'dev', HOME],
    ['whose builds deploy', pipelineKind('the build deploys'), 'dev', HOME],
    ['with roles that exist', EXISTING, 'dev', HOME],
    ['with a key, and a buildspec that no source holds', ECR_WITH_KEY, 'dev', HOME],
    ['with a bucket of the user', pipelineKind('a bucket of the user with a key'), 'dev', HOME],
    ['for other accounts', ACCOUNTS, 'tools', HOME],
    ['without approval', EACH, 'dev', 'pipeline/environments/dev'],
    ['with approval', EACH, 'prod', 'pipeline/environments/prod'],
  ] as const)(
    'what is planned is the model’s pipeline: %s',
    (_, answers, name, root) =>
      withRepo(answers, (repo) => {
        const service = builtPipeline(answers);
        const filled = filledPipeline(service.pipeline, environmentOf(service, name), FACTS);
        const expected = expectedResources(filled, FACTS);
        const planned = plannedBy(repo, root);
        expect(Object.keys(planned).sort()).toEqual(Object.keys(expected).sort());
        expect(planned).toMatchObject(expected);
      }),
    2 * MINUTES,
  );

  test(
    'another account has the build projects of its environment',
    () =>
      withRepo(
        ACCOUNTS,
        (repo) => {
          const service = builtPipeline(ACCOUNTS);
          const filled = filledPipeline(service.pipeline, environmentOf(service, 'tools'), FACTS);
          const prod = filled.elsewhere.find(({ environment }) => environment === 'prod');
          const projects = prod?.projects.map(({ environment: _, ...one }) => one) ?? [];
          expect(projects.map(({ name }) => name)).toEqual(['shop-prod-validate']);
          const planned = plannedBy(repo, 'pipeline/environments/prod');
          const expected = expectedProjects(projects);
          expect(Object.keys(planned).sort()).toEqual(Object.keys(expected).sort());
          expect(planned).toMatchObject(expected);
        },
        inAccount('333333333333'),
      ),
    2 * MINUTES,
  );

  test(
    'the bucket is closed to the public, encrypted, versioned, for TLS alone, and goes when full',
    () =>
      withRepo(DEFAULTS, (repo) => {
        const words = ['-auto-approve'];
        repo.terraform(HOME, 'init');
        // The emulator is asked for a minute whether the rule of expiry has arrived: only planned.
        const targets = [
          'public_access_block',
          'server_side_encryption_configuration',
          'versioning',
          'policy',
        ].map((setting) => `-target=module.pipeline.aws_s3_bucket_${setting}.artifacts`);
        repo.terraform(HOME, 'apply', ...words, ...targets);

        const bucket = ['--bucket', `shop-dev-artifacts-${MOTO_ACCOUNT}`];
        expect(aws('s3api', 'get-public-access-block', ...bucket)).toEqual({
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            IgnorePublicAcls: true,
            BlockPublicPolicy: true,
            RestrictPublicBuckets: true,
          },
        });
        expect(aws('s3api', 'get-bucket-encryption', ...bucket)).toMatchObject({
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
        });
        expect(aws('s3api', 'get-bucket-versioning', ...bucket)).toEqual({ Status: 'Enabled' });
        const { Policy } = aws('s3api', 'get-bucket-policy', ...bucket) as { Policy: string };
        const arn = `arn:aws:s3:::shop-dev-artifacts-${MOTO_ACCOUNT}`;
        expect(JSON.parse(Policy).Statement).toEqual([
          {
            Sid: expect.any(String),
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: expect.arrayContaining([arn, `${arn}/*`]),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ]);

        // The emulator speaks plain HTTP, which the policy denies.
        aws('s3api', 'delete-bucket-policy', ...bucket);
        aws('s3api', 'put-object', ...bucket, '--key', 'artifact');
        repo.terraform(
          HOME,
          'destroy',
          ...words,
          '-target=module.pipeline.aws_s3_bucket.artifacts',
        );
        expect(aws('s3api', 'list-buckets')).toMatchObject({ Buckets: [] });
      }),
    3 * MINUTES,
  );

  test(
    'deploy-pipeline.sh wants the roles first; a dry run plans and makes nothing',
    () =>
      withRepo(DEFAULTS, (repo) => {
        const early = repo.run('deploy-pipeline.sh', 'dev');
        expect(early.status).toBe(1);
        expect(early.stderr).toBe(
          'error: There is no role shop-codebuild-role-dev.\n' +
            '  The roles of every environment come first: scripts/deploy-iam.sh ENV\n',
        );

        makeRoles(
          'shop-codebuild-role-dev',
          'shop-codepipeline-role-dev',
          'shop-codebuild-validate-role-dev',
          'shop-codebuild-validate-role-prod',
        );
        const dry = repo.run('deploy-pipeline.sh', 'dev', '--dry-run');
        expect(dry).toMatchObject({ status: 0, stderr: '' });
        expect(dry.stdout).toContain('Plan: 13 to add, 0 to change, 0 to destroy.');
        expect(dry.stdout).not.toContain('is deployed');
        expect(aws('s3api', 'list-buckets')).toMatchObject({ Buckets: [] });
      }),
    2 * MINUTES,
  );

  test(
    'deploy-pipeline.sh says whose pipeline deploys, and what that one still lacks',
    () =>
      withRepo(DEFAULT_ANSWERS, (repo) => {
        const other = repo.run('deploy-pipeline.sh', 'prod');
        expect(other.status).toBe(1);
        expect(other.stderr).toBe(
          'error: The pipeline of dev deploys to prod, too.\n' +
            '  scripts/deploy-pipeline.sh dev\n',
        );
        const run = repo.run('deploy-pipeline.sh', 'dev');
        expect(run.status).toBe(1);
        // Terraform draws a border at the left, and breaks lines.
        expect(run.stderr.replace(/[\s│]+/g, ' ')).toContain(
          'Give repository_id and connection_id in pipeline/main.tf.',
        );
      }),
    2 * MINUTES,
  );
});

interface Assumed {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [] });

test.each(PIPELINE_KINDS.filter(({ name }) => name !== 'roles that exist'))(
  '$name: no partition and no account stands in a definition',
  (one) => {
    const service = builtPipeline(one.answers);
    const files = renderPipeline(service.pipeline, service).filter(({ path }) =>
      /modules\/.*\.tf$/.test(path),
    );
    expect(files.length).toBeGreaterThan(2);
    for (const { contents } of files) expect(contents).not.toMatch(/arn:aws[:-]|\b\d{12}\b/);
  },
);
