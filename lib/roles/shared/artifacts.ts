import { allow } from '../../iam/statements.ts';
import { ARTIFACT_OBJECTS, keyArn } from './arns.ts';

/** Closes the case of a bucket name that another account has taken over. */
export const IN_OWN_ACCOUNT = { StringEquals: { 'aws:ResourceAccount': '<account>' } } as const;

/** Reading and writing the pipeline's artifacts. */
export const artifactObjects = allow(
  'ArtifactObjects',
  ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
  [ARTIFACT_OBJECTS],
  {
    why: "Each action downloads its input artifact, by version, and uploads its output to the pipeline's bucket.",
    conditions: IN_OWN_ACCOUNT,
  },
);

/** The six actions that both the pipeline and the build need on the bucket's customer managed key. */
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
  { why: 'Artifacts are encrypted with this key when they are written and decrypted when read.' },
);
