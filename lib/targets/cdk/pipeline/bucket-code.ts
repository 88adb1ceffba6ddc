import { type TemplateString, template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import type { ArtifactBucket } from '../../../service/pipeline/types.ts';
import { array, block, type Code, type Item, list } from '../code.ts';
import { expression } from '../statement-code.ts';

/** The artifact bucket as a construct: made here, or the user's own. */
export function bucketCode(bucket: ArtifactBucket): Code {
  if (!bucket.existing) {
    return block(
      "const artifacts = new Bucket(this, 'ArtifactBucket', {",
      bucketProps(bucket),
      '})',
    );
  }
  return block(
    "const artifacts = Bucket.fromBucketAttributes(this, 'ArtifactBucket', {",
    [{ label: 'bucketName: ', code: expression(bucket.name) }, ...key(bucket.kmsKeyId)],
    '})',
  );
}

function bucketProps({ name, kmsKeyId, expireAfter }: ArtifactBucket): readonly Item[] {
  const kind = kmsKeyId === undefined ? 'S3_MANAGED' : 'KMS';
  return [
    { label: 'bucketName: ', code: expression(name) },
    { label: 'encryption: ', code: `BucketEncryption.${kind}` },
    ...key(kmsKeyId),
    { label: 'blockPublicAccess: ', code: 'BlockPublicAccess.BLOCK_ALL' },
    { label: 'enforceSSL: ', code: 'true' },
    { label: 'versioned: ', code: 'true' },
    { label: 'lifecycleRules: ', code: array([expiry(expireAfter)]) },
    {
      comment:
        'A bucket that still holds artifacts stops the deletion: README.md empties it first.',
      label: 'removalPolicy: ',
      code: 'RemovalPolicy.DESTROY',
    },
  ];
}

function key(kmsKeyId: TemplateString | undefined): readonly Item[] {
  if (kmsKeyId === undefined) return [];
  const words = ['this', "'ArtifactKey'", expression(template(keyArn(kmsKeyId)))];
  const items = words.map((code) => ({ code }));
  return [{ label: 'encryptionKey: ', code: list('Key.fromKeyArn(', items, ')') }];
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
