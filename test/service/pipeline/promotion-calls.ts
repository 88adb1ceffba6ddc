import { roleReference } from '../../../lib/iam/role-arn.ts';
import { template } from '../../../lib/iam/template-string.ts';
import { modelIn } from '../../../lib/iam/where.ts';
import type { BuiltPipeline } from '../../support/pipeline-kinds.ts';
import { bucket, here, OWN_ACCOUNT } from './call-resources.ts';
import { type Call, callsOf } from './calls.ts';

/** A call of a pipeline that serves several environments. */
export interface PlacedCall extends Omit<Call, 'when'> {
  /** The environment whose role makes it. */
  readonly environment: string;
  /** The environment whose values its resources have, and in whose account they lie. */
  readonly of: string;
}

const KEY = here('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const ALIAS = { 'kms:ResourceAliases': template('alias/<project>-<environment>-artifacts') };
const VIA_S3 = { 'kms:ViaService': template('s3.<region>.<dnsSuffix>') };
const ON_KEY = [
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'ReEncryptFrom',
  'ReEncryptTo',
];

/**
 * Every call of the pipeline: those of a pipeline of one environment, each made by the role and in the
 * environment that it falls to here, and those that there are because of the others.
 */
export function placedCalls(service: BuiltPipeline): readonly PlacedCall[] {
  const { model, pipeline, environments } = service;
  const served = environments.map(({ name }) => name).filter((name) => deploysTo(service, name));
  const ofHome = callsOf(service).filter((call) => !isOfStop(call));
  return [
    ...ofHome.map((call) => ({ ...call, environment: model.home, of: model.home })),
    ...served.flatMap((name) => [...stopCalls(service, name), ...buildCalls(service, name)]),
    ...served
      .filter((name) => name !== model.home)
      .map((name) =>
        homeCall(service, {
          role: 'codepipeline',
          call: 'assumes the role of an environment',
          actions: ['sts:AssumeRole'],
          resources: [roleReference('pipeline-deploy')],
          of: name,
        }),
      ),
    ...(pipeline.bucket.keyAlias === undefined ? [] : keyCalls(service)),
  ];
}

function deploysTo({ pipeline }: BuiltPipeline, name: string): boolean {
  return pipeline.stages.some((stage) => stage.name === `Deploy-${name}`);
}

/** Made for each environment that is deployed to, not once. */
function isOfStop({ role, call, actions }: Call): boolean {
  if (role === 'codebuild-validate') return true;
  if (role === 'codebuild') return actions.some((one) => /^(ecs|iam):/.test(one));
  return /^the (deploy|validation) action/.test(call);
}

/** What the actions of the pipeline do in an environment. */
function stopCalls(service: BuiltPipeline, environment: string): readonly PlacedCall[] {
  const { model, pipeline } = service;
  const isHome = environment === model.home;
  const role = isHome ? 'codepipeline' : 'pipeline-deploy';
  const byAction = callsOf(service).filter(
    (call) => call.role === 'codepipeline' && isOfStop(call),
  );
  const place = { environment, of: environment, role } as const;
  return [
    ...byAction.map((call) => ({ ...call, ...place })),
    ...(pipeline.deploy === 'build' ? [{ ...START_DEPLOYMENT, ...place }] : []),
    ...(isHome ? [] : [readArtifacts(service, environment, role)]),
  ];
}

const START_DEPLOYMENT: Omit<Call, 'role'> = {
  call: 'the action that starts the deployment',
  madeBy: 'service',
  actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
  resources: here('codebuild', 'project/<deployProject>'),
};

/** What the builds of an environment do: the validation, and the deployment where a build deploys. */
function buildCalls(service: BuiltPipeline, environment: string): readonly PlacedCall[] {
  const { pipeline, model, environments } = service;
  const place = { environment, of: environment } as const;
  const own = environments.find(({ name }) => name === environment);
  const { roles, repository } = own ? modelIn(model, own) : model;
  const validation = callsOf(service)
    .filter(({ role, call }) => role === 'codebuild-validate' && call !== 'the input artifact')
    .filter(({ call }) => repository !== undefined || !call.endsWith('the repository'))
    .map((call) => ({ ...call, ...place }))
    .map((call) =>
      call.call.endsWith('the roles')
        ? {
            ...call,
            resources: roles.map(({ name }) =>
              template(`arn:<partition>:iam::<account>:role/${name}`),
            ),
          }
        : call,
    );
  const role = 'codebuild-deploy';
  const deployment =
    pipeline.deploy === 'build'
      ? [
          ...callsOf(service)
            .filter((call) => call.role === 'codebuild' && isOfStop(call))
            .map((call) => ({ ...call, ...place, role }) as const),
          { ...BUILD_LOG, ...place, role } as const,
          readArtifacts(service, environment, role),
        ]
      : [];
  const artifact = validation
    .slice(0, 1)
    .map(({ role: id }) => readArtifacts(service, environment, id));
  return [...validation, ...artifact, ...deployment];
}

const BUILD_LOG: Omit<Call, 'role'> = {
  call: 'the build log of the deployment',
  madeBy: 'service',
  actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: here('logs', 'log-group:/aws/codebuild/<deployProject>:log-stream:1'),
};

/** The artifacts lie in home, whose account the request names. */
function readArtifacts(
  { model }: BuiltPipeline,
  environment: string,
  role: Call['role'],
): PlacedCall {
  return {
    environment,
    of: model.home,
    role,
    call: 'the input artifact',
    madeBy: 'service',
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: bucket('<artifactBucket>/Build/1.zip'),
    context: OWN_ACCOUNT,
  };
}

/** What S3 does with the key of the artifacts for whoever writes or reads them. */
function keyCalls(service: BuiltPipeline): readonly PlacedCall[] {
  const { model, environments } = service;
  const actions = ON_KEY.map((one) => `kms:${one}`);
  const what = {
    call: 'the key of the artifacts',
    resources: KEY,
    context: { ...ALIAS, ...VIA_S3 },
    of: model.home,
  };
  const writers = (['codepipeline', 'codebuild'] as const).map((role) =>
    homeCall(service, { ...what, role, actions }),
  );
  const readers = environments.flatMap(({ name }) =>
    (['pipeline-deploy', 'codebuild-validate', 'codebuild-deploy'] as const)
      .filter((id) => model.roles.some((one) => one.id === id) && name !== model.home)
      .map((role) => ({
        ...homeCall(service, {
          ...what,
          role,
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
        }),
        environment: name,
      })),
  );
  return [...writers, ...readers];
}

/** A call that a role of home makes by itself. */
function homeCall(
  { model }: BuiltPipeline,
  what: Pick<PlacedCall, 'role' | 'call' | 'actions' | 'resources' | 'context' | 'of'>,
): PlacedCall {
  return { environment: model.home, madeBy: 'service', ...what };
}
