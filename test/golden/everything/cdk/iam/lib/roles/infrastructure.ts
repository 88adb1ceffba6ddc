import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  ManagedPolicy,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * ECS infrastructure role. Lets ECS manage resources around the tasks: listener rules for native
 * blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice
 * targets, managed instances.
 */
export class InfrastructureRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      loadBalancer,
      blueTargetGroup,
      greenTargetGroup,
      volumeKmsKeyId,
      certificateAuthorityId,
      latticeTargetGroupId,
    } = config;
    super(scope, id, {
      roleName: `${project}-ecs-infrastructure-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS infrastructure role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ServicePrincipal('ecs.amazonaws.com'),
    });
    this.addManagedPolicy(
      ManagedPolicy.fromAwsManagedPolicyName(
        'AmazonECSInfrastructureRolePolicyForManagedInstances',
      ),
    );
    this.addManagedPolicy(
      ManagedPolicy.fromAwsManagedPolicyName(
        'service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
      ),
    );
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances]',
        reason:
          'ECS starts the instances of a Managed Instances capacity provider. AWS recommends the AWS managed policy and changes it often, so the role has it attached. That policy passes only roles named ecsInstanceRole*, so one more statement passes the container instance role. Its condition ec2.* is the one of the AWS managed policy and also matches ec2.amazonaws.com.cn.',
      },
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices]',
        reason:
          'ECS makes the load balancer, security groups, certificate and scaling of Express Mode services. AWS describes these permissions by the AWS managed policy only and changes it often, so the role has it attached.',
      },
    );
    const infrastructure = new Policy(this, 'Infrastructure', {
      policyName: 'Infrastructure',
      roles: [this],
      statements: [
        // ECS reads the listeners, rules and target groups and the health of the targets; these
        // actions support only *.
        new PolicyStatement({
          sid: 'ReadLoadBalancers',
          actions: [
            'elasticloadbalancing:DescribeListeners',
            'elasticloadbalancing:DescribeRules',
            'elasticloadbalancing:DescribeTargetGroups',
            'elasticloadbalancing:DescribeTargetHealth',
          ],
          resources: ['*'],
        }),
        // ECS registers the tasks of each revision with one of the two target groups.
        new PolicyStatement({
          sid: 'MoveTargets',
          actions: [
            'elasticloadbalancing:DeregisterTargets',
            'elasticloadbalancing:RegisterTargets',
          ],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:targetgroup/${blueTargetGroup}/*`,
            `arn:${partition}:elasticloadbalancing:${region}:${account}:targetgroup/${greenTargetGroup}/*`,
          ],
        }),
        // The deployment shifts traffic to the other target group in the default action of the
        // listener.
        new PolicyStatement({
          sid: 'ShiftListener',
          actions: ['elasticloadbalancing:ModifyListener'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/app/${loadBalancer}/*/*`,
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/net/${loadBalancer}/*/*`,
          ],
        }),
        // The deployment shifts traffic to the other target group in a rule of the listener.
        new PolicyStatement({
          sid: 'ShiftRule',
          actions: ['elasticloadbalancing:ModifyRule'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener-rule/app/${loadBalancer}/*/*/*`,
          ],
        }),
        // ECS creates a volume for a task; the conditions require the tags that mark volumes of
        // ECS.
        new PolicyStatement({
          sid: 'CreateTaskVolume',
          actions: ['ec2:CreateVolume'],
          resources: [`arn:${partition}:ec2:${region}:${account}:volume/*`],
          conditions: {
            StringEquals: { 'aws:RequestTag/AmazonECSManaged': 'true' },
            ArnLike: {
              'aws:RequestTag/AmazonECSCreated': `arn:${partition}:ecs:${region}:${account}:task/*`,
            },
          },
        }),
        // ECS creates a volume from the snapshot that the task configuration names.
        new PolicyStatement({
          sid: 'CreateTaskVolumeFromSnapshot',
          actions: ['ec2:CreateVolume'],
          resources: [`arn:${partition}:ec2:${region}::snapshot/*`],
        }),
        // ECS tags the volume when it creates it; the condition allows tagging in that call only.
        new PolicyStatement({
          sid: 'TagTaskVolumeOnCreate',
          actions: ['ec2:CreateTags'],
          resources: [`arn:${partition}:ec2:${region}:${account}:volume/*`],
          conditions: {
            StringEquals: {
              'aws:RequestTag/AmazonECSManaged': 'true',
              'ec2:CreateAction': 'CreateVolume',
            },
            ArnLike: {
              'aws:RequestTag/AmazonECSCreated': `arn:${partition}:ecs:${region}:${account}:task/*`,
            },
          },
        }),
        // ECS reads the state of the volumes and the instance of the task; these actions support
        // only *.
        new PolicyStatement({
          sid: 'ReadVolumes',
          actions: [
            'ec2:DescribeAvailabilityZones',
            'ec2:DescribeInstances',
            'ec2:DescribeVolumes',
          ],
          resources: ['*'],
        }),
        // ECS attaches and detaches the volumes that it created; the condition requires its tag.
        new PolicyStatement({
          sid: 'AttachTaskVolume',
          actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
          resources: [`arn:${partition}:ec2:${region}:${account}:volume/*`],
          conditions: { StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' } },
        }),
        // EC2 checks these actions on the instance too, and its ID is not known before ECS places
        // the task.
        new PolicyStatement({
          sid: 'AttachToInstance',
          actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
          resources: [`arn:${partition}:ec2:${region}:${account}:instance/*`],
        }),
        // ECS deletes the volume when its task stops; the conditions require the tags of ECS.
        new PolicyStatement({
          sid: 'DeleteTaskVolume',
          actions: ['ec2:DeleteVolume'],
          resources: [`arn:${partition}:ec2:${region}:${account}:volume/*`],
          conditions: {
            StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' },
            ArnLike: {
              'aws:ResourceTag/AmazonECSCreated': `arn:${partition}:ecs:${region}:${account}:task/*`,
            },
          },
        }),
        // ECS checks that the key exists and is enabled before it creates the volume.
        new PolicyStatement({
          sid: 'ReadVolumeKey',
          actions: ['kms:DescribeKey'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${volumeKmsKeyId}`],
        }),
        // EC2 generates the data key of the volume, or re-encrypts the data key of a snapshot, on
        // behalf of ECS.
        new PolicyStatement({
          sid: 'VolumeDataKeys',
          actions: ['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${volumeKmsKeyId}`],
          conditions: {
            StringEquals: {
              'kms:CallerAccount': account,
              'kms:ViaService': `ec2.${region}.${dnsSuffix}`,
            },
            'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
          },
        }),
        // EC2 needs a grant on the key while the volume is attached; the condition allows grants to
        // AWS services only.
        new PolicyStatement({
          sid: 'VolumeGrant',
          actions: ['kms:CreateGrant'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${volumeKmsKeyId}`],
          conditions: {
            StringEquals: {
              'kms:CallerAccount': account,
              'kms:ViaService': `ec2.${region}.${dnsSuffix}`,
            },
            'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
            Bool: { 'kms:GrantIsForAWSResource': 'true' },
          },
        }),
        // ECS stores the certificate of a service in a secret whose name begins with ecs-sc!; the
        // conditions require the tags of ECS.
        new PolicyStatement({
          sid: 'CreateTlsSecret',
          actions: ['secretsmanager:CreateSecret'],
          resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:ecs-sc!*`],
          conditions: {
            StringEquals: {
              'aws:RequestTag/AmazonECSManaged': 'true',
              'aws:ResourceAccount': account,
            },
            ArnLike: {
              'aws:RequestTag/AmazonECSCreated': [
                `arn:${partition}:ecs:${region}:${account}:service/${cluster}/*`,
                `arn:${partition}:ecs:${region}:${account}:task-set/${cluster}/*`,
              ],
            },
          },
        }),
        // ECS tags the secret when it creates it; the conditions require the tags of ECS.
        new PolicyStatement({
          sid: 'TagTlsSecretOnCreate',
          actions: ['secretsmanager:TagResource'],
          resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:ecs-sc!*`],
          conditions: {
            StringEquals: {
              'aws:RequestTag/AmazonECSManaged': 'true',
              'aws:ResourceAccount': account,
            },
            ArnLike: {
              'aws:RequestTag/AmazonECSCreated': [
                `arn:${partition}:ecs:${region}:${account}:service/${cluster}/*`,
                `arn:${partition}:ecs:${region}:${account}:task-set/${cluster}/*`,
              ],
            },
          },
        }),
        // ECS renews the certificate before it expires and deletes the secret with the service; the
        // condition allows secrets of Service Connect only.
        new PolicyStatement({
          sid: 'RotateTlsSecret',
          actions: [
            'secretsmanager:DeleteSecret',
            'secretsmanager:GetSecretValue',
            'secretsmanager:PutSecretValue',
            'secretsmanager:RotateSecret',
            'secretsmanager:UpdateSecret',
            'secretsmanager:UpdateSecretVersionStage',
          ],
          resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:ecs-sc!*`],
          conditions: {
            StringEquals: {
              'secretsmanager:ResourceTag/aws:secretsmanager:owningService': 'ecs-sc',
              'aws:ResourceAccount': account,
            },
          },
        }),
        // ECS reads the state of the secret before it creates or rotates it.
        new PolicyStatement({
          sid: 'DescribeTlsSecret',
          actions: ['secretsmanager:DescribeSecret'],
          resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:ecs-sc!*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // ECS gets the issued certificate and the certificate of the private CA.
        new PolicyStatement({
          sid: 'ReadCertificateAuthority',
          actions: [
            'acm-pca:DescribeCertificateAuthority',
            'acm-pca:GetCertificate',
            'acm-pca:GetCertificateAuthorityCertificate',
          ],
          resources: [
            `arn:${partition}:acm-pca:${region}:${account}:certificate-authority/${certificateAuthorityId}`,
          ],
        }),
        // ECS requests a certificate for a service from the private CA; the condition allows
        // end-entity certificates only.
        new PolicyStatement({
          sid: 'IssueEndEntityCertificate',
          actions: ['acm-pca:IssueCertificate'],
          resources: [
            `arn:${partition}:acm-pca:${region}:${account}:certificate-authority/${certificateAuthorityId}`,
          ],
          conditions: {
            StringEquals: {
              'acm-pca:TemplateArn': `arn:${partition}:acm-pca:::template/EndEntityCertificate/V1`,
            },
          },
        }),
        // ECS registers tasks with the target group when they start and deregisters them when they
        // stop.
        new PolicyStatement({
          sid: 'LatticeTargets',
          actions: [
            'vpc-lattice:DeregisterTargets',
            'vpc-lattice:GetTargetGroup',
            'vpc-lattice:ListTargets',
            'vpc-lattice:RegisterTargets',
          ],
          resources: [
            `arn:${partition}:vpc-lattice:${region}:${account}:targetgroup/${latticeTargetGroupId}`,
          ],
        }),
        // ECS reads the VPC and the address of each target; these actions support only *.
        new PolicyStatement({
          sid: 'ReadNetwork',
          actions: ['ec2:DescribeInstances', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
          resources: ['*'],
        }),
        // ECS starts instances with the container instance role; the statement allows no other
        // role.
        new PolicyStatement({
          sid: 'PassInstanceRole',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-instance-role-${environment}`,
          ],
          conditions: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
        }),
      ],
    });
    Validations.of(infrastructure).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Statements ReadLoadBalancers, ReadVolumes and ReadNetwork say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:targetgroup/${blueTargetGroup}/*]`,
        reason: 'Statement MoveTargets says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:targetgroup/${greenTargetGroup}/*]`,
        reason: 'Statement MoveTargets says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:listener/app/${loadBalancer}/*/*]`,
        reason: 'Statement ShiftListener says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:listener/net/${loadBalancer}/*/*]`,
        reason: 'Statement ShiftListener says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:elasticloadbalancing:<AWS::Region>:<AWS::AccountId>:listener-rule/app/${loadBalancer}/*/*/*]`,
        reason: 'Statement ShiftRule says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:volume/*]',
        reason:
          'Statements CreateTaskVolume, TagTaskVolumeOnCreate, AttachTaskVolume and DeleteTaskVolume say why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>::snapshot/*]',
        reason: 'Statement CreateTaskVolumeFromSnapshot says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:instance/*]',
        reason: 'Statement AttachToInstance says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:ecs-sc!*]',
        reason:
          'Statements CreateTlsSecret, TagTlsSecretOnCreate, RotateTlsSecret and DescribeTlsSecret say why.',
      },
    );
  }
}
