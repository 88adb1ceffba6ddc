import { parse } from 'yaml';
import type { Answers, DeployKind, SourceKind } from '../../../lib/answers/types.ts';
import { fillString } from '../../../lib/iam/template-string.ts';
import type { RoleId } from '../../../lib/roles/registry.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { readStatements } from '../../../lib/service/validation-reads.ts';
import { renderPipelineFiles } from '../../../lib/starter/pipeline-files.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { identityAllows } from '../../support/ask.ts';
import { builtPipeline } from '../../support/pipeline-kinds.ts';
import { roleDocuments } from '../../support/role-documents.ts';
import { VALUES } from '../../support/values.ts';
import { type Call, callsOf } from './calls.ts';

const DEPLOYS: readonly DeployKind[] = ['pipeline', 'build', 'codedeploy'];
const SOURCES: readonly SourceKind[] = ['codeconnections', 'codecommit', 's3', 'ecr'];
/** An image repository holds nothing that another kind could deploy by. */
const KINDS = DEPLOYS.flatMap((deploy) => SOURCES.map((source) => ({ deploy, source }))).filter(
  ({ deploy, source }) => deploy === 'pipeline' || source !== 'ecr',
);

/** An image repository as the source leaves nothing to build. */
const BUILDING = KINDS.filter(({ source }) => source !== 'ecr');

/** Answers with a value for everything that the two CI roles name. */
function answersOf(deploy: DeployKind, source: SourceKind): Answers {
  const {
    connectionId,
    sourceRepository,
    sourceBucket,
    sourceKey,
    artifactBucket,
    loadBalancer,
    cluster,
    service,
    family,
    repository,
    buildProject,
    codeDeployApplication,
    deploymentGroup,
    deploymentConfig,
  } = VALUES;
  const values = {
    ...{ connectionId, sourceRepository, sourceBucket, sourceKey, artifactBucket, loadBalancer },
    ...{ cluster, service, family, repository, buildProject },
    ...{ codeDeployApplication, deploymentGroup, deploymentConfig },
  };
  return {
    ...DEFAULT_ANSWERS,
    environments: [{ name: 'prod', values: {} }],
    values,
    deploy,
    source,
    repositoryId: 'example/shop',
  };
}

const pipelineOf = (answers: Answers) => builtPipeline(answers).pipeline;

const filled = (call: Call) => ({
  resources: call.resources.map((resource) => fillString(resource, { ...VALUES, rolePath: '/' })),
  context: Object.fromEntries(
    Object.entries(call.context ?? {}).map(([key, value]) => [key, fillString(value, VALUES)]),
  ),
});

test.each(KINDS)('every call of deploy kind $deploy from $source is allowed', (kind) => {
  expect(refusedCalls(answersOf(kind.deploy, kind.source))).toEqual([]);
});

function refusedCalls(answers: Answers): readonly string[] {
  return callsOf(builtPipeline(answers)).flatMap((call) => {
    const { policies } = roleDocuments(call.role, answers);
    const { resources, context } = filled(call);
    return call.actions.flatMap((action) =>
      resources
        .filter((resource) => !identityAllows(policies, { action, resource, context }))
        .map((resource) => `${call.role}: ${action} on ${resource} (${call.call})`),
    );
  });
}

test.each(['pipeline', 'build', 'codedeploy'] as const)(
  'without a task role every call of deploy kind %s is allowed, and none is about that role',
  (deploy) => {
    const answers = { ...answersOf(deploy, 's3'), roles: WITHOUT_TASK };
    expect(refusedCalls(answers)).toEqual([]);
    const resources = callsOf(builtPipeline(answers)).flatMap((call) => call.resources);
    expect(resources.filter((one) => one.includes('ecs-task-role'))).toEqual([]);
  },
);

const WITHOUT_TASK: readonly RoleId[] = ['task-execution', 'codebuild', 'codepipeline'];

test.each(KINDS)('no permission of the CI roles is idle: $deploy from $source', (kind) => {
  const answers = answersOf(kind.deploy, kind.source);
  const used = new Set(
    callsOf(builtPipeline(answers)).flatMap(({ role, actions }) =>
      actions.map((action) => `${role} ${action}`),
    ),
  );
  const { model } = buildService(answers);
  const roles = ['codebuild', 'codebuild-validate', 'codepipeline'].filter((id) =>
    model.roles.some((role) => role.id === id),
  );
  const granted = roles.flatMap((role) =>
    roleDocuments(role, answers)
      .policies.flatMap(({ Statement }) => Statement)
      .flatMap(({ Action }) => Action)
      .map((action) => `${role} ${action}`),
  );
  expect([...new Set(granted)].filter((one) => !used.has(one))).toEqual([]);
});

test.each(BUILDING)(
  'each command that the buildspec of $deploy gives to AWS stands in the table',
  (kind) => {
    const answers = answersOf(kind.deploy, kind.source);
    const service = builtPipeline(answers);
    const files = renderPipelineFiles(service);
    const buildspec = parse(
      files.find(({ path }) => path === 'pipeline/buildspec.yml')?.contents ?? '',
    );
    const phases = Object.values(buildspec.phases) as readonly { commands: readonly string[] }[];
    const commands = phases.flatMap((phase) => phase.commands).join('\n');
    const made = commands.match(/\baws [a-z]+ (wait )?[a-z-]+|\bdocker (push|build)\b/g) ?? [];
    const listed = callsOf(service)
      .filter(({ madeBy }) => madeBy === 'buildspec')
      .map(({ call }) => call);
    expect([...new Set(made)].sort()).toEqual([...new Set(listed)].sort());
  },
);

test('what the validation script reads is what the table says of it', () => {
  const answers = answersOf('pipeline', 'codeconnections');
  const read = readStatements(buildService(answers).model).flatMap(({ actions }) => actions);
  const listed = callsOf(builtPipeline(answers))
    .filter(({ madeBy }) => madeBy === 'script')
    .flatMap(({ actions }) => actions);
  expect([...new Set(listed)].sort()).toEqual([...new Set(read)].sort());
});

test('without codepipeline.validateStage there is no Validate stage, no project and no role for it', () => {
  const options = { 'codepipeline.validateStage': false };
  const answers = { ...answersOf('pipeline', 'codeconnections'), options };
  const { projects, stages } = pipelineOf(answers);
  expect(projects.map(({ id }) => id)).toEqual(['build']);
  expect(stages.map(({ name }) => name)).not.toContain('Validate');
  expect(buildService(answers).model.roles.map(({ id }) => id)).not.toContain('codebuild-validate');
});
