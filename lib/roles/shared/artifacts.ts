import { allow } from '../../iam/statements.ts';
import type { RoleOption } from '../types.ts';
import { ARTIFACT_OBJECTS, HOME_ARTIFACT_KEY, HOME_ARTIFACT_OBJECTS, keyArn } from './arns.ts';

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

const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const;

/** Allows the six actions that pipeline and build need on the customer managed key of the bucket. */
export const artifactKey = allow('OwnArtifactKey', KEY_ACTIONS, [keyArn('<artifactKmsKeyId>')], {
  why: 'S3 encrypts each artifact with this key when the role writes it and decrypts it when the role reads it.',
});

/** Refuses a bucket of this name in an account that is not home's. */
export const IN_HOME_ACCOUNT = {
  StringEquals: { 'aws:ResourceAccount': '<homeAccount>' },
} as const;

/** Allows reading what the pipeline hands to an action of this environment. */
export const readArtifacts = allow(
  'ReadArtifacts',
  ['s3:GetObject', 's3:GetObjectVersion'],
  [HOME_ARTIFACT_OBJECTS],
  {
    why: 'The action downloads its input artifact from the artifact bucket of the pipeline.',
    conditions: IN_HOME_ACCOUNT,
  },
);

/** Allows decrypting what the pipeline hands over, where the bucket has a customer managed key. */
export function readArtifactKey(policy: string): RoleOption {
  return {
    summary: 'The artifact bucket uses a customer managed key.',
    policy,
    statements: [
      allow('ReadArtifactKey', ['kms:Decrypt', 'kms:DescribeKey'], [HOME_ARTIFACT_KEY], {
        why: 'S3 decrypts each artifact with this key when the role reads it.',
      }),
    ],
  };
}

/** The alias of the key that a pipeline across accounts makes for its artifacts. */
export const ARTIFACT_KEY_ALIAS = 'alias/<project>-<homeEnvironment>-artifacts';

/** Allows what pipeline and build need on the key that the pipeline makes, whose ID is not known before. */
export function ownArtifactKey(policy: string): RoleOption {
  return {
    summary:
      'The pipeline serves environments in other accounts and makes a customer managed key for its artifacts, known by its alias. It is on where accounts differ and artifactKmsKeyId is not given.',
    policy,
    statements: [
      allow('ArtifactKey', KEY_ACTIONS, ['arn:<partition>:kms:<region>:<account>:key/*'], {
        why: 'S3 encrypts each artifact with the key of this alias when the role writes it and decrypts it when the role reads it.',
        conditions: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ARTIFACT_KEY_ALIAS },
        },
      }),
    ],
  };
}

/** Allows decrypting with that key from another account, where its policy names the role. */
export function readOwnArtifactKey(policy: string): RoleOption {
  return {
    summary:
      'The pipeline is in another account and makes a customer managed key for its artifacts. It is on where accounts differ and artifactKmsKeyId is not given.',
    policy,
    statements: [
      allow(
        'ReadOwnArtifactKey',
        ['kms:Decrypt', 'kms:DescribeKey'],
        ['arn:<partition>:kms:<region>:<homeAccount>:key/*'],
        {
          why: 'S3 decrypts each artifact with the key of the pipeline when the role reads it; the policy of that key names this role, and no other key of that account does.',
          conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
        },
      ),
    ],
  };
}
