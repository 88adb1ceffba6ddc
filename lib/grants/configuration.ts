import { allow } from '../iam/statements.ts';
import { keyArn, parameterArn, secretArn } from '../roles/shared/arns.ts';
import type { GrantPreset } from './types.ts';

/** Secrets, parameters, keys and configuration that the application reads itself. */
export const CONFIGURATION_GRANTS = [
  {
    id: 'secretsRead',
    title: 'Read secrets at run time',
    summary:
      'The application calls Secrets Manager itself, so it sees a rotated secret without a restart.',
    policy: 'SecretsRead',
    statements: [
      allow(
        'ReadSecrets',
        ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        [secretArn('<secretName>')],
        { why: 'The application reads the secret at run time, also after a rotation.' },
      ),
    ],
  },
  {
    id: 'parametersRead',
    title: 'Read SSM parameters at run time',
    summary: 'One path.',
    policy: 'ParametersRead',
    statements: [
      allow(
        'ReadParameters',
        ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        [parameterArn('<parameterPath>'), parameterArn('<parameterPath>/*')],
        { why: 'The application reads the parameters under the path at run time.' },
      ),
    ],
  },
  {
    id: 'kmsDecrypt',
    title: 'Decrypt with a customer managed key',
    summary: 'One key, used through one AWS service.',
    policy: 'KmsDecrypt',
    statements: [
      allow('Decrypt', ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn('<dataKmsKeyId>')], {
        why: 'The AWS service that stores the data encrypts and decrypts it with this key on behalf of the application.',
        conditions: { StringEquals: { 'kms:ViaService': '<kmsService>.<region>.<dnsSuffix>' } },
      }),
    ],
  },
  {
    id: 'appConfigRead',
    title: 'Read AppConfig',
    summary: 'One configuration profile.',
    policy: 'AppConfigRead',
    statements: [
      allow(
        'ReadConfiguration',
        ['appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession'],
        [
          'arn:<partition>:appconfig:<region>:<account>:application/<appConfigApplication>/environment/<appConfigEnvironment>/configuration/<appConfigProfile>',
        ],
        { why: 'The application, or its AppConfig agent, polls the configuration profile.' },
      ),
    ],
  },
] as const satisfies readonly GrantPreset[];
