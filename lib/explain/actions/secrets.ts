import { actionsThat } from '../types.ts';

/** Secrets, parameters, configuration and keys. */
export const SECRET_ACTIONS = {
  ...actionsThat('On * it could read every secret of the account and Region.', {
    'secretsmanager:DescribeSecret': 'reads the settings of a secret, not its value',
    'secretsmanager:GetSecretValue': 'reads the value of a secret',
  }),
  ...actionsThat('On every secret it could replace or delete the secrets of all other services.', {
    'secretsmanager:CreateSecret': 'creates a secret',
    'secretsmanager:DeleteSecret': 'deletes a secret',
    'secretsmanager:PutSecretValue': 'stores a new value of a secret',
    'secretsmanager:RotateSecret': 'starts the rotation of a secret',
    'secretsmanager:TagResource': 'tags a secret',
    'secretsmanager:UpdateSecret': 'changes a secret',
    'secretsmanager:UpdateSecretVersionStage': 'moves a stage to another version of a secret',
  }),
  ...actionsThat(
    'On * it could read every parameter of the account and Region, passwords among them.',
    {
      'ssm:GetParameter': 'reads one parameter',
      'ssm:GetParameters': 'reads several parameters by their names',
      'ssm:GetParametersByPath': 'reads all parameters under a path',
    },
  ),
  ...actionsThat('On every application it could read the configuration of all other services.', {
    'appconfig:GetLatestConfiguration': 'reads the newest configuration',
    'appconfig:StartConfigurationSession': 'begins to poll a configuration',
  }),
  ...actionsThat(
    'On every key it could decrypt whatever the account has encrypted, where key policies admit IAM.',
    {
      'kms:Decrypt': 'decrypts with a key',
      'kms:DescribeKey': 'reads the state of a key',
      'kms:Encrypt': 'encrypts with a key',
      'kms:GenerateDataKey': 'makes a data key that the key encrypts',
      'kms:GenerateDataKeyWithoutPlaintext': 'makes a data key and gives its encrypted form alone',
      'kms:ReEncryptFrom': 'decrypts with a key, to encrypt with another',
      'kms:ReEncryptTo': 'encrypts with a key what another one had encrypted',
    },
  ),
  ...actionsThat('On every key it could let anybody use the keys of the account.', {
    'kms:CreateGrant': 'lets somebody use a key',
    'kms:RetireGrant': 'ends such a grant',
  }),
  ...actionsThat('On every certificate authority it could issue certificates for any name.', {
    'acm-pca:DescribeCertificateAuthority': 'reads the state of a private CA',
    'acm-pca:GetCertificate': 'reads an issued certificate',
    'acm-pca:GetCertificateAuthorityCertificate': 'reads the certificate of a private CA',
    'acm-pca:IssueCertificate': 'asks a private CA for a certificate',
  }),
};
