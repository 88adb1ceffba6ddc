import { allow } from '../../iam/statements.ts';
import { template } from '../../iam/template-string.ts';
import type { RoleOption } from '../types.ts';

const SECRETS = 'arn:<partition>:secretsmanager:<region>:<account>:secret:ecs-sc!*';
const CERTIFICATE_AUTHORITY =
  'arn:<partition>:acm-pca:<region>:<account>:certificate-authority/<certificateAuthorityId>';

const TAGGED_BY_ECS = {
  StringEquals: {
    'aws:RequestTag/AmazonECSManaged': 'true',
    'aws:ResourceAccount': '<account>',
  },
  ArnLike: {
    'aws:RequestTag/AmazonECSCreated': [
      'arn:<partition>:ecs:<region>:<account>:service/<cluster>/*',
      'arn:<partition>:ecs:<region>:<account>:task-set/<cluster>/*',
    ],
  },
} as const;

/** Certificates between services: ECS issues them and keeps each in a secret that it names ecs-sc!… */
export const serviceConnectTls = {
  summary:
    'Service Connect with TLS and a private CA. The CA must carry the tag AmazonECSManaged=true for the managed policy; naming its ARN, as here, is tighter.',
  policy: 'InfrastructureServiceConnectTls',
  statements: [
    allow('CreateTlsSecret', ['secretsmanager:CreateSecret'], [SECRETS], {
      why: "ECS keeps a service's certificate in a secret; the prefix ecs-sc! is its own.",
      conditions: TAGGED_BY_ECS,
    }),
    allow('TagTlsSecretOnCreate', ['secretsmanager:TagResource'], [SECRETS], {
      why: 'ECS tags the secret in the call that creates it.',
      conditions: TAGGED_BY_ECS,
    }),
    allow(
      'RotateTlsSecret',
      [
        'secretsmanager:DeleteSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:RotateSecret',
        'secretsmanager:UpdateSecret',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      [SECRETS],
      {
        why: 'ECS renews the certificate before it expires and deletes the secret with its service, in secrets that it owns alone.',
        conditions: {
          StringEquals: {
            'secretsmanager:ResourceTag/aws:secretsmanager:owningService': 'ecs-sc',
            'aws:ResourceAccount': '<account>',
          },
        },
      },
    ),
    allow('DescribeTlsSecret', ['secretsmanager:DescribeSecret'], [SECRETS], {
      why: "ECS reads a secret's state before it creates or rotates it.",
      conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } },
    }),
    allow(
      'ReadCertificateAuthority',
      [
        'acm-pca:DescribeCertificateAuthority',
        'acm-pca:GetCertificate',
        'acm-pca:GetCertificateAuthorityCertificate',
      ],
      [CERTIFICATE_AUTHORITY],
      { why: 'ECS fetches the issued certificate and the chain up to the private CA.' },
    ),
    allow('IssueEndEntityCertificate', ['acm-pca:IssueCertificate'], [CERTIFICATE_AUTHORITY], {
      why: 'ECS has the private CA issue a certificate for a service; the template rules out a CA certificate.',
      conditions: {
        StringEquals: {
          'acm-pca:TemplateArn': 'arn:<partition>:acm-pca:::template/EndEntityCertificate/V1',
        },
      },
    }),
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity',
  ),
} as const satisfies RoleOption;
