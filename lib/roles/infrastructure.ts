import { open } from '../iam/open.ts';
import { allow, trustService } from '../iam/statements.ts';
import type { Role } from './types.ts';

/** Lets ECS manage resources around the tasks: listener rules for native blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice targets, managed instances. */
export const infrastructureRole = {
  id: 'infrastructure',
  title: 'ECS infrastructure role',
  name: open('<project>-ecs-infrastructure-role-<environment>'),
  recommended: false,
  purpose:
    'Lets ECS manage resources around the tasks: listener rules for native blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice targets, managed instances.',
  why: 'Only needed when one of its options is used; without an option it has no permissions.',
  trust: [trustService('EcsInfrastructureAssume', 'ecs.amazonaws.com')],
  policies: [],
  options: {
    loadBalancers: {
      summary:
        'Native blue/green, linear or canary deployments (deployment controller ECS with advancedConfiguration.roleArn).',
      policy: 'InfrastructureLoadBalancers',
      statements: [
        allow(
          'ReadLoadBalancers',
          [
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTargetGroups',
            'elasticloadbalancing:DescribeTargetHealth',
          ],
          ['*'],
          { why: '' },
        ),
        allow(
          'MoveTargets',
          ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
          [
            'arn:<partition>:elasticloadbalancing:<region>:<account>:targetgroup/<blueTargetGroup>/*',
            'arn:<partition>:elasticloadbalancing:<region>:<account>:targetgroup/<greenTargetGroup>/*',
          ],
          { why: '' },
        ),
        allow(
          'ShiftListener',
          ['elasticloadbalancing:ModifyListener'],
          [
            'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/app/<loadBalancer>/*/*',
            'arn:<partition>:elasticloadbalancing:<region>:<account>:listener/net/<loadBalancer>/*/*',
          ],
          { why: '' },
        ),
        allow(
          'ShiftRule',
          ['elasticloadbalancing:ModifyRule'],
          [
            'arn:<partition>:elasticloadbalancing:<region>:<account>:listener-rule/app/<loadBalancer>/*/*/*',
          ],
          { why: '' },
        ),
      ],
      managedPolicyArn: open(
        'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers',
      ),
    },
    ebsVolumes: {
      summary: 'EBS volumes attached to tasks.',
      policy: 'InfrastructureVolumes',
      statements: [
        allow(
          'CreateTaskVolume',
          ['ec2:CreateVolume'],
          ['arn:<partition>:ec2:<region>:<account>:volume/*'],
          {
            why: '',
            conditions: {
              StringEquals: { 'aws:RequestTag/AmazonECSManaged': 'true' },
              ArnLike: {
                'aws:RequestTag/AmazonECSCreated': 'arn:<partition>:ecs:<region>:<account>:task/*',
              },
            },
          },
        ),
        allow(
          'CreateTaskVolumeFromSnapshot',
          ['ec2:CreateVolume'],
          ['arn:<partition>:ec2:<region>::snapshot/*'],
          { why: '' },
        ),
        allow(
          'TagTaskVolumeOnCreate',
          ['ec2:CreateTags'],
          ['arn:<partition>:ec2:<region>:<account>:volume/*'],
          {
            why: '',
            conditions: {
              StringEquals: {
                'aws:RequestTag/AmazonECSManaged': 'true',
                'ec2:CreateAction': 'CreateVolume',
              },
              ArnLike: {
                'aws:RequestTag/AmazonECSCreated': 'arn:<partition>:ecs:<region>:<account>:task/*',
              },
            },
          },
        ),
        allow(
          'ReadVolumes',
          ['ec2:DescribeAvailabilityZones', 'ec2:DescribeInstances', 'ec2:DescribeVolumes'],
          ['*'],
          { why: '' },
        ),
        allow(
          'AttachTaskVolume',
          ['ec2:AttachVolume', 'ec2:DetachVolume'],
          ['arn:<partition>:ec2:<region>:<account>:volume/*'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' } } },
        ),
        allow(
          'AttachToInstance',
          ['ec2:AttachVolume', 'ec2:DetachVolume'],
          ['arn:<partition>:ec2:<region>:<account>:instance/*'],
          { why: '' },
        ),
        allow(
          'DeleteTaskVolume',
          ['ec2:DeleteVolume'],
          ['arn:<partition>:ec2:<region>:<account>:volume/*'],
          {
            why: '',
            conditions: {
              StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' },
              ArnLike: {
                'aws:ResourceTag/AmazonECSCreated': 'arn:<partition>:ecs:<region>:<account>:task/*',
              },
            },
          },
        ),
      ],
      managedPolicyArn: open(
        'arn:<partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes',
      ),
    },
    ebsVolumesKmsKey: {
      summary:
        'The volumes use a customer managed key. The two ReEncrypt actions serve volumes from an encrypted snapshot; its source key needs kms:ReEncryptFrom too when it is another key.',
      policy: 'InfrastructureVolumes',
      statements: [
        allow(
          'ReadVolumeKey',
          ['kms:DescribeKey'],
          ['arn:<partition>:kms:<region>:<account>:key/<volumeKmsKeyId>'],
          { why: '' },
        ),
        allow(
          'VolumeDataKeys',
          ['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
          ['arn:<partition>:kms:<region>:<account>:key/<volumeKmsKeyId>'],
          {
            why: '',
            conditions: {
              StringEquals: {
                'kms:CallerAccount': '<account>',
                'kms:ViaService': 'ec2.<region>.<dnsSuffix>',
              },
              'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
            },
          },
        ),
        allow(
          'VolumeGrant',
          ['kms:CreateGrant'],
          ['arn:<partition>:kms:<region>:<account>:key/<volumeKmsKeyId>'],
          {
            why: '',
            conditions: {
              StringEquals: {
                'kms:CallerAccount': '<account>',
                'kms:ViaService': 'ec2.<region>.<dnsSuffix>',
              },
              'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
              Bool: { 'kms:GrantIsForAWSResource': 'true' },
            },
          },
        ),
      ],
      requires: ['ebsVolumes'],
    },
    serviceConnectTls: {
      summary:
        'Service Connect with TLS and a private CA. The CA must carry the tag AmazonECSManaged=true for the managed policy; naming its ARN, as here, is tighter.',
      policy: 'InfrastructureServiceConnectTls',
      statements: [
        allow(
          'CreateTlsSecret',
          ['secretsmanager:CreateSecret'],
          ['arn:<partition>:secretsmanager:<region>:<account>:secret:ecs-sc!*'],
          {
            why: '',
            conditions: {
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
            },
          },
        ),
        allow(
          'TagTlsSecretOnCreate',
          ['secretsmanager:TagResource'],
          ['arn:<partition>:secretsmanager:<region>:<account>:secret:ecs-sc!*'],
          {
            why: '',
            conditions: {
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
            },
          },
        ),
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
          ['arn:<partition>:secretsmanager:<region>:<account>:secret:ecs-sc!*'],
          {
            why: '',
            conditions: {
              StringEquals: {
                'secretsmanager:ResourceTag/aws:secretsmanager:owningService': 'ecs-sc',
                'aws:ResourceAccount': '<account>',
              },
            },
          },
        ),
        allow(
          'DescribeTlsSecret',
          ['secretsmanager:DescribeSecret'],
          ['arn:<partition>:secretsmanager:<region>:<account>:secret:ecs-sc!*'],
          { why: '', conditions: { StringEquals: { 'aws:ResourceAccount': '<account>' } } },
        ),
        allow(
          'ReadCertificateAuthority',
          [
            'acm-pca:DescribeCertificateAuthority',
            'acm-pca:GetCertificate',
            'acm-pca:GetCertificateAuthorityCertificate',
          ],
          [
            'arn:<partition>:acm-pca:<region>:<account>:certificate-authority/<certificateAuthorityId>',
          ],
          { why: '' },
        ),
        allow(
          'IssueEndEntityCertificate',
          ['acm-pca:IssueCertificate'],
          [
            'arn:<partition>:acm-pca:<region>:<account>:certificate-authority/<certificateAuthorityId>',
          ],
          {
            why: '',
            conditions: {
              StringEquals: {
                'acm-pca:TemplateArn': 'arn:<partition>:acm-pca:::template/EndEntityCertificate/V1',
              },
            },
          },
        ),
      ],
      managedPolicyArn: open(
        'arn:<partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity',
      ),
    },
    vpcLattice: {
      summary: 'VPC Lattice target groups.',
      policy: 'InfrastructureVpcLattice',
      statements: [
        allow(
          'LatticeTargets',
          [
            'vpc-lattice:DeregisterTargets',
            'vpc-lattice:GetTargetGroup',
            'vpc-lattice:ListTargets',
            'vpc-lattice:RegisterTargets',
          ],
          ['arn:<partition>:vpc-lattice:<region>:<account>:targetgroup/<latticeTargetGroupId>'],
          { why: '' },
        ),
        allow(
          'ReadNetwork',
          ['ec2:DescribeInstances', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
          ['*'],
          { why: '' },
        ),
      ],
      managedPolicyArn: open(
        'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice',
      ),
    },
    managedInstances: {
      summary:
        "ECS Managed Instances. AWS recommends the managed policy and changes it often (v11 on 26 February 2026): attach it. It passes only roles named ecsInstanceRole*; with this generator's instance role name the extra statement below is required. StringLike ec2.* is the managed policy's own condition; ec2.amazonaws.com.cn is seen in aws-cn.",
      policy: 'InfrastructureManagedInstances',
      statements: [
        allow(
          'PassInstanceRole',
          ['iam:PassRole'],
          [
            'arn:<partition>:iam::<account>:role<rolePath><project>-ecs-instance-role-<environment>',
          ],
          { why: '', conditions: { StringLike: { 'iam:PassedToService': 'ec2.*' } } },
        ),
      ],
      managedPolicyArn: open(
        'arn:<partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances',
      ),
      attachManagedPolicy: true,
    },
  },
  notGranted: [],
  sources: [
    'Amazon ECS infrastructure IAM role — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',
    'Infrastructure role for load balancers — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html',
    'AWS Managed Policy Reference: the five AmazonECSInfrastructureRolePolicyFor… pages',
    'Encrypt data stored in Amazon EBS volumes — https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-kms-encryption.html',
  ],
} as const satisfies Role;
