import type { TemplateString } from '../../../iam/template-string.ts';
import { template } from '../../../iam/template-string.ts';
import { keyArn } from '../../../roles/shared/arns.ts';
import type { ArtifactBucket } from '../../../service/pipeline/types.ts';
import { array, block, type Code, type Item, list } from '../code.ts';
import { expression } from '../statement-code.ts';

/** The artifact bucket as a construct, with the comment above it. */
export function bucketCode(bucket: ArtifactBucket): Code {
  return block("const artifacts = new Bucket(this, 'ArtifactBucket', {", bucketProps(bucket), '})');
}

function bucketProps({ name, kmsKeyId, expireAfter }: ArtifactBucket): readonly Item[] {
  return [
    { label: 'bucketName: ', code: expression(name) },
    ...encryption(kmsKeyId),
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

function encryption(kmsKeyId: TemplateString | undefined): readonly Item[] {
  if (kmsKeyId === undefined) {
    return [{ label: 'encryption: ', code: 'BucketEncryption.S3_MANAGED' }];
  }
  const words = ['this', "'ArtifactKey'", expression(template(keyArn(kmsKeyId)))];
  const items = words.map((code) => ({ code }));
  return [
    { label: 'encryption: ', code: 'BucketEncryption.KMS' },
    { label: 'encryptionKey: ', code: list('Key.fromKeyArn(', items, ')') },
  ];
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
