import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import type { Placeholder } from '../../../lib/iam/placeholders.ts';
import type { FilledString } from '../../../lib/iam/template-string.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Action, BuildProject, Pipeline } from '../../../lib/service/pipeline/types.ts';
import { shellVariable } from '../../../lib/shell.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import { templatesFolder } from '../../../lib/templates.ts';
import { NEWER_THAN_BASH_3_2 } from '../../starter/bash-3-2.ts';
import { builtPipeline, filledPipeline, PIPELINE_KINDS } from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import { describeWith } from '../../support/tools.ts';
import { FACTS } from '../../support/values.ts';

const [defaults] = PIPELINE_KINDS.map(({ answers }) => answers);
const ROLE = 'arn:aws:iam::111122223333:role/';

/** The JSON files as the scripts fill them for prod, and the model filled likewise. */
function filled(answers: Answers) {
  const service = builtPipeline(answers);
  const { pipeline, environments } = service;
  const environment = environments.find(({ name }) => name === 'prod');
  if (environment === undefined) throw new Error('There is no prod.');
  const values = Object.entries({ ...FACTS, ...environment.values });
  const env = Object.fromEntries(
    values.map(([placeholder, value]) => [shellVariable(placeholder as Placeholder), value]),
  );
  const documents = new Map(
    renderer
      .render(service)
      .filter(({ path }) => path.startsWith('pipeline/') && path.endsWith('.json'))
      .map(({ path, contents }) => [path, fill(path, contents, env)]),
  );
  return { documents, wanted: filledPipeline(pipeline, environment, FACTS) };
}

/** A document with its places filled, as the scripts fill it. */
function fill(path: string, contents: string, values: object): string {
  const lib = ['targets/cli', 'starter'].flatMap((folder) => [
    '-L',
    join(templatesFolder, folder, 'scripts/lib'),
  ]);
  const given = ['--arg', 'path', path, '--argjson', 'values', JSON.stringify(values)];
  const program = ['-c', '-R', '-s', ...lib, ...given, 'include "iam"; filled($path; $values)'];
  const { status, stdout, stderr } = spawnSync('jq', program, {
    input: contents,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function read(documents: ReadonlyMap<string, string>, path: string) {
  return JSON.parse(documents.get(path) ?? '');
}

/** An action as the model has it, in CodePipeline's words. */
function actionOf({ category, provider, inputs, outputs, ...action }: Action<FilledString>) {
  return {
    ...action,
    actionTypeId: { category, owner: 'AWS', provider, version: '1' },
    ...(inputs.length > 0 && { inputArtifacts: inputs.map((name) => ({ name })) }),
    ...(outputs.length > 0 && { outputArtifacts: outputs.map((name) => ({ name })) }),
  };
}

function storeOf({ bucket }: Pipeline<FilledString>) {
  const id = `arn:aws:kms:eu-west-1:111122223333:key/${bucket.kmsKeyId}`;
  return {
    type: 'S3',
    location: bucket.name,
    ...(bucket.kmsKeyId && { encryptionKey: { id, type: 'KMS' } }),
  };
}

/** A build project as the model has it, in CodeBuild's words. */
function projectOf(project: BuildProject<FilledString>, role: string) {
  const { buildspec, name, description, image, computeType } = project;
  return {
    name,
    description,
    serviceRole: `${ROLE}${role}`,
    timeoutInMinutes: project.timeout,
    artifacts: { type: 'CODEPIPELINE' },
    source: {
      type: 'CODEPIPELINE',
      buildspec: buildspec.kind === 'file' ? buildspec.path : buildspec.contents,
    },
    environment: {
      type: 'LINUX_CONTAINER',
      image,
      computeType,
      privilegedMode: project.privileged,
      environmentVariables: project.variables,
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: project.logGroup } },
  };
}

describe.each(PIPELINE_KINDS.map(({ name, answers }) => [name, answers] as const))(
  '%s',
  (_, answers) => {
    const { documents, wanted } = filled(answers);

    test("the pipeline's file is the model", () => {
      const { pipeline, ...rest } = read(documents, 'pipeline/pipeline.json');
      expect(rest).toEqual({});
      expect(pipeline).toEqual({
        name: wanted.name,
        pipelineType: 'V2',
        roleArn: `${ROLE}${wanted.pipelineRole}`,
        artifactStore: storeOf(wanted),
        stages: wanted.stages.map(({ name, actions }) => ({
          name,
          actions: actions.map(actionOf),
        })),
      });
    });

    test('the files of the build projects are the model', () => {
      const files = [...documents.keys()].filter((path) => path.endsWith('-project.json'));
      expect(files).toEqual(wanted.projects.map(({ id }) => `pipeline/${id}-project.json`));
      for (const project of wanted.projects) {
        const file = read(documents, `pipeline/${project.id}-project.json`);
        expect(file).toEqual(projectOf(project, wanted.buildRole));
      }
    });

    test('the rule of the source has its file where something must start the pipeline', () => {
      const path = 'pipeline/source-rule.json';
      if (wanted.rule === undefined) return expect(documents.has(path)).toBe(false);
      const { rule, targets } = read(documents, path);
      const { name, description, pattern, role } = wanted.rule;
      const Arn = `arn:aws:codepipeline:eu-west-1:111122223333:${wanted.name}`;
      expect(rule).toEqual({
        Name: name,
        Description: description,
        State: 'ENABLED',
        EventPattern: pattern,
      });
      expect(targets).toEqual({
        Rule: name,
        Targets: [{ Id: 'Pipeline', Arn, RoleArn: `${ROLE}${role}` }],
      });
    });

    test('the log groups of the builds are the model', () => {
      const files = [...documents.keys()].filter((path) => path.startsWith('pipeline/log-group'));
      expect(files.map((path) => read(documents, path))).toEqual(
        wanted.logGroups.map(({ name, retentionDays }) => ({
          logGroupName: name,
          retentionInDays: retentionDays,
        })),
      );
    });

    test('a bucket of ours has its settings, one of the user none', () => {
      expect(documents.has('pipeline/artifact-bucket.json')).toBe(!wanted.bucket.existing);
      if (wanted.bucket.existing) return;
      const file = read(documents, 'pipeline/artifact-bucket.json');
      expect(file.Bucket).toBe(wanted.bucket.name);
      expect(file.LifecycleConfiguration.Rules[0].Expiration).toEqual({
        Days: wanted.bucket.expireAfter,
      });
      expect(file.Policy.Statement).toEqual([
        expect.objectContaining({
          Effect: 'Deny',
          Resource: [wanted.bucket.name, `${wanted.bucket.name}/*`].map(
            (one) => `arn:aws:s3:::${one}`,
          ),
        }),
      ]);
    });
  },
);

/** What the AWS CLI says of an input. Nothing listens where it then calls. */
function saidOf(operation: readonly string[], input: string): string {
  const nowhere = ['--endpoint-url', 'http://127.0.0.1:9'];
  const env = {
    ...process.env,
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  };
  const words = [...operation, ...nowhere, '--cli-input-json', input];
  return spawnSync('aws', words, { encoding: 'utf8', env }).stderr;
}

const CREATE_PROJECT = ['codebuild', 'create-project'];
const CREATE_PIPELINE = ['codepipeline', 'create-pipeline'];
const OPERATIONS = [
  ['-project.json', CREATE_PROJECT],
  ['pipeline.json', CREATE_PIPELINE],
  ['log-group', ['logs', 'put-retention-policy']],
] as const;

describeWith(['aws'], "the AWS CLI's parameter validation", () => {
  test.each(PIPELINE_KINDS.map(({ name, answers }) => [name, answers] as const))(
    'takes the files of %s',
    (_, answers) => {
      for (const [path, text] of filled(answers).documents) {
        if (path.endsWith('/source-rule.json')) {
          const { rule, targets } = JSON.parse(text);
          const EventPattern = JSON.stringify(rule.EventPattern);
          const input = JSON.stringify({ ...rule, EventPattern });
          expect(saidOf(['events', 'put-rule'], input)).toContain('Could not connect');
          const targetsInput = JSON.stringify(targets);
          expect(saidOf(['events', 'put-targets'], targetsInput)).toContain('Could not connect');
          continue;
        }
        const operation = OPERATIONS.find(([file]) => path.includes(file))?.[1];
        if (operation === undefined) continue;
        const sources = saidOf(operation, text);
        expect([path, sources]).toEqual([path, expect.stringContaining('Could not connect')]);
      }
    },
    60_000,
  );

  test.each([
    [CREATE_PROJECT, 'pipeline/build-project.json', 'privilegedMode'],
    [CREATE_PIPELINE, 'pipeline/pipeline.json', 'actionTypeId'],
  ] as const)('of %j refuses a member of another name', (operation, path, member) => {
    const text = filled(defaults as Answers).documents.get(path) ?? '';
    const sources = saidOf(operation, text.replaceAll(member, `${member}s`));
    expect(sources).toContain('Parameter validation failed');
    expect(sources).toContain(`"${member}s"`);
  });
});

const scriptsOf = async (answers: Answers) =>
  (await renderStarter(buildService({ ...answers, target: 'cli' }))).filter(({ path }) =>
    path.startsWith('scripts/'),
  );

test.each(NEWER_THAN_BASH_3_2)('no script uses %s', async (_, pattern) => {
  const scripts = renderer
    .render(builtPipeline(defaults as Answers))
    .filter(({ path }) => path.endsWith('.sh'));
  expect(scripts.map(({ path }) => path)).toContain('scripts/deploy-pipeline.sh');
  for (const { path, contents } of scripts) {
    expect([path, contents.match(pattern)]).toEqual([path, null]);
  }
});

describeWith(['shellcheck'], 'shellcheck', () => {
  test.each(
    PIPELINE_KINDS.filter((_, at) => at === 0 || at === PIPELINE_KINDS.length - 1).map(
      ({ name, answers }) => [name, answers] as const,
    ),
  )('finds nothing in the scripts of %s', async (_, answers) => {
    const folder = mkdtempSync(join(tmpdir(), 'scripts '));
    putFiles(folder, await scriptsOf(answers));
    const names = readdirSync(join(folder, 'scripts/lib')).map((name) => `lib/${name}`);
    const scripts = ['deploy-pipeline.sh', ...names.filter((name) => name.endsWith('.sh'))];
    const { status, stdout } = spawnSync('shellcheck', ['-x', ...scripts], {
      cwd: join(folder, 'scripts'),
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect([status, stdout]).toEqual([0, '']);
  });
});
