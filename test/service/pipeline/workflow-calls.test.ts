import { parse } from 'yaml';
import type { Answers } from '../../../lib/answers/types.ts';
import { fillString } from '../../../lib/iam/template-string.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { resolveResources } from '../../../lib/service/role-references.ts';
import { readStatements } from '../../../lib/service/validation-reads.ts';
import { identityAllows } from '../../support/ask.ts';
import { roleDocuments } from '../../support/role-documents.ts';
import { VALUES } from '../../support/values.ts';
import type { Call } from './calls.ts';
import { WORKFLOW_CALLS } from './workflow-calls.ts';
import { GITHUB_ANSWERS, workflowOf } from './workflow-cases.ts';

const { cluster, service, family, repository, loadBalancer } = VALUES;
const { codeDeployApplication, deploymentGroup, deploymentConfig } = VALUES;

/** Answers with a value for everything that the role names, in one environment. */
function answersOf(options: readonly string[], off: readonly string[] = []): Answers {
  const names = (list: readonly string[], on: boolean) =>
    list.map((one) => [`github-oidc-deploy.${one}`, on] as const);
  return {
    ...GITHUB_ANSWERS,
    oidcProvider: 'create',
    environments: [{ name: 'prod', values: {} }],
    values: {
      ...{ cluster, service, family, repository, loadBalancer },
      ...{ codeDeployApplication, deploymentGroup, deploymentConfig },
    },
    options: Object.fromEntries([...names(options, true), ...names(off, false)]),
  };
}

const CASES: readonly (readonly [string, Answers])[] = [
  ['the defaults', answersOf([])],
  ['CodeDeploy', answersOf(['codedeployBlueGreen'])],
  ['no validation', answersOf([], ['validateRoles'])],
  ['no task role', { ...answersOf([]), roles: ['task-execution'] }],
];

function callsOf(answers: Answers): readonly Call<never>[] {
  const { workflow, model } = buildService(answers);
  if (workflow === undefined) throw new Error('These answers give no workflow.');
  return WORKFLOW_CALLS.filter((call) => call.when?.(workflow) ?? true)
    .map(({ when: _, ...call }) => ({
      ...call,
      resources: resolveResources(call.resources, model),
    }))
    .filter(({ resources }) => resources.length > 0);
}

const fill = (text: Call['resources'][number]) => fillString(text, { ...VALUES, rolePath: '/' });

test.each(CASES)('every call of the workflow is allowed: %s', (_, answers) => {
  const { policies } = roleDocuments('github-oidc-deploy', answers);
  const refused = callsOf(answers).flatMap(({ call, actions, resources, context = {} }) => {
    const filled = Object.entries(context).map(([key, value]) => [key, fill(value)]);
    const request = { context: Object.fromEntries(filled) };
    return actions.flatMap((action) =>
      resources
        .map(fill)
        .filter((resource) => !identityAllows(policies, { action, resource, ...request }))
        .map((resource) => `${action} on ${resource} (${call})`),
    );
  });
  expect(refused).toEqual([]);
});

test.each(CASES)('no permission of the role is idle: %s', (_, answers) => {
  const used = new Set(callsOf(answers).flatMap(({ actions }) => actions));
  const granted = roleDocuments('github-oidc-deploy', answers)
    .policies.flatMap(({ Statement }) => Statement)
    .flatMap(({ Action }) => Action ?? []);
  expect(granted.filter((action) => !used.has(action))).toEqual([]);
});

test.each(CASES)('each command of the steps stands in the table: %s', (_, answers) => {
  const jobs: Record<string, { steps: readonly { run?: string; uses?: string }[] }> = parse(
    workflowOf(answers),
  ).jobs;
  const steps = Object.entries(jobs).flatMap(([id, job]) => (id === 'image' ? [] : job.steps));
  const commands = steps.map(({ run = '' }) => run).join('\n');
  const made = commands.match(/\baws [a-z]+ (wait )?[a-z-]+|\bskopeo copy\b/g) ?? [];
  const actions = steps.flatMap(({ uses = '' }) => /amazon-ecs[\w-]+/.exec(uses)?.[0] ?? []);
  const listed = callsOf(answers)
    .filter(({ madeBy }) => madeBy !== 'script')
    .map(({ call }) => call);
  expect([...new Set([...made, ...actions])].sort()).toEqual([...new Set(listed)].sort());
});

test('the job that builds has no role', () => {
  const { image } = parse(workflowOf(GITHUB_ANSWERS)).jobs;
  expect(JSON.stringify(image)).not.toMatch(/\baws\b|role/);
});

test('what the validation script reads is what the table says of it', () => {
  const answers = answersOf([]);
  const read = readStatements(buildService(answers).model).flatMap(({ actions }) => actions);
  const listed = callsOf(answers)
    .filter(({ madeBy }) => madeBy === 'script')
    .flatMap(({ actions }) => actions);
  expect([...new Set(listed)].sort()).toEqual([...new Set(read)].sort());
});
