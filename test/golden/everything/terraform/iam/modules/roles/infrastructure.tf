# ECS infrastructure role. Lets ECS manage resources around the tasks: listener rules for native
# blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice
# targets, managed instances.

data "aws_iam_policy_document" "infrastructure_trust" {
  statement {
    sid     = "EcsInfrastructureAssume"
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

data "aws_iam_policy_document" "infrastructure" {
  # ECS reads the listeners, rules and target groups and the health of the targets; these actions
  # support only *.
  statement {
    sid = "ReadLoadBalancers"
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
    sid     = "MoveTargets"
    actions = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
    resources = [
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:targetgroup/${var.blue_target_group}/*",
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:targetgroup/${var.green_target_group}/*",
    ]
  }

  # The deployment shifts traffic to the other target group in the default action of the listener.
  statement {
    sid     = "ShiftListener"
    actions = ["elasticloadbalancing:ModifyListener"]
    resources = [
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/app/${var.load_balancer}/*/*",
      "arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener/net/${var.load_balancer}/*/*",
    ]
  }

  # The deployment shifts traffic to the other target group in a rule of the listener.
  statement {
    sid       = "ShiftRule"
    actions   = ["elasticloadbalancing:ModifyRule"]
    resources = ["arn:${local.partition}:elasticloadbalancing:${local.region}:${local.account_id}:listener-rule/app/${var.load_balancer}/*/*/*"]
  }

  # ECS creates a volume for a task; the conditions require the tags that mark volumes of ECS.
  statement {
    sid       = "CreateTaskVolume"
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

  # ECS creates a volume from the snapshot that the task configuration names.
  statement {
    sid       = "CreateTaskVolumeFromSnapshot"
    actions   = ["ec2:CreateVolume"]
    resources = ["arn:${local.partition}:ec2:${local.region}::snapshot/*"]
  }

  # ECS tags the volume when it creates it; the condition allows tagging in that call only.
  statement {
    sid       = "TagTaskVolumeOnCreate"
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

  # ECS reads the state of the volumes and the instance of the task; these actions support only *.
  statement {
    sid       = "ReadVolumes"
    actions   = ["ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeVolumes"]
    resources = ["*"]
  }

  # ECS attaches and detaches the volumes that it created; the condition requires its tag.
  statement {
    sid       = "AttachTaskVolume"
    actions   = ["ec2:AttachVolume", "ec2:DetachVolume"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:volume/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/AmazonECSManaged"
      values   = ["true"]
    }
  }

  # EC2 checks these actions on the instance too, and its ID is not known before ECS places the
  # task.
  statement {
    sid       = "AttachToInstance"
    actions   = ["ec2:AttachVolume", "ec2:DetachVolume"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:instance/*"]
  }

  # ECS deletes the volume when its task stops; the conditions require the tags of ECS.
  statement {
    sid       = "DeleteTaskVolume"
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

  # ECS checks that the key exists and is enabled before it creates the volume.
  statement {
    sid       = "ReadVolumeKey"
    actions   = ["kms:DescribeKey"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/${var.volume_kms_key_id}"]
  }

  # EC2 generates the data key of the volume, or re-encrypts the data key of a snapshot, on behalf
  # of ECS.
  statement {
    sid       = "VolumeDataKeys"
    actions   = ["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
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

  # EC2 needs a grant on the key while the volume is attached; the condition allows grants to AWS
  # services only.
  statement {
    sid       = "VolumeGrant"
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

  # ECS stores the certificate of a service in a secret whose name begins with ecs-sc!; the
  # conditions require the tags of ECS.
  statement {
    sid       = "CreateTlsSecret"
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
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/*",
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-set/${local.cluster}/*",
      ]
    }
  }

  # ECS tags the secret when it creates it; the conditions require the tags of ECS.
  statement {
    sid       = "TagTlsSecretOnCreate"
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
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/*",
        "arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-set/${local.cluster}/*",
      ]
    }
  }

  # ECS renews the certificate before it expires and deletes the secret with the service; the
  # condition allows secrets of Service Connect only.
  statement {
    sid = "RotateTlsSecret"
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

  # ECS reads the state of the secret before it creates or rotates it.
  statement {
    sid       = "DescribeTlsSecret"
    actions   = ["secretsmanager:DescribeSecret"]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:ecs-sc!*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # ECS gets the issued certificate and the certificate of the private CA.
  statement {
    sid = "ReadCertificateAuthority"
    actions = [
      "acm-pca:DescribeCertificateAuthority",
      "acm-pca:GetCertificate",
      "acm-pca:GetCertificateAuthorityCertificate",
    ]
    resources = ["arn:${local.partition}:acm-pca:${local.region}:${local.account_id}:certificate-authority/${var.certificate_authority_id}"]
  }

  # ECS requests a certificate for a service from the private CA; the condition allows end-entity
  # certificates only.
  statement {
    sid       = "IssueEndEntityCertificate"
    actions   = ["acm-pca:IssueCertificate"]
    resources = ["arn:${local.partition}:acm-pca:${local.region}:${local.account_id}:certificate-authority/${var.certificate_authority_id}"]

    condition {
      test     = "StringEquals"
      variable = "acm-pca:TemplateArn"
      values   = ["arn:${local.partition}:acm-pca:::template/EndEntityCertificate/V1"]
    }
  }

  # ECS registers tasks with the target group when they start and deregisters them when they stop.
  statement {
    sid = "LatticeTargets"
    actions = [
      "vpc-lattice:DeregisterTargets",
      "vpc-lattice:GetTargetGroup",
      "vpc-lattice:ListTargets",
      "vpc-lattice:RegisterTargets",
    ]
    resources = ["arn:${local.partition}:vpc-lattice:${local.region}:${local.account_id}:targetgroup/${var.lattice_target_group_id}"]
  }

  # ECS reads the VPC and the address of each target; these actions support only *.
  statement {
    sid       = "ReadNetwork"
    actions   = ["ec2:DescribeInstances", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]
    resources = ["*"]
  }

  # ECS starts instances with the container instance role; the statement allows no other role.
  statement {
    sid       = "PassInstanceRole"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.container_instance.arn]

    condition {
      test     = "StringLike"
      variable = "iam:PassedToService"
      values   = ["ec2.*"]
    }
  }
}

resource "aws_iam_role_policy" "infrastructure" {
  name   = "Infrastructure"
  role   = aws_iam_role.infrastructure.name
  policy = data.aws_iam_policy_document.infrastructure.json
}

resource "aws_iam_role_policy_attachment" "infrastructure_amazon_ecs_infrastructure_role_policy_for_managed_instances" {
  role       = aws_iam_role.infrastructure.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances"
}

resource "aws_iam_role_policy_attachment" "infrastructure_amazon_ecs_infrastructure_rolefor_express_gateway_services" {
  role       = aws_iam_role.infrastructure.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices"
}
