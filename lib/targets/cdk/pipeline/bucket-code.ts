import { template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import type { ArtifactBucket, BucketReader } from '../../../service/pipeline/types.ts';
import { acknowledge } from '../acknowledge-code.ts';
import { array, block, type Code, type Item, list } from '../code.ts';
import { stringLiteral } from '../literals.ts';
import { expression, policyStatement } from '../statement-code.ts';

const NO_ACCESS_LOG =
  'Artifacts pass between the stages alone and expire; a log of it would need a second bucket.';

/** The artifact bucket as a construct: made here, with its key and its policy, or the user's own. */
export function bucketCode(bucket: ArtifactBucket): readonly Code[] {
  const items = [{ label: 'bucketName: ', code: expression(bucket.name) }, ...keyItem(bucket)];
  if (bucket.existing) {
    const open = "const artifacts = Bucket.fromBucketAttributes(this, 'ArtifactBucket', {";
    return [...keyCode(bucket), block(open, items, '})')];
  }
  return [
    ...keyCode(bucket),
    block("const artifacts = new Bucket(this, 'ArtifactBucket', {", bucketProps(bucket), '})'),
    ...bucket.readers.map((reader, index) =>
      readerCode('artifacts', reader, {
        sid: `ReadArtifacts${index + 1}`,
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resource: "artifacts.arnForObjects('*')",
      }),
    ),
    ...acknowledge('artifacts', [["'AwsSolutions-S1'", NO_ACCESS_LOG]]),
    ...importedBucket(bucket),
  ];
}

/** The bucket as the pipeline takes it: the variable that holds it. */
export function bucketVariable({ existing, readers }: ArtifactBucket): string {
  return existing || readers.length === 0 ? 'artifacts' : 'artifactBucket';
}

/** The same bucket without its policies: the actions of a pipeline would add statements of their own. */
function importedBucket(bucket: ArtifactBucket): readonly Code[] {
  const variable = bucketVariable(bucket);
  if (variable === 'artifacts') return [];
  const items = [
    { label: 'bucketName: ', code: 'artifacts.bucketName' },
    ...(bucket.keyAlias === undefined
      ? keyItem(bucket)
      : [
          {
            label: 'encryptionKey: ',
            code: importedKey('', 'PipelineKey', 'encryptionKey.keyArn'),
          },
        ]),
  ];
  return [
    block(`const ${variable} = Bucket.fromBucketAttributes(this, 'PipelineBucket', {`, items, '})'),
  ];
}

/**
 * The customer managed key of the bucket: given, or made for it where another account reads artifacts,
 * with which the default key of S3 cannot be shared.
 */
function keyCode({ kmsKeyId, keyAlias, readers }: ArtifactBucket): readonly Code[] {
  if (kmsKeyId !== undefined) {
    return [
      importedKey('const encryptionKey = ', 'ArtifactKey', expression(template(keyArn(kmsKeyId)))),
    ];
  }
  if (keyAlias === undefined) return [];
  const items = [
    { label: 'alias: ', code: expression(keyAlias) },
    { label: 'enableKeyRotation: ', code: 'true' },
    { label: 'removalPolicy: ', code: 'RemovalPolicy.DESTROY' },
  ];
  return [
    block("const encryptionKey = new Key(this, 'ArtifactKey', {", items, '})'),
    ...readers.map((reader, index) =>
      readerCode('encryptionKey', reader, {
        sid: `ReadArtifacts${index + 1}`,
        actions: ['kms:Decrypt', 'kms:DescribeKey'],
        resource: "'*'",
      }),
    ),
  ];
}

function importedKey(assigned: string, id: string, arn: string): Code {
  const words = ['this', `'${id}'`, arn].map((code) => ({ code }));
  return list(`${assigned}Key.fromKeyArn(`, words, ')');
}

interface Granted {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resource: string;
}

/** What lets the roles of another account read artifacts. */
function readerCode(
  construct: string,
  { account, roles }: BucketReader,
  { sid, actions, resource }: Granted,
): Code {
  const arns = array(roles.map(expression));
  const named = list('{', [{ label: "'aws:PrincipalArn': ", code: arns }], '}');
  const statement = policyStatement([
    { label: 'sid: ', code: stringLiteral(sid) },
    { label: 'principals: ', code: array([`new ArnPrincipal(${expression(account)})`]) },
    { label: 'actions: ', code: array(actions.map(stringLiteral)) },
    { label: 'resources: ', code: array([resource]) },
    { label: 'conditions: ', code: block('{', [{ label: 'ArnEquals: ', code: named }], '}') },
  ]);
  return list(`${construct}.addToResourcePolicy(`, [{ code: statement }], ')');
}

function bucketProps(bucket: ArtifactBucket): readonly Item[] {
  return [
    { label: 'bucketName: ', code: expression(bucket.name) },
    {
      label: 'encryption: ',
      code: `BucketEncryption.${hasKey(bucket) ? 'KMS' : 'S3_MANAGED'}`,
    },
    ...keyItem(bucket),
    { label: 'blockPublicAccess: ', code: 'BlockPublicAccess.BLOCK_ALL' },
    { label: 'enforceSSL: ', code: 'true' },
    { label: 'versioned: ', code: 'true' },
    { label: 'lifecycleRules: ', code: array([expiry(bucket.expireAfter)]) },
    {
      comment:
        'A bucket that still holds artifacts stops the deletion: README.md empties it first.',
      label: 'removalPolicy: ',
      code: 'RemovalPolicy.DESTROY',
    },
  ];
}

/** True where the bucket has a customer managed key, made here or given. */
export function hasKey({ kmsKeyId, keyAlias }: ArtifactBucket): boolean {
  return kmsKeyId !== undefined || keyAlias !== undefined;
}

function keyItem(bucket: ArtifactBucket): readonly Item[] {
  return hasKey(bucket) ? [{ code: 'encryptionKey' }] : [];
}

function expiry(days: number): Code {
  return block(
    '{',
    [
      { label: 'id: ', code: "'ExpireArtifacts'" },
      { label: 'expiration: ', code: `Duration.days(${days})` },
      { label: 'noncurrentVersionExpiration: ', code: `Duration.days(${days})` },
      { label: 'abortIncompleteMultipartUploadAfter: ', code: 'Duration.days(1)' },
    ],
    '}',
  );
}
