import { listOf, recordOf } from '../../../lib/iam/equality.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { renderer } from '../../../lib/targets/cloudformation/render.ts';
import { PIPELINE_KINDS } from '../../support/pipeline-kinds.ts';
import { parseTemplate } from '../../support/template.ts';
import { CASES } from './rendered.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A rule of AWS's Guard Rules Registry: the types that it looks at, and what it finds fault with. */
interface Rule {
  readonly types: readonly string[];
  readonly isBroken: (properties: Properties) => boolean;
}

const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];
const BUCKET = ['AWS::S3::Bucket'];
const BUCKET_POLICY = ['AWS::S3::BucketPolicy'];
const ROLE = ['AWS::IAM::Role'];
const ALL_ACTIONS = /^(\*|[a-zA-Z0-9]*:\*)$/;
const RETENTION = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150],
  ...[180, 365, 400, 545, 731, 1827, 3653],
];

/**
 * The rules for the types that the templates make, as they stood in March 2024. Guard itself is not
 * run. https://github.com/aws-cloudformation/aws-guard-rules-registry
 */
const RULES: Readonly<Record<string, Rule>> = {
  IAM_NO_INLINE_POLICY_CHECK: {
    types: ROLE,
    isBroken: ({ Policies }) => listOf(Policies).length > 0,
  },
  IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE: {
    types: POLICIES,
    isBroken: allows(({ Resource }) => listOf(Resource).includes('*')),
  },
  IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS: { types: POLICIES, isBroken: allows(isFullAccess) },
  IAM_POLICY_NO_WILDCARD_RESOURCE_ON_PASSROLE: {
    types: POLICIES,
    isBroken: allows(
      ({ Action, Resource, Condition }) =>
        listOf(Action).includes('iam:PassRole') && Resource === '*' && Condition === undefined,
    ),
  },
  IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_ACTION: {
    types: POLICIES,
    isBroken: allows(({ NotAction, NotResource }) => (NotAction ?? NotResource) !== undefined),
  },
  IAM_ROLE_NO_FULL_ACCESS_ON_TRUST_POLICY: {
    types: ROLE,
    isBroken: allows(isFullAccess, 'AssumeRolePolicyDocument'),
  },
  IAM_ROLE_NO_ALLOW_PLUS_NOT_PRINCIPAL: {
    types: ROLE,
    isBroken: allows(({ NotPrincipal }) => NotPrincipal !== undefined, 'AssumeRolePolicyDocument'),
  },
  ECR_REPO_SCAN_ON_PUSH: {
    types: ['AWS::ECR::Repository'],
    isBroken: (one) => recordOf(one.ImageScanningConfiguration).ScanOnPush !== true,
  },
  S3_BUCKET_DEFAULT_LOCK_ENABLED: { types: BUCKET, isBroken: lacks('ObjectLockEnabled') },
  S3_BUCKET_LOGGING_ENABLED: { types: BUCKET, isBroken: lacks('LoggingConfiguration') },
  S3_BUCKET_REPLICATION_ENABLED: { types: BUCKET, isBroken: lacks('ReplicationConfiguration') },
  S3_BUCKET_VERSIONING_ENABLED: { types: BUCKET, isBroken: lacks('VersioningConfiguration') },
  S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED: { types: BUCKET, isBroken: lacks('BucketEncryption') },
  S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED: {
    types: BUCKET,
    isBroken: ({ PublicAccessBlockConfiguration }) =>
      Object.values(recordOf(PublicAccessBlockConfiguration)).filter((one) => one === true)
        .length !== 4,
  },
  S3_BUCKET_POLICY_NO_WILDCARD_ACTION: { types: BUCKET_POLICY, isBroken: allows(isFullAccess) },
  S3_BUCKET_SSL_REQUESTS_ONLY: {
    types: BUCKET_POLICY,
    // Guard compares with a boolean, which no text equals.
    isBroken: (one) =>
      !statements(one).some(
        ({ Effect, Condition }) =>
          Effect === 'Deny' && recordOf(recordOf(Condition).Bool)['aws:SecureTransport'] === false,
      ),
  },
  CLOUDWATCH_LOG_GROUP_ENCRYPTED: {
    types: ['AWS::Logs::LogGroup'],
    isBroken: lacks('KmsKeyId'),
  },
  CW_LOGGROUP_RETENTION_PERIOD_CHECK: {
    types: ['AWS::Logs::LogGroup'],
    isBroken: ({ RetentionInDays }) => !RETENTION.includes(Number(RetentionInDays)),
  },
  CODEBUILD_ENCRYPTION_KEY_RULE: {
    types: ['AWS::CodeBuild::Project'],
    isBroken: lacks('EncryptionKey'),
  },
};

test.each([...CASES, ...PIPELINE_KINDS.map(({ name, answers }) => [name, answers] as const)])(
  'each Guard rule that would find something is suppressed, and no other: %s',
  (_, answers) => {
    const templates = renderer
      .render(buildService(answers))
      .filter(({ path }) => path.endsWith('.yaml'));
    for (const { path, contents } of templates) {
      const resources = Object.entries(parseTemplate(contents).Resources);
      const suppressed = resources.map(([id, resource]) => [
        id,
        listOf(recordOf(recordOf(recordOf(resource).Metadata).guard).SuppressedRules),
      ]);
      const broken = resources.map(([id, { Type, Properties = {} }]) => [
        id,
        Object.entries(RULES)
          .filter(([, { types, isBroken }]) => types.includes(Type) && isBroken(Properties))
          .map(([name]) => name),
      ]);
      expect([path, suppressed]).toEqual([path, broken]);
    }
  },
);

function lacks(property: string): Rule['isBroken'] {
  return (properties) => properties[property] === undefined;
}

/** True where a statement that allows something is so. */
function allows(
  isSo: (statement: Properties) => boolean,
  document = 'PolicyDocument',
): Rule['isBroken'] {
  return (properties) =>
    statements(properties, document).some((one) => one.Effect === 'Allow' && isSo(one));
}

function statements(properties: Properties, document = 'PolicyDocument'): readonly Properties[] {
  return listOf(recordOf(properties[document]).Statement).map(recordOf);
}

function isFullAccess({ Action }: Properties): boolean {
  return listOf(Action).some((action) => ALL_ACTIONS.test(String(action)));
}
