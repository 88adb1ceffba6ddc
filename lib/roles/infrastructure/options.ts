import { allow } from '../../iam/statements.ts';
import { template } from '../../iam/template-string.ts';
import { keyArn } from '../shared/arns.ts';
import type { RoleOption } from '../types.ts';

const VOLUMES = 'arn:<partition>:ec2:<region>:<account>:volume/*';
const KEY = keyArn('<volumeKmsKeyId>');
const CREATED_BY = 'arn:<partition>:ecs:<region>:<account>:task/*';

/** EBS volumes of a task; volumes have no names, so conditions on the tags of ECS limit each call. */
export const ebsVolumes = {
  summary: 'ECS attaches EBS volumes to tasks.',
  policy: 'InfrastructureVolumes',
  statements: [
    allow('CreateTaskVolume', ['ec2:CreateVolume'], [VOLUMES], {
      why: 'ECS creates a volume for a task; the conditions require the tags that mark volumes of ECS.',
      conditions: {
        StringEquals: { 'aws:RequestTag/AmazonECSManaged': 'true' },
        ArnLike: { 'aws:RequestTag/AmazonECSCreated': CREATED_BY },
      },
    }),
    allow(
      'CreateTaskVolumeFromSnapshot',
      ['ec2:CreateVolume'],
      ['arn:<partition>:ec2:<region>::snapshot/*'],
      { why: 'ECS creates a volume from the snapshot that the task configuration names.' },
    ),
    allow('TagTaskVolumeOnCreate', ['ec2:CreateTags'], [VOLUMES], {
      why: 'ECS tags the volume when it creates it; the condition allows tagging in that call only.',
      conditions: {
        StringEquals: {
          'aws:RequestTag/AmazonECSManaged': 'true',
          'ec2:CreateAction': 'CreateVolume',
        },
        ArnLike: { 'aws:RequestTag/AmazonECSCreated': CREATED_BY },
      },
    }),
    allow(
      'ReadVolumes',
      ['ec2:DescribeAvailabilityZones', 'ec2:DescribeInstances', 'ec2:DescribeVolumes'],
      ['*'],
      {
        why: 'ECS reads the state of the volumes and the instance of the task; these actions support only *.',
      },
    ),
    allow('AttachTaskVolume', ['ec2:AttachVolume', 'ec2:DetachVolume'], [VOLUMES], {
      why: 'ECS attaches and detaches the volumes that it created; the condition requires its tag.',
      conditions: { StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' } },
    }),
    allow(
      'AttachToInstance',
      ['ec2:AttachVolume', 'ec2:DetachVolume'],
      ['arn:<partition>:ec2:<region>:<account>:instance/*'],
      {
        why: 'EC2 checks these actions on the instance too, and its ID is not known before ECS places the task.',
      },
    ),
    allow('DeleteTaskVolume', ['ec2:DeleteVolume'], [VOLUMES], {
      why: 'ECS deletes the volume when its task stops; the conditions require the tags of ECS.',
      conditions: {
        StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' },
        ArnLike: { 'aws:ResourceTag/AmazonECSCreated': CREATED_BY },
      },
    }),
  ],
  managedPolicyArn: template(
    'arn:<partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes',
  ),
} as const satisfies RoleOption;

const THROUGH_EC2 = {
  StringEquals: {
    'kms:CallerAccount': '<account>',
    'kms:ViaService': 'ec2.<region>.<dnsSuffix>',
  },
  'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
} as const;

/** The customer managed key of those volumes. */
export const ebsVolumesKmsKey = {
  summary:
    'The volumes are encrypted with a customer managed key. A volume from an encrypted snapshot needs the two ReEncrypt actions; where the snapshot has another key, that key needs kms:ReEncryptFrom too.',
  policy: 'InfrastructureVolumes',
  statements: [
    allow('ReadVolumeKey', ['kms:DescribeKey'], [KEY], {
      why: 'ECS checks that the key exists and is enabled before it creates the volume.',
    }),
    allow(
      'VolumeDataKeys',
      ['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      [KEY],
      {
        why: 'EC2 generates the data key of the volume, or re-encrypts the data key of a snapshot, on behalf of ECS.',
        conditions: THROUGH_EC2,
      },
    ),
    allow('VolumeGrant', ['kms:CreateGrant'], [KEY], {
      why: 'EC2 needs a grant on the key while the volume is attached; the condition allows grants to AWS services only.',
      conditions: { ...THROUGH_EC2, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ],
  requires: ['ebsVolumes'],
} as const satisfies RoleOption;

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

/** Certificates of services; ECS stores each in a secret whose name begins with ecs-sc!. */
export const serviceConnectTls = {
  summary:
    'Service Connect encrypts traffic with certificates of a private CA. The role names the ARN of the CA; the AWS managed policy allows every CA with the tag AmazonECSManaged=true instead.',
  policy: 'InfrastructureServiceConnectTls',
  statements: [
    allow('CreateTlsSecret', ['secretsmanager:CreateSecret'], [SECRETS], {
      why: 'ECS stores the certificate of a service in a secret whose name begins with ecs-sc!; the conditions require the tags of ECS.',
      conditions: TAGGED_BY_ECS,
    }),
    allow('TagTlsSecretOnCreate', ['secretsmanager:TagResource'], [SECRETS], {
      why: 'ECS tags the secret when it creates it; the conditions require the tags of ECS.',
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
        why: 'ECS renews the certificate before it expires and deletes the secret with the service; the condition allows secrets of Service Connect only.',
        conditions: {
          StringEquals: {
            'secretsmanager:ResourceTag/aws:secretsmanager:owningService': 'ecs-sc',
            'aws:ResourceAccount': '<account>',
          },
        },
      },
    ),
    allow('DescribeTlsSecret', ['secretsmanager:DescribeSecret'], [SECRETS], {
      why: 'ECS reads the state of the secret before it creates or rotates it.',
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
      { why: 'ECS gets the issued certificate and the certificate of the private CA.' },
    ),
    allow('IssueEndEntityCertificate', ['acm-pca:IssueCertificate'], [CERTIFICATE_AUTHORITY], {
      why: 'ECS requests a certificate for a service from the private CA; the condition allows end-entity certificates only.',
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
