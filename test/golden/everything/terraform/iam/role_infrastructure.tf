# ECS infrastructure role. Lets ECS manage resources around the tasks: listener rules for native
# blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice
# targets, managed instances.

data "aws_iam_policy_document" "infrastructure_trust" {
  statement {
    sid     = "EcsInfrastructureAssume"
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "infrastructure" {
  name                 = "${var.project}-ecs-infrastructure-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "ECS infrastructure role of shop"
  assume_role_policy   = data.aws_iam_policy_document.infrastructure_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "infrastructure_infrastructure_load_balancers" {
  # ECS reads where the traffic goes and whether the targets are healthy; IAM offers no resource for
  # these reads.
  statement {
    sid    = "ReadLoadBalancers"
    effect = "Allow"
    actions = [
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
    ]
    resources = ["*"]
  }

  # ECS registers the tasks of each revision with one of the two target groups.
  statement {
    sid    = "MoveTargets"
    effect = "Allow"
    actions = [
      "elasticloadbalancing:DeregisterTargets",
      "elasticloadbalancing:RegisterTargets",
    ]
    resources = [
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:targetgroup/${var.blue_target_group}/*",
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:targetgroup/${var.green_target_group}/*",
    ]
  }

  # Traffic moves to the other target group by changing the listener's default action.
  statement {
    sid     = "ShiftListener"
    effect  = "Allow"
    actions = ["elasticloadbalancing:ModifyListener"]
    resources = [
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/app/${var.load_balancer}/*/*",
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/net/${var.load_balancer}/*/*",
    ]
  }

  # Traffic moves to the other target group by changing a listener rule.
  statement {
    sid       = "ShiftRule"
    effect    = "Allow"
    actions   = ["elasticloadbalancing:ModifyRule"]
    resources = ["arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener-rule/app/${var.load_balancer}/*/*/*"]
  }
}

resource "aws_iam_role_policy" "infrastructure_infrastructure_load_balancers" {
  name   = "InfrastructureLoadBalancers"
  role   = aws_iam_role.infrastructure.name
  policy = data.aws_iam_policy_document.infrastructure_infrastructure_load_balancers.json
}

data "aws_iam_policy_document" "infrastructure_infrastructure_volumes" {
  # ECS creates a volume for a task; the tags that it sets in the same call mark it as its own.
  statement {
    sid       = "CreateTaskVolume"
    effect    = "Allow"
    actions   = ["ec2:CreateVolume"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:volume/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/AmazonECSManaged"
      values   = ["true"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:RequestTag/AmazonECSCreated"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/*"]
    }
  }

  # A volume that begins as a copy is created from the snapshot that the task names.
  statement {
    sid       = "CreateTaskVolumeFromSnapshot"
    effect    = "Allow"
    actions   = ["ec2:CreateVolume"]
    resources = ["arn:${local.partition}:ec2:${local.region}::snapshot/*"]
  }

  # ECS tags the volume in the call that creates it, and in no other.
  statement {
    sid       = "TagTaskVolumeOnCreate"
    effect    = "Allow"
    actions   = ["ec2:CreateTags"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:volume/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/AmazonECSManaged"
      values   = ["true"]
    }

    condition {
      test     = "StringEquals"
      variable = "ec2:CreateAction"
      values   = ["CreateVolume"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:RequestTag/AmazonECSCreated"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/*"]
    }
  }

  # ECS waits for volumes and finds the task's host; IAM offers no resource for EC2's lists.
  statement {
    sid    = "ReadVolumes"
    effect = "Allow"
    actions = [
      "ec2:DescribeAvailabilityZones",
      "ec2:DescribeInstances",
      "ec2:DescribeVolumes",
    ]
    resources = ["*"]
  }

  # ECS attaches and detaches the volumes that it made, told by their tag.
  statement {
    sid    = "AttachTaskVolume"
    effect = "Allow"
    actions = [
      "ec2:AttachVolume",
      "ec2:DetachVolume",
    ]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:volume/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/AmazonECSManaged"
      values   = ["true"]
    }
  }

  # Attaching is checked on the host as well, whose ID is known once the task is placed.
  statement {
    sid    = "AttachToInstance"
    effect = "Allow"
    actions = [
      "ec2:AttachVolume",
      "ec2:DetachVolume",
    ]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:instance/*"]
  }

  # ECS deletes the volume that it made when its task ends.
  statement {
    sid       = "DeleteTaskVolume"
    effect    = "Allow"
    actions   = ["ec2:DeleteVolume"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:volume/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/AmazonECSManaged"
      values   = ["true"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:ResourceTag/AmazonECSCreated"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/*"]
    }
  }

  # ECS checks that the key exists and can be used before it creates the volume.
  statement {
    sid       = "ReadVolumeKey"
    effect    = "Allow"
    actions   = ["kms:DescribeKey"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.volume_kms_key_id}"]
  }

  # EC2 makes the volume's data key, or re-encrypts that of a snapshot, on behalf of ECS.
  statement {
    sid    = "VolumeDataKeys"
    effect = "Allow"
    actions = [
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.volume_kms_key_id}"]

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ec2.${local.region}.${local.dns_suffix}"]
    }

    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:EncryptionContextKeys"
      values   = ["aws:ebs:id"]
    }
  }

  # EC2 is granted the key for as long as the volume is attached; no one but AWS can use the grant.
  statement {
    sid       = "VolumeGrant"
    effect    = "Allow"
    actions   = ["kms:CreateGrant"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.volume_kms_key_id}"]

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["ec2.${local.region}.${local.dns_suffix}"]
    }

    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:EncryptionContextKeys"
      values   = ["aws:ebs:id"]
    }

    condition {
      test     = "Bool"
      variable = "kms:GrantIsForAWSResource"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "infrastructure_infrastructure_volumes" {
  name   = "InfrastructureVolumes"
  role   = aws_iam_role.infrastructure.name
  policy = data.aws_iam_policy_document.infrastructure_infrastructure_volumes.json
}

data "aws_iam_policy_document" "infrastructure_infrastructure_service_connect_tls" {
  # ECS keeps a service's certificate in a secret; the prefix ecs-sc! is its own.
  statement {
    sid       = "CreateTlsSecret"
    effect    = "Allow"
    actions   = ["secretsmanager:CreateSecret"]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:ecs-sc!*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/AmazonECSManaged"
      values   = ["true"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:RequestTag/AmazonECSCreated"
      values = [
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster}/*",
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-set/${var.cluster}/*",
      ]
    }
  }

  # ECS tags the secret in the call that creates it.
  statement {
    sid       = "TagTlsSecretOnCreate"
    effect    = "Allow"
    actions   = ["secretsmanager:TagResource"]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:ecs-sc!*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/AmazonECSManaged"
      values   = ["true"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:RequestTag/AmazonECSCreated"
      values = [
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster}/*",
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-set/${var.cluster}/*",
      ]
    }
  }

  # ECS renews the certificate before it expires and deletes the secret with its service, in secrets
  # that it owns alone.
  statement {
    sid    = "RotateTlsSecret"
    effect = "Allow"
    actions = [
      "secretsmanager:DeleteSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:RotateSecret",
      "secretsmanager:UpdateSecret",
      "secretsmanager:UpdateSecretVersionStage",
    ]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:ecs-sc!*"]

    condition {
      test     = "StringEquals"
      variable = "secretsmanager:ResourceTag/aws:secretsmanager:owningService"
      values   = ["ecs-sc"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # ECS reads a secret's state before it creates or rotates it.
  statement {
    sid       = "DescribeTlsSecret"
    effect    = "Allow"
    actions   = ["secretsmanager:DescribeSecret"]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:ecs-sc!*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # ECS fetches the issued certificate and the chain up to the private CA.
  statement {
    sid    = "ReadCertificateAuthority"
    effect = "Allow"
    actions = [
      "acm-pca:DescribeCertificateAuthority",
      "acm-pca:GetCertificate",
      "acm-pca:GetCertificateAuthorityCertificate",
    ]
    resources = ["arn:${local.partition}:acm-pca:${local.region}:${local.account_id}:certificate-authority/${var.certificate_authority_id}"]
  }

  # ECS has the private CA issue a certificate for a service; the template rules out a CA
  # certificate.
  statement {
    sid       = "IssueEndEntityCertificate"
    effect    = "Allow"
    actions   = ["acm-pca:IssueCertificate"]
    resources = ["arn:${local.partition}:acm-pca:${local.region}:${local.account_id}:certificate-authority/${var.certificate_authority_id}"]

    condition {
      test     = "StringEquals"
      variable = "acm-pca:TemplateArn"
      values   = ["arn:${local.partition}:acm-pca:::template/EndEntityCertificate/V1"]
    }
  }
}

resource "aws_iam_role_policy" "infrastructure_infrastructure_service_connect_tls" {
  name   = "InfrastructureServiceConnectTls"
  role   = aws_iam_role.infrastructure.name
  policy = data.aws_iam_policy_document.infrastructure_infrastructure_service_connect_tls.json
}

data "aws_iam_policy_document" "infrastructure_infrastructure_vpc_lattice" {
  # ECS adds tasks to the target group as they start and takes them out as they stop.
  statement {
    sid    = "LatticeTargets"
    effect = "Allow"
    actions = [
      "vpc-lattice:DeregisterTargets",
      "vpc-lattice:GetTargetGroup",
      "vpc-lattice:ListTargets",
      "vpc-lattice:RegisterTargets",
    ]
    resources = ["arn:${local.partition}:vpc-lattice:${local.region}:${local.account_id}:targetgroup/${var.lattice_target_group_id}"]
  }

  # ECS finds the VPC and the address of each target; IAM offers no resource for EC2's lists.
  statement {
    sid    = "ReadNetwork"
    effect = "Allow"
    actions = [
      "ec2:DescribeInstances",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "infrastructure_infrastructure_vpc_lattice" {
  name   = "InfrastructureVpcLattice"
  role   = aws_iam_role.infrastructure.name
  policy = data.aws_iam_policy_document.infrastructure_infrastructure_vpc_lattice.json
}

data "aws_iam_policy_document" "infrastructure_infrastructure_managed_instances" {
  # ECS starts hosts with the container instance role and may pass no other.
  statement {
    sid       = "PassInstanceRole"
    effect    = "Allow"
    actions   = ["iam:PassRole"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/team/shop/${var.project}-ecs-instance-role-${var.environment}"]

    condition {
      test     = "StringLike"
      variable = "iam:PassedToService"
      values   = ["ec2.*"]
    }
  }
}

resource "aws_iam_role_policy" "infrastructure_infrastructure_managed_instances" {
  name   = "InfrastructureManagedInstances"
  role   = aws_iam_role.infrastructure.name
  policy = data.aws_iam_policy_document.infrastructure_infrastructure_managed_instances.json
}

resource "aws_iam_role_policy_attachment" "infrastructure_amazon_ecs_infrastructure_role_policy_for_managed_instances" {
  role       = aws_iam_role.infrastructure.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances"
}
