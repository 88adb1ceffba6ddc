import { allow } from '../../iam/statements.ts';
import { template } from '../../iam/template-string.ts';
import { keyArn } from '../shared/arns.ts';
import type { RoleOption } from '../types.ts';

const VOLUMES = 'arn:<partition>:ec2:<region>:<account>:volume/*';
const KEY = keyArn('<volumeKmsKeyId>');
const CREATED_BY = 'arn:<partition>:ecs:<region>:<account>:task/*';

/** EBS volumes that ECS makes for a task: volumes have no name, so ECS's own tags limit each call. */
export const ebsVolumes = {
  summary: 'EBS volumes attached to tasks.',
  policy: 'InfrastructureVolumes',
  statements: [
    allow('CreateTaskVolume', ['ec2:CreateVolume'], [VOLUMES], {
      why: 'ECS creates a volume for a task; the tags that it sets in the same call mark it as its own.',
      conditions: {
        StringEquals: { 'aws:RequestTag/AmazonECSManaged': 'true' },
        ArnLike: { 'aws:RequestTag/AmazonECSCreated': CREATED_BY },
      },
    }),
    allow(
      'CreateTaskVolumeFromSnapshot',
      ['ec2:CreateVolume'],
      ['arn:<partition>:ec2:<region>::snapshot/*'],
      { why: 'A volume that begins as a copy is created from the snapshot that the task names.' },
    ),
    allow('TagTaskVolumeOnCreate', ['ec2:CreateTags'], [VOLUMES], {
      why: 'ECS tags the volume in the call that creates it, and in no other.',
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
        why: "ECS waits for volumes and finds the task's host; IAM offers no resource for EC2's lists.",
      },
    ),
    allow('AttachTaskVolume', ['ec2:AttachVolume', 'ec2:DetachVolume'], [VOLUMES], {
      why: 'ECS attaches and detaches the volumes that it made, told by their tag.',
      conditions: { StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' } },
    }),
    allow(
      'AttachToInstance',
      ['ec2:AttachVolume', 'ec2:DetachVolume'],
      ['arn:<partition>:ec2:<region>:<account>:instance/*'],
      {
        why: 'Attaching is checked on the host as well, whose ID is known once the task is placed.',
      },
    ),
    allow('DeleteTaskVolume', ['ec2:DeleteVolume'], [VOLUMES], {
      why: 'ECS deletes the volume that it made when its task ends.',
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
    'The volumes use a customer managed key. The two ReEncrypt actions serve volumes from an encrypted snapshot; its source key needs kms:ReEncryptFrom too when it is another key.',
  policy: 'InfrastructureVolumes',
  statements: [
    allow('ReadVolumeKey', ['kms:DescribeKey'], [KEY], {
      why: 'ECS checks that the key exists and can be used before it creates the volume.',
    }),
    allow(
      'VolumeDataKeys',
      ['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      [KEY],
      {
        why: "EC2 makes the volume's data key, or re-encrypts that of a snapshot, on behalf of ECS.",
        conditions: THROUGH_EC2,
      },
    ),
    allow('VolumeGrant', ['kms:CreateGrant'], [KEY], {
      why: 'EC2 is granted the key for as long as the volume is attached; no one but AWS can use the grant.',
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
