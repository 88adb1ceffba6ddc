import type { Answers, SourceKind } from '../../../lib/answers/types.ts';
import { readPolicy } from '../../../lib/evaluate/read-policy.ts';
import type { AttachedPolicy } from '../../../lib/evaluate/types.ts';
import { listOf, recordOf } from '../../../lib/iam/equality.ts';
import { fillString, type TemplateString } from '../../../lib/iam/template-string.ts';
import { bucketPolicy, keyPolicy } from '../../../lib/service/pipeline/build-pipeline.ts';
import { resolveResources } from '../../../lib/service/role-references.ts';
import type { BuiltPipeline } from '../../support/pipeline-kinds.ts';
import {
  accountOf,
  allows,
  attached,
  ofHome,
  PLACE,
  roleIn,
  rolesIn,
  serviceOf,
} from '../../support/promotion.ts';
import { THREE_ACCOUNTS } from '../../support/promotion-cases.ts';
import { type PlacedCall, placedCalls } from './promotion-calls.ts';

/* The table of calls, for every account and role of a pipeline that serves several environments. */

const DEPLOYS: readonly Answers['deploy'][] = ['pipeline', 'build', 'codedeploy'];
const SOURCES: readonly SourceKind[] = ['codeconnections', 'codecommit', 's3', 'ecr'];
const KINDS = DEPLOYS.flatMap((deploy) => SOURCES.map((source) => ({ deploy, source }))).filter(
  ({ deploy, source }) => deploy === 'pipeline' || source !== 'ecr',
);
const CASES = KINDS.flatMap((kind) => [
  { ...kind, where: 'one account', more: {} },
  { ...kind, where: 'three accounts', more: THREE_ACCOUNTS },
]);
/** The roles that the table is about. */
const OF_PIPELINE = [
  'codebuild',
  'codepipeline',
  'codebuild-validate',
  'codebuild-deploy',
  'pipeline-deploy',
];

describe.each(CASES)('$deploy from $source in $where', ({ deploy, source, more }) => {
  const service = serviceOf(deploy, more, source);
  const calls = placedCalls(service);

  test('every call is allowed, by both accounts where it crosses from one to another', () => {
    expect(calls.flatMap(({ actions }) => actions)).toContain('sts:AssumeRole');
    expect(calls.flatMap((call) => refused(service, call))).toEqual([]);
  });

  test('no permission is idle', () => {
    const used = new Set(
      calls.flatMap(({ environment, role, actions }) =>
        actions.map((action) => `${environment} ${role} ${action}`),
      ),
    );
    const granted = service.environments.flatMap(({ name }) =>
      rolesIn(service, name)
        .filter(({ id = '' }) => OF_PIPELINE.includes(id))
        .flatMap(({ id, inlinePolicies }) =>
          Object.values(inlinePolicies)
            .flatMap(({ Statement }) => listOf(Statement).map(recordOf))
            .flatMap(({ Action }) => listOf(Action))
            .map((action) => `${name} ${id} ${action}`),
        ),
    );
    expect([...new Set(granted)].filter((one) => !used.has(one))).toEqual([]);
  });

  test('no role does in another environment what it does in its own', () => {
    const elsewhere = calls
      .filter(({ environment, of }) => environment === of)
      .flatMap((call) =>
        service.environments
          .filter(
            ({ name }) => name !== call.environment && IS_DEPLOYMENT.test(call.actions.join()),
          )
          .map(({ name }) => ({ ...call, of: name })),
      );
    expect(elsewhere.length).toBeGreaterThan(0);
    const allowed = elsewhere.filter((call) => refused(service, call).length === 0);
    expect(allowed).toEqual([]);
  });
});

/** What changes what runs. */
const IS_DEPLOYMENT = /ecs:UpdateService|codedeploy:CreateDeployment|codebuild:StartBuild/;

function refused(service: BuiltPipeline, call: PlacedCall): readonly string[] {
  const resources = resolveResources(call.resources, service.model).map(
    filledFor(service, call.of),
  );
  const context = Object.fromEntries(
    Object.entries(call.context ?? {}).map(([key, value]) => [
      key,
      filledFor(service, call.of)(value),
    ]),
  );
  return call.actions.flatMap((action) =>
    resources
      .filter((resource) => {
        const side = sideOf(service, call, resource);
        const { environment, role } = call;
        return !allows(service, {
          environment,
          role,
          action,
          resource,
          context,
          ...(side && { side }),
        });
      })
      .map(
        (resource) => `${call.environment} ${call.role}: ${action} on ${resource} (${call.call})`,
      ),
  );
}

function filledFor(service: BuiltPipeline, name: string) {
  const values = service.environments.find((one) => one.name === name)?.values;
  const account = accountOf(service, name);
  const artifactBucket = `${values?.artifactBucketPrefix}-${account}`;
  const known = { artifactBucket, ...PLACE, ...values, account, rolePath: '/' };
  return (value: TemplateString): string => fillString(value, known);
}

/** What the resource says itself: a role's trust always has a say, the others in another account. */
function sideOf(
  service: BuiltPipeline,
  call: PlacedCall,
  resource: string,
): readonly AttachedPolicy[] | undefined {
  if (call.actions.includes('sts:AssumeRole')) {
    const { trust } = roleIn(service, call.of, 'pipeline-deploy');
    return [{ name: 'trust', policy: readPolicy(trust, { name: 'trust', kind: 'trust' }) }];
  }
  const { bucket } = service.pipeline;
  // The policy of a key has a say in its own account too.
  if (resource.includes(':kms:')) return attached(ofHome(service, keyPolicy(bucket)), 'key');
  if (accountOf(service, call.environment) === accountOf(service, call.of)) return undefined;
  if (resource.includes(':s3:')) return attached(ofHome(service, bucketPolicy(bucket)), 'bucket');
  return undefined;
}
