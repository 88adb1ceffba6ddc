import { template } from '../../iam/template-string.ts';
import { keyArn } from '../../roles/shared/arns.ts';
import { bucketPolicy, keyPolicy } from '../../service/pipeline/build-pipeline.ts';
import type { ArtifactBucket, Pipeline } from '../../service/pipeline/types.ts';
import {
  arnOf,
  COMMENT,
  documentValue,
  exceptFrom,
  type Mapping,
  ref,
  templateValue,
  type Value,
} from './values.ts';

/** The logical ID of the artifact bucket. */
export const ARTIFACT_BUCKET = 'ArtifactBucket';

/** The bucket with its policy, unless it is the user's own. */
export function bucketResources({ bucket }: Pipeline): Mapping {
  if (bucket.existing) return keyResources(bucket);
  const { expireAfter } = bucket;
  const key = bucketKey(bucket);
  const encryption = key
    ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }
    : { SSEAlgorithm: 'AES256' };
  const expiry = {
    Id: 'ExpireArtifacts',
    Status: 'Enabled',
    ExpirationInDays: expireAfter,
    NoncurrentVersionExpiration: { NoncurrentDays: expireAfter },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  return {
    ...keyResources(bucket),
    [ARTIFACT_BUCKET]: {
      [COMMENT]: 'What one stage hands to the next. Artifacts expire.',
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      ...exceptFrom(
        [
          'S3_BUCKET_DEFAULT_LOCK_ENABLED',
          'S3_BUCKET_LOGGING_ENABLED',
          'S3_BUCKET_REPLICATION_ENABLED',
        ],
        'Artifacts are made anew by each run: no copy is kept, and AWS CloudTrail tells who read them.',
      ),
      Properties: {
        BucketName: templateValue(bucket.name),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: encryption }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: { Rules: [expiry] },
      },
    },
    ArtifactBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref(ARTIFACT_BUCKET),
        PolicyDocument: bucketDocument(bucket),
      },
    },
  };
}

/** The logical ID of the key that is made for the bucket. */
const ARTIFACT_KEY = 'ArtifactKey';

/** The ARN of the bucket's customer managed key; undefined where it has none. */
export function bucketKey({ kmsKeyId, keyAlias }: ArtifactBucket): Value | undefined {
  if (kmsKeyId !== undefined) return templateValue(template(keyArn(kmsKeyId)));
  return keyAlias === undefined ? undefined : arnOf(ARTIFACT_KEY);
}

function keyResources(bucket: ArtifactBucket): Mapping {
  const { keyAlias, readers } = bucket;
  if (keyAlias === undefined) return {};
  return {
    [ARTIFACT_KEY]: {
      [COMMENT]:
        'Encrypts the artifacts: the default key of S3 cannot be shared with another account.',
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: documentValue(keyPolicy(bucket), {
          reasons: [
            'The policies of this account decide who uses the key.',
            ...readers.map(({ environment }) => `The roles of ${environment} read artifacts.`),
          ],
        }),
      },
    },
    ArtifactKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: templateValue(keyAlias), TargetKeyId: ref(ARTIFACT_KEY) },
    },
  };
}

function bucketDocument(bucket: ArtifactBucket): Mapping {
  const arn = `arn:<partition>:s3:::${bucket.name}`;
  return documentValue(bucketPolicy(bucket), {
    reasons: [
      'No request without TLS.',
      ...bucket.readers.map(({ environment }) => `The roles of ${environment} read artifacts.`),
    ],
    refer: (value) => {
      // A boolean: the Guard rule S3_BUCKET_SSL_REQUESTS_ONLY takes no text for it.
      if (value === 'false') return false;
      if (value === arn) return arnOf(ARTIFACT_BUCKET);
      return value === `${arn}/*` ? { 'Fn::Sub': `\${${ARTIFACT_BUCKET}.Arn}/*` } : undefined;
    },
  });
}
