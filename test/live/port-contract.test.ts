import { recordOf } from '../../lib/iam/equality.ts';
import { emptyState } from '../../lib/live/memory/state.ts';
import { memoryIam } from '../../lib/live/memory-iam.ts';
import { type AccountPort, type InputOf, isRead, type OperationName } from '../../lib/live/port.ts';
import { codeOf } from '../../lib/live/responses.ts';
import { MOTO_ACCOUNT } from '../support/moto.ts';
import { describeWith } from '../support/tools.ts';
import { type MotoPort, openMoto } from './support/moto-port.ts';

/** One call of the script. */
interface Step {
  readonly label: string;
  readonly name: OperationName;
  readonly input: object;
}

function step<Name extends OperationName>(label: string, name: Name, input: InputOf<Name>): Step {
  return { label, name, input };
}

const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
const allow = (Action: string, Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const ARN = `arn:aws:iam::${MOTO_ACCOUNT}`;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const PROVIDER = `${ARN}:oidc-provider/token.example.com`;
const role = 'shop-role';

const SCRIPT: readonly Step[] = [
  step('identity', 'GetCallerIdentity', {}),
  step('quotas', 'GetAccountSummary', {}),
  step('missing role', 'GetRole', { RoleName: role }),
  step('missing role: policies', 'ListRolePolicies', { RoleName: role }),
  step('missing role: attached', 'ListAttachedRolePolicies', { RoleName: role }),
  step('create role', 'CreateRole', {
    RoleName: role,
    Path: '/team/',
    Description: "it's +50%",
    MaxSessionDuration: 7200,
    AssumeRolePolicyDocument: trust('ecs-tasks.amazonaws.com'),
    Tags: [{ Key: 'ecs-iam:project', Value: 'shop' }],
  }),
  step('create it again', 'CreateRole', {
    RoleName: role,
    AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
  }),
  step('read role', 'GetRole', { RoleName: role }),
  step('update settings', 'UpdateRole', {
    RoleName: role,
    Description: 'new',
    MaxSessionDuration: 3600,
  }),
  step('update trust', 'UpdateAssumeRolePolicy', {
    RoleName: role,
    PolicyDocument: trust('ecs.amazonaws.com'),
  }),
  step('tag', 'TagRole', { RoleName: role, Tags: [{ Key: 'team', Value: 'orders + returns' }] }),
  step('untag', 'UntagRole', { RoleName: role, TagKeys: ['nothing'] }),
  step('boundary', 'PutRolePermissionsBoundary', {
    RoleName: role,
    PermissionsBoundary: READ_ONLY,
  }),
  step('read role again', 'GetRole', { RoleName: role }),
  step('no boundary', 'DeleteRolePermissionsBoundary', { RoleName: role }),
  step('missing inline policy', 'GetRolePolicy', { RoleName: role, PolicyName: 'A' }),
  step('put inline policy', 'PutRolePolicy', {
    RoleName: role,
    PolicyName: 'A',
    PolicyDocument: allow('s3:Get+Object', 'arn:aws:s3:::a b/%/*'),
  }),
  step('replace inline policy', 'PutRolePolicy', {
    RoleName: role,
    PolicyName: 'A',
    PolicyDocument: allow('s3:PutObject'),
  }),
  step('second inline policy', 'PutRolePolicy', {
    RoleName: role,
    PolicyName: 'B',
    PolicyDocument: allow('s3:ListBucket'),
  }),
  step('inline policy that is no JSON', 'PutRolePolicy', {
    RoleName: role,
    PolicyName: 'C',
    PolicyDocument: 'x',
  }),
  step('inline policy without resource', 'PutRolePolicy', {
    RoleName: role,
    PolicyName: 'C',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}',
  }),
  step('inline policy with a principal', 'PutRolePolicy', {
    RoleName: role,
    PolicyName: 'C',
    PolicyDocument: trust('ec2.amazonaws.com'),
  }),
  step('list inline policies', 'ListRolePolicies', { RoleName: role }),
  step('read inline policy', 'GetRolePolicy', { RoleName: role, PolicyName: 'A' }),
  step('attach missing policy', 'AttachRolePolicy', {
    RoleName: role,
    PolicyArn: `${ARN}:policy/none`,
  }),
  step('attach', 'AttachRolePolicy', { RoleName: role, PolicyArn: READ_ONLY }),
  step('attach again', 'AttachRolePolicy', { RoleName: role, PolicyArn: READ_ONLY }),
  step('list attached', 'ListAttachedRolePolicies', { RoleName: role }),
  step('missing policy', 'GetPolicy', { PolicyArn: `${ARN}:policy/team/own` }),
  step('create policy', 'CreatePolicy', {
    PolicyName: 'own',
    Path: '/team/',
    PolicyDocument: allow('s3:GetObject'),
  }),
  step('create policy again', 'CreatePolicy', {
    PolicyName: 'own',
    Path: '/team/',
    PolicyDocument: allow('s3:GetObject'),
  }),
  step('attach own policy', 'AttachRolePolicy', {
    RoleName: role,
    PolicyArn: `${ARN}:policy/team/own`,
  }),
  ...[2, 3, 4, 5, 6].map((version) =>
    step(`version ${version}`, 'CreatePolicyVersion', {
      PolicyArn: `${ARN}:policy/team/own`,
      PolicyDocument: allow(`s3:V${version}`),
      SetAsDefault: true,
    }),
  ),
  step('read policy', 'GetPolicy', { PolicyArn: `${ARN}:policy/team/own` }),
  step('list versions', 'ListPolicyVersions', { PolicyArn: `${ARN}:policy/team/own` }),
  step('delete default version', 'DeletePolicyVersion', {
    PolicyArn: `${ARN}:policy/team/own`,
    VersionId: 'v5',
  }),
  step('delete version', 'DeletePolicyVersion', {
    PolicyArn: `${ARN}:policy/team/own`,
    VersionId: 'v1',
  }),
  step('missing version', 'GetPolicyVersion', {
    PolicyArn: `${ARN}:policy/team/own`,
    VersionId: 'v1',
  }),
  step('read version', 'GetPolicyVersion', {
    PolicyArn: `${ARN}:policy/team/own`,
    VersionId: 'v5',
  }),
  step('missing profile', 'GetInstanceProfile', { InstanceProfileName: 'host' }),
  step('create profile', 'CreateInstanceProfile', { InstanceProfileName: 'host', Path: '/team/' }),
  step('create profile again', 'CreateInstanceProfile', { InstanceProfileName: 'host' }),
  step('add role', 'AddRoleToInstanceProfile', { InstanceProfileName: 'host', RoleName: role }),
  step('add role again', 'AddRoleToInstanceProfile', {
    InstanceProfileName: 'host',
    RoleName: role,
  }),
  step('profiles of role', 'ListInstanceProfilesForRole', { RoleName: role }),
  step('delete role in use', 'DeleteRole', { RoleName: role }),
  step('delete profile in use', 'DeleteInstanceProfile', { InstanceProfileName: 'host' }),
  step('remove role', 'RemoveRoleFromInstanceProfile', {
    InstanceProfileName: 'host',
    RoleName: role,
  }),
  step('delete profile', 'DeleteInstanceProfile', { InstanceProfileName: 'host' }),
  step('delete profile again', 'DeleteInstanceProfile', { InstanceProfileName: 'host' }),
  step('delete role with attachments', 'DeleteRole', { RoleName: role }),
  step('detach', 'DetachRolePolicy', { RoleName: role, PolicyArn: READ_ONLY }),
  step('detach again', 'DetachRolePolicy', { RoleName: role, PolicyArn: READ_ONLY }),
  step('detach own', 'DetachRolePolicy', { RoleName: role, PolicyArn: `${ARN}:policy/team/own` }),
  step('delete role with policies', 'DeleteRole', { RoleName: role }),
  step('listing', 'GetAccountAuthorizationDetails', { Filter: ['Role'] }),
  step('delete inline', 'DeleteRolePolicy', { RoleName: role, PolicyName: 'A' }),
  step('delete inline again', 'DeleteRolePolicy', { RoleName: role, PolicyName: 'A' }),
  step('delete second inline', 'DeleteRolePolicy', { RoleName: role, PolicyName: 'B' }),
  ...[2, 3, 4].map((version) =>
    step(`delete version ${version}`, 'DeletePolicyVersion', {
      PolicyArn: `${ARN}:policy/team/own`,
      VersionId: `v${version}`,
    }),
  ),
  step('delete policy', 'DeletePolicy', { PolicyArn: `${ARN}:policy/team/own` }),
  step('delete policy again', 'DeletePolicy', { PolicyArn: `${ARN}:policy/team/own` }),
  step('delete role', 'DeleteRole', { RoleName: role }),
  step('delete role again', 'DeleteRole', { RoleName: role }),
  step('no service-linked role', 'ListRoles', {
    PathPrefix: '/aws-service-role/ecs.amazonaws.com/',
  }),
  step('service-linked role', 'CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' }),
  step('service-linked role again', 'CreateServiceLinkedRole', {
    AWSServiceName: 'ecs.amazonaws.com',
  }),
  step('service-linked role by path', 'ListRoles', {
    PathPrefix: '/aws-service-role/ecs.amazonaws.com/',
  }),
  step('missing provider', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: PROVIDER }),
  step('create provider', 'CreateOpenIDConnectProvider', {
    Url: 'https://token.example.com',
    ClientIDList: ['a'],
  }),
  step('create provider again', 'CreateOpenIDConnectProvider', {
    Url: 'https://token.example.com',
    ClientIDList: ['a'],
  }),
  step('add audience', 'AddClientIDToOpenIDConnectProvider', {
    OpenIDConnectProviderArn: PROVIDER,
    ClientID: 'b',
  }),
  step('read provider', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: PROVIDER }),
  step('policy of missing repository', 'GetRepositoryPolicy', { repositoryName: 'shop' }),
  step('create repository', 'CreateRepository', {
    repositoryName: 'shop',
    imageTagMutability: 'IMMUTABLE',
  }),
  step('create repository again', 'CreateRepository', { repositoryName: 'shop' }),
  step('no repository policy', 'GetRepositoryPolicy', { repositoryName: 'shop' }),
  step('lifecycle', 'PutLifecyclePolicy', {
    repositoryName: 'shop',
    lifecyclePolicyText:
      '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":9},"action":{"type":"expire"}}]}',
  }),
  step('set repository policy', 'SetRepositoryPolicy', {
    repositoryName: 'shop',
    policyText:
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}]}',
  }),
  step('read repository policy', 'GetRepositoryPolicy', { repositoryName: 'shop' }),
  step('delete repository policy', 'DeleteRepositoryPolicy', { repositoryName: 'shop' }),
  step('delete repository policy again', 'DeleteRepositoryPolicy', { repositoryName: 'shop' }),
  step('no logs policies', 'DescribeResourcePolicies', {}),
  step('put logs policy', 'PutResourcePolicy', {
    policyName: 'p',
    policyDocument: allow('logs:PutLogEvents'),
  }),
  step('logs policies', 'DescribeResourcePolicies', {}),
  step('delete logs policy', 'DeleteResourcePolicy', { policyName: 'p' }),
  step('delete logs policy again', 'DeleteResourcePolicy', { policyName: 'p' }),
  step('no destinations', 'DescribeDestinations', { DestinationNamePrefix: 'x' }),
  step('policy of missing destination', 'PutDestinationPolicy', {
    destinationName: 'x',
    accessPolicy: allow('logs:PutSubscriptionFilter'),
  }),
  // What follows the emulator does otherwise and is left in disorder by: it stands last.
  step('role for the rest', 'CreateRole', {
    RoleName: 'rest',
    AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
  }),
  step('tag that IAM does not take', 'TagRole', {
    RoleName: 'rest',
    Tags: [{ Key: 'a', Value: 'b & c' }],
  }),
  step('inline policies too large', 'PutRolePolicy', {
    RoleName: 'rest',
    PolicyName: 'C',
    PolicyDocument: allow('s3:ListBucket', `arn:aws:s3:::${'x'.repeat(10_400)}`),
  }),
  step('inline policy', 'PutRolePolicy', {
    RoleName: 'rest',
    PolicyName: 'D',
    PolicyDocument: allow('s3:ListBucket'),
  }),
  step('another inline policy', 'PutRolePolicy', {
    RoleName: 'rest',
    PolicyName: 'E',
    PolicyDocument: allow('s3:ListBucket'),
  }),
  step('first page', 'ListRolePolicies', { RoleName: 'rest', MaxItems: 1 }),
  step('policy for the rest', 'CreatePolicy', {
    PolicyName: 'rest',
    PolicyDocument: allow('s3:GetObject'),
  }),
  step('attach it', 'AttachRolePolicy', { RoleName: 'rest', PolicyArn: `${ARN}:policy/rest` }),
  step('delete attached policy', 'DeletePolicy', { PolicyArn: `${ARN}:policy/rest` }),
  step('create it in another case', 'CreateRole', {
    RoleName: 'REST',
    AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
  }),
  step('name too long', 'CreateRole', {
    RoleName: 'x'.repeat(65),
    AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
  }),
  step('trust that is no policy', 'CreateRole', {
    RoleName: 'broken',
    AssumeRolePolicyDocument: '{}',
  }),
  step('unknown service principal', 'CreateRole', {
    RoleName: 'broken2',
    AssumeRolePolicyDocument: trust('nonsense'),
  }),
  step('policy of two versions', 'CreatePolicy', {
    PolicyName: 'two',
    PolicyDocument: allow('s3:GetObject'),
  }),
  step('its second version', 'CreatePolicyVersion', {
    PolicyArn: `${ARN}:policy/two`,
    PolicyDocument: allow('s3:PutObject'),
  }),
  step('delete policy with versions', 'DeletePolicy', { PolicyArn: `${ARN}:policy/two` }),
];

/**
 * Where the emulator does otherwise than AWS, and the embedded IAM does as AWS (domain facts:
 * "Emulator"; API references). Both sides are asserted: a better emulator shows itself here.
 */
const SERVICE_LINKED = {
  Path: '/aws-service-role/ecs.amazonaws.com/',
  AssumeRolePolicyDocument: JSON.parse(trust('ecs.amazonaws.com')),
  MaxSessionDuration: 3600,
};
const HOST_ROLE = {
  Path: '/team/',
  RoleName: role,
  AssumeRolePolicyDocument: JSON.parse(trust('ecs.amazonaws.com')),
  Description: 'new',
  MaxSessionDuration: 3600,
};
const DIFFERENCES: Readonly<Record<string, { readonly memory: unknown; readonly moto: unknown }>> =
  {
    // The emulator tells tags of a role inside a profile, IAM does not.
    'profiles of role': {
      memory: profiles(HOST_ROLE),
      moto: profiles({
        ...HOST_ROLE,
        Tags: [
          { Key: 'ecs-iam:project', Value: 'shop' },
          { Key: 'team', Value: 'orders + returns' },
        ],
      }),
    },
    'service-linked role again': { memory: '! InvalidInput', moto: '! EntityAlreadyExists' },
    'service-linked role by path': {
      memory: { Roles: [{ ...SERVICE_LINKED, RoleName: 'AWSServiceRoleForECS' }] },
      moto: {
        Roles: [
          {
            ...SERVICE_LINKED,
            RoleName: 'AWSServiceRoleForecs',
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { Service: ['ecs.amazonaws.com'] },
                  Action: ['sts:AssumeRole'],
                },
              ],
            },
          },
        ],
      },
    },
    // The emulator does not know these two calls.
    'add audience': { memory: 'done', moto: '! ' },
    'remove audience': { memory: 'done', moto: '! ' },
    'read provider': { memory: { ClientIDList: ['a', 'b'] }, moto: { ClientIDList: ['a'] } },
    // What the emulator lets through and IAM does not.
    'tag that IAM does not take': { memory: '! Validation', moto: 'done' },
    'inline policies too large': { memory: '! LimitExceeded', moto: 'done' },
    'first page': {
      memory: { IsTruncated: true, PolicyNames: ['D'] },
      moto: { PolicyNames: ['C', 'D', 'E'] },
    },
    'delete attached policy': { memory: '! DeleteConflict', moto: 'done' },
    'create it in another case': { memory: '! EntityAlreadyExists', moto: 'done' },
    'name too long': { memory: '! Validation', moto: 'done' },
    'trust that is no policy': { memory: '! MalformedPolicyDocument', moto: 'done' },
    'unknown service principal': { memory: '! MalformedPolicyDocument', moto: 'done' },
    'delete policy with versions': { memory: '! DeleteConflict', moto: 'done' },
  };

function profiles(inside: object): object {
  return { InstanceProfiles: [{ Path: '/team/', InstanceProfileName: 'host', Roles: [inside] }] };
}

async function play(port: AccountPort): Promise<ReadonlyMap<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const { label, name, input } of SCRIPT) {
    answers.set(label, await answer(port, name, input));
  }
  return answers;
}

async function answer(port: AccountPort, name: OperationName, input: object): Promise<unknown> {
  try {
    const output = await port.call(name, input as never);
    // What a change gives back nobody reads.
    return isRead(name) ? withoutVersionDocuments(sortKeys(normal(output))) : 'done';
  } catch (error) {
    return `! ${codeOf(error)}`;
  }
}

/** Without IDs, dates, what only one side has by chance and nobody reads, and empty lists. */
const CHANCE =
  /^(\$metadata|.*Id|.*Date|createdAt|lastUpdatedTime|Marker|Arn|ThumbprintList|Url|(User|Group)DetailList|RoleLastUsed|repositoryName)$/;

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal).sort(byText);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !CHANCE.test(key) && item !== undefined && !isEmpty(item))
      .map(([key, item]) => [key, decoded(key, item)]),
  );
}

/** Versions are listed with their documents by the emulator alone; they are read one by one. */
function withoutVersionDocuments(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !('Versions' in output)) return output;
  return { versions: Array.isArray(output.Versions) ? output.Versions.length : 0 };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

/** The order of a list is by chance. */
function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function isEmpty(value: unknown): boolean {
  return value === false || (Array.isArray(value) && value.length === 0);
}

function decoded(key: string, value: unknown): unknown {
  // Of a hundred numbers one is read.
  if (key === 'SummaryMap') return recordOf(value).AttachedPoliciesPerRoleQuota;
  if (typeof value === 'string' && /Document$|^Document$/.test(key)) {
    try {
      return JSON.parse(decodeURIComponent(value));
    } catch {
      return value;
    }
  }
  return normal(value);
}

describeWith(['moto_server'], 'the embedded IAM and the emulator', () => {
  let opened: MotoPort;
  let memory: ReadonlyMap<string, unknown>;
  let moto: ReadonlyMap<string, unknown>;

  beforeAll(async () => {
    opened = await openMoto();
    const where = { account: MOTO_ACCOUNT, partition: 'aws', region: 'eu-west-1' };
    memory = await play(memoryIam(emptyState(where)));
    moto = await play(opened.port);
  }, 120_000);

  afterAll(() => opened.stop());

  test.each(SCRIPT.map(({ label }) => label))('%s', (label) => {
    const difference = DIFFERENCES[label];
    if (difference === undefined) {
      expect(memory.get(label)).toEqual(moto.get(label));
    } else {
      expect({ memory: memory.get(label), moto: moto.get(label) }).toEqual(difference);
    }
  });
});
