import { type TemplateString, template } from '../../iam/template-string.ts';
import { keyArn } from '../../roles/shared/arns.ts';
import { bucketPolicy } from '../../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import {
  arnOf,
  COMMENT,
  documentValue,
  exceptFrom,
  type Mapping,
  ref,
  templateValue,
} from './values.ts';

/** The logical ID of the artifact bucket. */
export const ARTIFACT_BUCKET = 'ArtifactBucket';

/** The bucket with its policy, unless it is the user's own. */
export function bucketResources({ bucket }: Pipeline): Mapping {
  if (bucket.existing) return {};
  const { kmsKeyId, expireAfter } = bucket;
  const encryption = kmsKeyId
    ? { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: templateValue(template(keyArn(kmsKeyId))) }
    : { SSEAlgorithm: 'AES256' };
  const expiry = {
    Id: 'ExpireArtifacts',
    Status: 'Enabled',
    ExpirationInDays: expireAfter,
    NoncurrentVersionExpiration: { NoncurrentDays: expireAfter },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  return {
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
        PolicyDocument: bucketDocument(bucket.name),
      },
    },
  };
}

function bucketDocument(name: TemplateString): Mapping {
  const arn = `arn:<partition>:s3:::${name}`;
  return documentValue(bucketPolicy(name), {
    reasons: ['No request without TLS.'],
    refer: (value) => {
      // A boolean: the Guard rule S3_BUCKET_SSL_REQUESTS_ONLY takes no text for it.
      if (value === 'false') return false;
      if (value === arn) return arnOf(ARTIFACT_BUCKET);
      return value === `${arn}/*` ? { 'Fn::Sub': `\${${ARTIFACT_BUCKET}.Arn}/*` } : undefined;
    },
  });
}
