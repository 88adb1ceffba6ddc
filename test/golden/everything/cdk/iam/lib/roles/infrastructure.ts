import { Duration, Stack } from 'aws-cdk-lib';
import {
  ManagedPolicy,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * ECS infrastructure role. Lets ECS manage resources around the tasks: listener rules for native
 * blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice
 * targets, managed instances.
 */
export class InfrastructureRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
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
    } = values;
    super(scope, id, {
      roleName: `${project}-ecs-infrastructure-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS infrastructure role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'EcsInfrastructureAssume',
          principals: [new ServicePrincipal('ecs.amazonaws.com')],
          actions: ['sts:AssumeRole'],
        }),
      ),
    });
    this.addManagedPolicy(
      ManagedPolicy.fromAwsManagedPolicyName(
        'AmazonECSInfrastructureRolePolicyForManagedInstances',
      ),
    );
    new Policy(this, 'InfrastructureLoadBalancers', {
      policyName: 'InfrastructureLoadBalancers',
      roles: [this],
      statements: [
        // ECS reads where the traffic goes and whether the targets are healthy; IAM offers no
        // resource for these reads.
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
        // Traffic moves to the other target group by changing the listener's default action.
        new PolicyStatement({
          sid: 'ShiftListener',
          actions: ['elasticloadbalancing:ModifyListener'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/app/${loadBalancer}/*/*`,
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener/net/${loadBalancer}/*/*`,
          ],
        }),
        // Traffic moves to the other target group by changing a listener rule.
        new PolicyStatement({
          sid: 'ShiftRule',
          actions: ['elasticloadbalancing:ModifyRule'],
          resources: [
            `arn:${partition}:elasticloadbalancing:${region}:${account}:listener-rule/app/${loadBalancer}/*/*/*`,
          ],
        }),
      ],
    });
    new Policy(this, 'InfrastructureVolumes', {
      policyName: 'InfrastructureVolumes',
      roles: [this],
      statements: [
        // ECS creates a volume for a task; the tags that it sets in the same call mark it as its
        // own.
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
        // A volume that begins as a copy is created from the snapshot that the task names.
        new PolicyStatement({
          sid: 'CreateTaskVolumeFromSnapshot',
          actions: ['ec2:CreateVolume'],
          resources: [`arn:${partition}:ec2:${region}::snapshot/*`],
        }),
        // ECS tags the volume in the call that creates it, and in no other.
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
        // ECS waits for volumes and finds the task's host; IAM offers no resource for EC2's lists.
        new PolicyStatement({
          sid: 'ReadVolumes',
          actions: [
            'ec2:DescribeAvailabilityZones',
            'ec2:DescribeInstances',
            'ec2:DescribeVolumes',
          ],
          resources: ['*'],
        }),
        // ECS attaches and detaches the volumes that it made, told by their tag.
        new PolicyStatement({
          sid: 'AttachTaskVolume',
          actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
          resources: [`arn:${partition}:ec2:${region}:${account}:volume/*`],
          conditions: {
            StringEquals: { 'aws:ResourceTag/AmazonECSManaged': 'true' },
          },
        }),
        // Attaching is checked on the host as well, whose ID is known once the task is placed.
        new PolicyStatement({
          sid: 'AttachToInstance',
          actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
          resources: [`arn:${partition}:ec2:${region}:${account}:instance/*`],
        }),
        // ECS deletes the volume that it made when its task ends.
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
        // ECS checks that the key exists and can be used before it creates the volume.
        new PolicyStatement({
          sid: 'ReadVolumeKey',
          actions: ['kms:DescribeKey'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/${volumeKmsKeyId}`],
        }),
        // EC2 makes the volume's data key, or re-encrypts that of a snapshot, on behalf of ECS.
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
        // EC2 is granted the key for as long as the volume is attached; no one but AWS can use the
        // grant.
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
      ],
    });
    new Policy(this, 'InfrastructureServiceConnectTls', {
      policyName: 'InfrastructureServiceConnectTls',
      roles: [this],
      statements: [
        // ECS keeps a service's certificate in a secret; the prefix ecs-sc! is its own.
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
        // ECS tags the secret in the call that creates it.
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
        // ECS renews the certificate before it expires and deletes the secret with its service, in
        // secrets that it owns alone.
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
        // ECS reads a secret's state before it creates or rotates it.
        new PolicyStatement({
          sid: 'DescribeTlsSecret',
          actions: ['secretsmanager:DescribeSecret'],
          resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:ecs-sc!*`],
          conditions: {
            StringEquals: { 'aws:ResourceAccount': account },
          },
        }),
        // ECS fetches the issued certificate and the chain up to the private CA.
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
        // ECS has the private CA issue a certificate for a service; the template rules out a CA
        // certificate.
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
      ],
    });
    new Policy(this, 'InfrastructureVpcLattice', {
      policyName: 'InfrastructureVpcLattice',
      roles: [this],
      statements: [
        // ECS adds tasks to the target group as they start and takes them out as they stop.
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
        // ECS finds the VPC and the address of each target; IAM offers no resource for EC2's lists.
        new PolicyStatement({
          sid: 'ReadNetwork',
          actions: ['ec2:DescribeInstances', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
          resources: ['*'],
        }),
      ],
    });
    new Policy(this, 'InfrastructureManagedInstances', {
      policyName: 'InfrastructureManagedInstances',
      roles: [this],
      statements: [
        // ECS starts hosts with the container instance role and may pass no other.
        new PolicyStatement({
          sid: 'PassInstanceRole',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-instance-role-${environment}`,
          ],
          conditions: {
            StringLike: { 'iam:PassedToService': 'ec2.*' },
          },
        }),
      ],
    });
  }
}
