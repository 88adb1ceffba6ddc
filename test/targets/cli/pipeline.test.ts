import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers } from '../../../lib/answers/types.ts';
import type { PolicyDocument } from '../../../lib/iam/document.ts';
import { mapStrings } from '../../../lib/iam/map-strings.ts';
import type { Placeholder } from '../../../lib/iam/placeholders.ts';
import { type FilledString, fillString } from '../../../lib/iam/template-string.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { bucketPolicy, keyPolicy } from '../../../lib/service/pipeline/build-pipeline.ts';
import type { Action, BuildProject, Pipeline } from '../../../lib/service/pipeline/types.ts';
import { shellVariable } from '../../../lib/shell.ts';
import { renderStarter } from '../../../lib/starter/render-starter.ts';
import { renderer } from '../../../lib/targets/cli/render.ts';
import { templatesFolder } from '../../../lib/templates.ts';
import { NEWER_THAN_BASH_3_2 } from '../../starter/bash-3-2.ts';
import {
  builtPipeline,
  environmentOf,
  filledPipeline,
  PIPELINE_KINDS,
} from '../../support/pipeline-kinds.ts';
import { putFiles } from '../../support/put-files.ts';
import { describeWith } from '../../support/tools.ts';
import { FACTS } from '../../support/values.ts';

const [defaults] = PIPELINE_KINDS.map(({ answers }) => answers);
const ROLE = 'arn:aws:iam::111122223333:role/';

/** The JSON files as the scripts fill them for an environment, and the model filled likewise. */
function filled(
  answers: Answers,
  name = builtPipeline(answers).pipeline.environments.at(-1) ?? '',
) {
  const service = builtPipeline(answers);
  const { pipeline } = service;
  const environment = environmentOf(service, name);
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
  const facts = { ...FACTS, ...environment.values };
  const inFacts = (policy: PolicyDocument) => mapStrings(policy, (text) => fillString(text, facts));
  return {
    documents,
    wanted: filledPipeline(pipeline, environment, FACTS),
    policies: {
      bucket: inFacts(bucketPolicy(pipeline.bucket)),
      key: inFacts(keyPolicy(pipeline.bucket)),
    },
  };
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
function actionOf({ category, provider, inputs, outputs, role, ...action }: Action<FilledString>) {
  return {
    ...action,
    ...(role && { roleArn: role }),
    actionTypeId: { category, owner: 'AWS', provider, version: '1' },
    ...(inputs.length > 0 && { inputArtifacts: inputs.map((name) => ({ name })) }),
    ...(outputs.length > 0 && { outputArtifacts: outputs.map((name) => ({ name })) }),
  };
}

function storeOf({ bucket }: Pipeline<FilledString>) {
  const { kmsKeyId, keyAlias } = bucket;
  const id = `arn:aws:kms:eu-west-1:111122223333:${kmsKeyId ? `key/${kmsKeyId}` : keyAlias}`;
  return {
    type: 'S3',
    location: bucket.name,
    ...((kmsKeyId || keyAlias) && { encryptionKey: { id, type: 'KMS' } }),
  };
}

/** A build project as the model has it, in CodeBuild's words. */
function projectOf(project: BuildProject<FilledString>) {
  const { buildspec, logGroup, name, description, image, computeType } = project;
  return {
    name,
    description,
    serviceRole: project.role.arn,
    timeoutInMinutes: project.timeout,
    artifacts: { type: 'CODEPIPELINE' },
    source: {
      type: 'CODEPIPELINE',
      buildspec: buildspec.kind === 'file' ? buildspec.path : buildspec.contents,
    },
    environment: {
      type: project.type,
      image,
      computeType,
      privilegedMode: project.privileged,
      environmentVariables: project.variables,
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logGroup.name } },
    ...(project.cachesLayers && { cache: { type: 'LOCAL', modes: ['LOCAL_DOCKER_LAYER_CACHE'] } }),
  };
}

/** The file of a project in the account of the pipeline. */
function fileOf({ id, environment }: BuildProject<FilledString>): string {
  return `${[id, environment].filter(Boolean).join('-')}-project.json`;
}

const ACCOUNTS: Answers = {
  ...(defaults as Answers),
  home: 'tools',
  environments: [
    { name: 'dev', values: { account: '222222222222' } },
    { name: 'prod', values: { account: '333333333333' } },
    { name: 'tools', service: false, values: { account: '111122223333' } },
  ],
};

/** A pipeline of its own for each environment, and environments in several accounts. */
const KINDS = [
  ...PIPELINE_KINDS,
  {
    name: 'a pipeline each',
    answers: {
      ...(defaults as Answers),
      pipeline: 'each' as const,
      environments: [
        { name: 'dev', values: { branch: 'develop' } },
        { name: 'prod', values: {} },
      ],
    },
  },
  { name: 'accounts that differ', answers: ACCOUNTS },
  {
    name: 'accounts that differ, the build deploys',
    answers: { ...ACCOUNTS, deploy: 'build' as const },
  },
];

describe.each(KINDS.map(({ name, answers }) => [name, answers] as const))('%s', (_, answers) => {
  const { documents, wanted, policies } = filled(answers);

  test("the pipeline's file is the model", () => {
    const { pipeline, ...rest } = read(documents, 'pipeline/pipeline.json');
    expect(rest).toEqual({});
    expect(pipeline).toEqual({
      name: wanted.name,
      pipelineType: 'V2',
      executionMode: 'SUPERSEDED',
      roleArn: wanted.pipelineRole.startsWith('arn:')
        ? wanted.pipelineRole
        : `${ROLE}${wanted.pipelineRole}`,
      artifactStore: storeOf(wanted),
      stages: wanted.stages.map(({ name, actions, onFailure }) => ({
        name,
        actions: actions.map(actionOf),
        ...(onFailure && { onFailure: { result: onFailure } }),
      })),
      ...(wanted.trigger && {
        triggers: [
          {
            providerType: 'CodeStarSourceConnection',
            gitConfiguration: {
              sourceActionName: wanted.trigger.action,
              push: [
                {
                  branches: { includes: [wanted.trigger.branch] },
                  ...(wanted.trigger.paths.length > 0 && {
                    filePaths: { includes: wanted.trigger.paths },
                  }),
                },
              ],
            },
          },
        ],
      }),
    });
  });

  test('the files of the build projects and their log groups are the model', () => {
    const files = [...documents.keys()].filter((path) => path.endsWith('-project.json'));
    const here = wanted.projects.map(
      (project) => [`pipeline/${fileOf(project)}`, project] as const,
    );
    const away = wanted.elsewhere.flatMap(({ environment, projects }) =>
      projects.map(
        (project) =>
          [`pipeline/environments/${environment}/${project.id}-project.json`, project] as const,
      ),
    );
    expect(files.sort()).toEqual([...here, ...away].map(([path]) => path).sort());
    for (const [path, project] of [...here, ...away]) {
      const { name, retentionDays } = project.logGroup;
      expect(read(documents, path)).toEqual({
        ...(project.environment && { environment: project.environment }),
        project: projectOf(project),
        logGroup: { logGroupName: name, retentionInDays: retentionDays },
      });
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

  test('a bucket of ours has its settings, one of the user none', () => {
    expect(documents.has('pipeline/artifact-bucket.json')).toBe(!wanted.bucket.existing);
    if (wanted.bucket.existing) return;
    const file = read(documents, 'pipeline/artifact-bucket.json');
    expect(file.Bucket).toBe(wanted.bucket.name);
    expect(file.LifecycleConfiguration.Rules[0].Expiration).toEqual({
      Days: wanted.bucket.expireAfter,
    });
    expect(file.Policy).toEqual(policies.bucket);
    expect(file.Policy.Statement[0]).toEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Resource: [wanted.bucket.name, `${wanted.bucket.name}/*`].map(
          (one) => `arn:aws:s3:::${one}`,
        ),
      }),
    );
  });

  test('the key of the bucket is there where accounts differ', () => {
    const { keyAlias } = wanted.bucket;
    const path = 'pipeline/artifact-key.json';
    if (keyAlias === undefined) return expect(documents.has(path)).toBe(false);
    const { AliasName, Policy } = read(documents, path);
    expect([AliasName, Policy]).toEqual([keyAlias, policies.key]);
  });
});

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

/** The calls that get a file, or parts of it. */
function callsOf(path: string, text: string): readonly (readonly [readonly string[], unknown])[] {
  const file = JSON.parse(text);
  if (path.endsWith('/source-rule.json')) {
    const rule = { ...file.rule, EventPattern: JSON.stringify(file.rule.EventPattern) };
    return [
      [['events', 'put-rule'], rule],
      [['events', 'put-targets'], file.targets],
    ];
  }
  if (path.endsWith('-project.json')) {
    return [
      [CREATE_PROJECT, file.project],
      [['logs', 'put-retention-policy'], file.logGroup],
    ];
  }
  return path.endsWith('/pipeline.json') ? [[CREATE_PIPELINE, file]] : [];
}

describeWith(['aws'], "the AWS CLI's parameter validation", () => {
  test.each(KINDS.map(({ name, answers }) => [name, answers] as const))(
    'takes the files of %s',
    (_, answers) => {
      for (const [path, text] of filled(answers).documents) {
        for (const [operation, input] of callsOf(path, text)) {
          const said = saidOf(operation, JSON.stringify(input));
          expect([path, said]).toEqual([path, expect.stringContaining('Could not connect')]);
        }
      }
    },
    120_000,
  );

  test.each([
    [CREATE_PROJECT, 'pipeline/build-project.json', 'privilegedMode'],
    [CREATE_PIPELINE, 'pipeline/pipeline.json', 'actionTypeId'],
  ] as const)('of %j refuses a member of another name', (operation, path, member) => {
    const text = filled(defaults as Answers).documents.get(path) ?? '';
    const [, input] = callsOf(path, text).find(([one]) => one === operation) ?? [];
    const sources = saidOf(operation, JSON.stringify(input).replaceAll(member, `${member}s`));
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
    KINDS.filter(({ name }) =>
      /^(the defaults|a pipeline each|accounts that differ)$/.test(name),
    ).map(({ name, answers }) => [name, answers] as const),
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
