import type { Answers, SourceKind } from '../../lib/answers/types.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { isAllowed } from '../../lib/evaluate/decide.ts';
import { readPolicy } from '../../lib/evaluate/read-policy.ts';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type { AttachedPolicy } from '../../lib/evaluate/types.ts';
import { resourceDocument } from '../../lib/iam/document.ts';
import { mapStrings } from '../../lib/iam/map-strings.ts';
import { fillString, template } from '../../lib/iam/template-string.ts';
import { bucketPolicy, keyPolicy } from '../../lib/service/pipeline/build-pipeline.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { type BuiltPipeline, builtPipeline } from '../support/pipeline-kinds.ts';

/* The one pipeline of several environments: who may do what in which account, by both sides' policies. */

const PLACE = { partition: 'aws', region: 'eu-west-1', dnsSuffix: 'amazonaws.com' };
const ONE_ACCOUNT: Partial<Answers> = {};
const THREE_ACCOUNTS: Partial<Answers> = {
  home: 'tools',
  environments: [
    { name: 'tools', service: false, values: { account: '111122223333' } },
    { name: 'dev', values: { account: '222222222222' } },
    { name: 'prod', values: { account: '333333333333' } },
  ],
};
const DEPLOYS = ['pipeline', 'build', 'codedeploy'] as const;

const CASES = DEPLOYS.flatMap((deploy) => [
  { deploy, where: 'one account', more: ONE_ACCOUNT },
  { deploy, where: 'three accounts', more: THREE_ACCOUNTS },
]);

function serviceOf(deploy: Answers['deploy'], more: Partial<Answers>, source?: SourceKind) {
  const values = {
    connectionId: '01234567-89ab-cdef-0123-456789abcdef',
    loadBalancer: 'shop',
    sourceBucket: 'shop-source',
    sourceKey: 'source.zip',
    sourceRepository: 'shop',
  };
  return builtPipeline({
    ...DEFAULT_ANSWERS,
    ...more,
    ...(source && { source }),
    deploy,
    repositoryId: 'example/shop',
    values,
  });
}

function accountOf({ environments }: BuiltPipeline, name: string): string {
  return environments.find((one) => one.name === name)?.values.account ?? '111122223333';
}

function rolesIn(service: BuiltPipeline, name: string) {
  const environment = service.environments.find((one) => one.name === name);
  if (environment === undefined) throw new Error(`There is no environment '${name}'.`);
  const facts = { ...PLACE, account: accountOf(service, name) };
  return fillDefinition(definitionOf(service.model, environment), facts).roles;
}

function roleIn(service: BuiltPipeline, name: string, id: string) {
  const role = rolesIn(service, name).find((one) => one.id === id);
  if (role === undefined) throw new Error(`There is no role '${id}' in '${name}'.`);
  return role;
}

interface Ask {
  readonly environment: string;
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  /** What the resource says itself, where it is in another account. */
  readonly side?: readonly AttachedPolicy[];
}

function allows(service: BuiltPipeline, ask: Ask): boolean {
  const role = roleIn(service, ask.environment, ask.role);
  const account = accountOf(service, ask.environment);
  const policies = [
    ...Object.entries(role.inlinePolicies),
    ...role.managedPolicies.map(({ name, document }) => [String(name), document] as const),
  ];
  const arn = `arn:aws:iam::${account}:role${role.path}${role.name}`;
  return isAllowed(
    {
      identity: policies.map(([name, document]) => ({
        name,
        policy: readPolicy(document, { name, kind: 'identity' }),
      })),
      ...(ask.side && { resource: ask.side }),
    },
    {
      principal: readRequester(arn),
      action: ask.action,
      resource: ask.resource,
      context: { 'aws:PrincipalArn': arn, ...ask.context },
    },
  );
}

function attached(document: object, name: string): readonly AttachedPolicy[] {
  return [{ name, policy: readPolicy(document, { name, kind: 'resource' }) }];
}

/** A document of home's pipeline, filled in home's account. */
function ofHome<Document extends object>(service: BuiltPipeline, document: Document): Document {
  const { model, environments } = service;
  const values = environments.find(({ name }) => name === model.home)?.values;
  const account = accountOf(service, model.home);
  const known = { ...PLACE, ...values, account };
  return JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === 'string' ? fillString(template(value), known) : value,
  ) as Document;
}

const BUCKET_NAME = 'shop-tools-artifacts-111122223333';

describe.each(CASES)('deploy kind $deploy in $where', ({ deploy, more }) => {
  const service = serviceOf(deploy, more);
  const { home } = service.model;
  const others = service.environments.map(({ name }) => name).filter((name) => name !== home);
  const isSplit = more === THREE_ACCOUNTS;

  test("home's pipeline role assumes the role of each other environment, and nobody else does", () => {
    for (const name of others) {
      const account = accountOf(service, name);
      const role = roleIn(service, name, 'pipeline-deploy');
      const resource = `arn:aws:iam::${account}:role/${role.name}`;
      const side = [
        { name: 'trust', policy: readPolicy(role.trust, { name: 'trust', kind: 'trust' }) },
      ];
      const ask = { action: 'sts:AssumeRole', resource, side };
      expect(allows(service, { environment: home, role: 'codepipeline', ...ask })).toBe(true);
      expect(allows(service, { environment: home, role: 'codebuild', ...ask })).toBe(false);
      for (const other of others) {
        const from = { environment: other, role: 'codebuild-validate' };
        expect(allows(service, { ...from, ...ask })).toBe(false);
      }
    }
  });

  test('the build role and the pipeline role stand in home, the assumed role elsewhere', () => {
    const ids = (name: string) => rolesIn(service, name).map(({ id }) => id);
    expect(ids(home)).toEqual(expect.arrayContaining(['codebuild', 'codepipeline']));
    expect(ids(home)).not.toContain('pipeline-deploy');
    for (const name of others) {
      expect(ids(name)).toContain('pipeline-deploy');
      expect(ids(name)).not.toContain('codebuild');
      expect(ids(name)).not.toContain('codepipeline');
    }
  });

  test('each environment is deployed by its own role, and by none of another environment', () => {
    const deployer = deploy === 'build' ? 'codebuild-deploy' : 'pipeline-deploy';
    for (const name of others) {
      const account = accountOf(service, name);
      const isBlueGreen = deploy === 'codedeploy';
      const arn = isBlueGreen
        ? `arn:aws:codedeploy:eu-west-1:${account}:deploymentgroup:shop-${name}/shop-${name}`
        : `arn:aws:ecs:eu-west-1:${account}:service/shop-${name}/shop`;
      const ask = {
        action: isBlueGreen ? 'codedeploy:CreateDeployment' : 'ecs:UpdateService',
        resource: arn,
      };
      expect(allows(service, { environment: name, role: deployer, ...ask })).toBe(true);
      expect(allows(service, { environment: home, role: 'codepipeline', ...ask })).toBe(false);
      for (const other of others.filter((one) => one !== name)) {
        expect(allows(service, { environment: other, role: deployer, ...ask })).toBe(false);
      }
    }
  });

  test('no role of another environment pushes an image', () => {
    const resource = `arn:aws:ecr:eu-west-1:${accountOf(service, home)}:repository/shop`;
    const ask = { action: 'ecr:PutImage', resource };
    expect(allows(service, { environment: home, role: 'codebuild', ...ask })).toBe(true);
    for (const name of others) {
      for (const { id = '' } of rolesIn(service, name)) {
        expect(allows(service, { environment: name, role: id, ...ask })).toBe(false);
      }
    }
  });

  test('the validation reads the roles of its environment and changes nothing', () => {
    for (const { name } of service.environments) {
      const roles = rolesIn(service, name);
      const validate = roles.find(({ id }) => id === 'codebuild-validate');
      if (validate === undefined) continue;
      for (const role of roles) {
        const resource = `arn:aws:iam::${accountOf(service, name)}:role/${role.name}`;
        const from = { environment: name, role: 'codebuild-validate', resource };
        expect(allows(service, { ...from, action: 'iam:GetRole' })).toBe(true);
        expect(allows(service, { ...from, action: 'iam:PutRolePolicy' })).toBe(false);
      }
    }
  });

  test('the execution role of each environment pulls from the repository of home', () => {
    const resource = `arn:aws:ecr:eu-west-1:${accountOf(service, home)}:repository/shop`;
    const policy = service.shared.flatMap(({ policies }) => policies)[0];
    const statements = policy && mapStrings(policy.statements, (value) => value);
    const side =
      isSplit && statements
        ? attached(ofHome(service, resourceDocument(statements)), 'repository')
        : undefined;
    const served = service.environments.filter((one) => one.name !== 'tools');
    for (const { name } of served) {
      const ask = { environment: name, role: 'task-execution', resource };
      expect(allows(service, { ...ask, action: 'ecr:BatchGetImage', ...(side && { side }) })).toBe(
        true,
      );
      expect(allows(service, { ...ask, action: 'ecr:PutImage', ...(side && { side }) })).toBe(
        false,
      );
    }
  });

  if (!isSplit) return;

  test('what reads artifacts in another account is allowed by the bucket and by its key, and writes none', () => {
    const { bucket } = service.pipeline;
    const bucketSide = attached(ofHome(service, bucketPolicy(bucket)), 'bucket');
    const keySide = attached(ofHome(service, keyPolicy(bucket)), 'key');
    const readers = [
      'pipeline-deploy',
      'codebuild-validate',
      ...(deploy === 'build' ? ['codebuild-deploy'] : []),
    ];
    for (const name of others) {
      for (const role of readers) {
        const object = {
          environment: name,
          role,
          resource: `arn:aws:s3:::${BUCKET_NAME}/shop/Build/1.zip`,
          context: { 'aws:ResourceAccount': '111122223333', 'aws:SecureTransport': 'true' },
          side: bucketSide,
        };
        expect([role, allows(service, { ...object, action: 's3:GetObject' })]).toEqual([
          role,
          true,
        ]);
        expect(allows(service, { ...object, action: 's3:PutObject' })).toBe(false);
        const key = {
          environment: name,
          role,
          action: 'kms:Decrypt',
          resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          side: keySide,
        };
        const viaS3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
        expect([role, allows(service, { ...key, context: viaS3 })]).toEqual([role, true]);
        expect(allows(service, key)).toBe(false);
      }
      const task = { environment: name, role: 'task-execution', side: bucketSide };
      const resource = `arn:aws:s3:::${BUCKET_NAME}/shop/Build/1.zip`;
      expect(allows(service, { ...task, action: 's3:GetObject', resource })).toBe(false);
    }
  });
});
