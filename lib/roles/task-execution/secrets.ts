import { allow } from '../../iam/statements.ts';
import { keyArn, parameterArn, secretArn } from '../shared/arns.ts';
import type { RoleOption } from '../types.ts';

/** What the agent reads for the container before the application starts. */
export const secretOptions = {
  secretsManagerSecrets: {
    summary:
      'Injects named Secrets Manager secrets. The six-character suffix AWS adds is written as -??????.',
    policy: 'TaskExecution',
    statements: [
      allow('ReadSecrets', ['secretsmanager:GetSecretValue'], [secretArn('<secretName>')], {
        why: 'The agent reads the secrets that the task definition names and sets them as environment variables.',
      }),
    ],
    whenOff: 'No secret is named; --secrets grants it on the named ones alone.',
  },
  ssmParameters: {
    summary: 'Injects named SSM parameters.',
    policy: 'TaskExecution',
    statements: [
      allow('ReadParameters', ['ssm:GetParameters'], [parameterArn('<parameterName>')], {
        why: 'The agent reads the parameters that the task definition names; it never calls GetParameter.',
      }),
    ],
    whenOff: 'No parameter is named; --parameters grants it on the named ones alone.',
  },
  secretsKmsKey: {
    summary:
      'The secrets or SecureString parameters use a customer managed key. Not needed for the aws/secretsmanager and aws/ssm keys, and never for encrypted logs.',
    policy: 'TaskExecution',
    statements: [
      allow('DecryptSecrets', ['kms:Decrypt'], [keyArn('<secretsKmsKeyId>')], {
        why: 'Secrets Manager and Parameter Store decrypt with this key on behalf of the agent; a direct call is refused.',
        conditions: {
          StringEquals: {
            'kms:ViaService': ['secretsmanager.<region>.<dnsSuffix>', 'ssm.<region>.<dnsSuffix>'],
          },
        },
      }),
    ],
    whenOff:
      'The AWS managed keys of Secrets Manager and Parameter Store need no KMS permission; --kms-key grants it for a customer managed key.',
  },
  s3EnvFiles: {
    summary: 'environmentFiles in the task definition read .env objects from S3.',
    policy: 'TaskExecution',
    statements: [
      allow(
        'ReadEnvFiles',
        ['s3:GetObject'],
        ['arn:<partition>:s3:::<envFileBucket>/<envFileKey>'],
        { why: 'The agent downloads the environment files that the task definition names.' },
      ),
      allow(
        'LocateEnvFileBucket',
        ['s3:GetBucketLocation'],
        ['arn:<partition>:s3:::<envFileBucket>'],
        { why: "The agent asks for the bucket's Region before it downloads." },
      ),
    ],
    whenOff: 'No environment file is named; --env-files grants it on the named objects alone.',
  },
  envFilesKmsKey: {
    summary: 'The environment file bucket uses SSE-KMS with a customer managed key.',
    policy: 'TaskExecution',
    statements: [
      allow('DecryptEnvFiles', ['kms:Decrypt'], [keyArn('<envFilesKmsKeyId>')], {
        why: 'S3 decrypts the environment files with this key on behalf of the agent.',
        conditions: { StringEquals: { 'kms:ViaService': 's3.<region>.<dnsSuffix>' } },
      }),
    ],
    requires: ['s3EnvFiles'],
  },
} as const satisfies Record<string, RoleOption>;
