import { allow } from '../../iam/statements.ts';
import { ARTIFACT_OBJECTS, keyArn } from './arns.ts';

/** Refuses a bucket of this name in another account. */
export const IN_OWN_ACCOUNT = { StringEquals: { 'aws:ResourceAccount': '<account>' } } as const;

/** Allows reading and writing the artifacts of the pipeline. */
export const artifactObjects = allow(
  'ArtifactObjects',
  ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
  [ARTIFACT_OBJECTS],
  {
    why: 'Each action downloads a version of its input artifact from the artifact bucket and uploads its output artifact to it.',
    conditions: IN_OWN_ACCOUNT,
  },
);

/** Allows the six actions that pipeline and build need on the customer managed key of the bucket. */
export const artifactKey = allow(
  'ArtifactKey',
  [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  [keyArn('<artifactKmsKeyId>')],
  {
    why: 'S3 encrypts each artifact with this key when the role writes it and decrypts it when the role reads it.',
  },
);
