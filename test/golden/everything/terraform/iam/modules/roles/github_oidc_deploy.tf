# GitHub Actions deploy role (OIDC). Lets a GitHub Actions workflow push the image and deploy,
# without stored keys.

data "aws_iam_policy_document" "github_oidc_deploy_trust" {
  statement {
    sid     = "GitHubActionsAssume"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = [var.oidc_audience]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github_owner}/${var.github_repository}:environment:${local.github_environment}"]
    }
  }

  statement {
    sid     = "GitHubBranchAssume"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = [var.oidc_audience]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github_owner}/${var.github_repository}:ref:refs/heads/${var.branch}"]
    }
  }

  statement {
    sid     = "GitHubTagAssume"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = [var.oidc_audience]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github_owner}/${var.github_repository}:ref:refs/tags/v*"]
    }
  }
}

resource "aws_iam_role" "github_oidc_deploy" {
  name                 = "${var.project}-github-deploy-role-${var.environment}"
  path                 = "/team/shop/"
  description          = "GitHub Actions deploy role (OIDC) of shop"
  assume_role_policy   = data.aws_iam_policy_document.github_oidc_deploy_trust.json
  max_session_duration = 7200
  permissions_boundary = var.permissions_boundary
  tags                 = local.tags
}

data "aws_iam_policy_document" "github_oidc_deploy" {
  # Every pull and every push needs an authorization token; this action supports only *.
  statement {
    sid       = "EcrAuthToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # docker push uploads the manifest and the layers that the repository does not have; docker pull
  # reads the image as a layer cache.
  statement {
    sid = "EcrPullPush"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The deployment registers a revision with the new image; ECS checks this action on *, the
  # condition refuses privileged containers, and the statement PassTaskRoles limits the roles of the
  # revision.
  statement {
    sid       = "RegisterTaskDefinition"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["*"]

    condition {
      test     = "StringEqualsIfExists"
      variable = "ecs:privileged"
      values   = ["false"]
    }
  }

  # RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call
  # only.
  statement {
    sid       = "TagTaskDefinitionOnRegister"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }

  # The deployment reads the service until it is stable.
  statement {
    sid       = "WatchService"
    actions   = ["ecs:DescribeServices"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]
  }

  # A call that registers or runs a task definition passes its task role and execution role to ECS;
  # the statement allows no other role.
  statement {
    sid       = "PassTaskRoles"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.task_execution.arn, aws_iam_role.task.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  # The action registers the AppSpec file as a revision of the application.
  statement {
    sid       = "CodeDeployApplication"
    actions   = ["codedeploy:RegisterApplicationRevision"]
    resources = ["arn:${local.partition}:codedeploy:${local.region}:${local.account_id}:application:${local.code_deploy_application}"]
  }

  # The action reads the deployment group, creates a deployment in it and reads that until it ends.
  statement {
    sid       = "CodeDeployGroup"
    actions   = ["codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:GetDeploymentGroup"]
    resources = ["arn:${local.partition}:codedeploy:${local.region}:${local.account_id}:deploymentgroup:${local.code_deploy_application}/${local.deployment_group}"]
  }

  # CodeDeploy checks the deployment configuration, which has its own ARN.
  statement {
    sid       = "CodeDeployConfig"
    actions   = ["codedeploy:GetDeploymentConfig"]
    resources = ["arn:${local.partition}:codedeploy:${local.region}:${local.account_id}:deploymentconfig:${var.deployment_config}"]
  }

  # CreateService and UpdateService pass these roles to ECS; the statement allows no other role.
  statement {
    sid       = "PassInfrastructureRoles"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.infrastructure.arn, aws_iam_role.deployment_hook.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs.amazonaws.com"]
    }
  }

  # The deployer lists and reads the deployments of this service, stops one, and continues one that
  # a pause hook holds.
  statement {
    sid = "ManageServiceDeployments"
    actions = [
      "ecs:ContinueServiceDeployment",
      "ecs:DescribeServiceDeployments",
      "ecs:ListServiceDeployments",
      "ecs:StopServiceDeployment",
    ]
    resources = [
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}",
      "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service-deployment/${local.cluster}/${local.service}/*",
    ]
  }

  # The deployer creates or updates the Express Mode service and reads its state.
  statement {
    sid = "DeployExpressService"
    actions = [
      "ecs:CreateExpressGatewayService",
      "ecs:DescribeExpressGatewayService",
      "ecs:UpdateExpressGatewayService",
    ]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${local.cluster}/${local.service}"]
  }

  # RunTask starts the task, in this cluster only; ECS checks the ARN with the revision, also for a
  # call that names none.
  statement {
    sid       = "RunTask"
    actions   = ["ecs:RunTask"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task-definition/${local.family}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${local.cluster}"]
    }
  }

  # RunTask tags a task that has tags, its own or propagated ones; the condition allows tagging in
  # that call only.
  statement {
    sid       = "TagTaskOnRun"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  # The workflow waits for the task to stop; the task ID is not known before.
  statement {
    sid       = "WatchTasks"
    actions   = ["ecs:DescribeTasks"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]
  }

  # The workflow stops the task when the job is cancelled; the conditions allow tasks with the tags
  # of this service only.
  statement {
    sid       = "StopOwnTask"
    actions   = ["ecs:StopTask"]
    resources = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:task/${local.cluster}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/ecs-iam:project"
      values   = [var.project]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/ecs-iam:environment"
      values   = [var.environment]
    }
  }

  # Settings, trust and policies of each role.
  statement {
    sid     = "ReadRoles"
    actions = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [
      aws_iam_role.task_execution.arn,
      aws_iam_role.task.arn,
      aws_iam_role.codebuild_validate.arn,
      aws_iam_role.ecs_exec.arn,
      aws_iam_role.service.arn,
      aws_iam_role.codedeploy.arn,
      aws_iam_role.infrastructure.arn,
      aws_iam_role.deployment_hook.arn,
      aws_iam_role.container_instance.arn,
      aws_iam_role.anywhere.arn,
      aws_iam_role.scheduled_task_scheduler.arn,
      aws_iam_role.scheduled_task_events.arn,
      aws_iam_role.task_runner.arn,
      aws_iam_role.github_oidc_deploy.arn,
      aws_iam_role.cross_account_ecr_pull.arn,
      aws_iam_role.cross_account_logs.arn,
      aws_iam_role.ecr_pull_through.arn,
      aws_iam_role.ecr_creation_template.arn,
    ]
  }

  # Which role an instance profile holds.
  statement {
    sid     = "ReadInstanceProfiles"
    actions = ["iam:GetInstanceProfile"]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:instance-profile/${var.project}-ecs-instance-role-${var.environment}",
      "arn:${local.partition}:iam::${local.account_id}:instance-profile/*/${var.project}-ecs-instance-role-${var.environment}",
    ]
  }

  # Listed below a path prefix; the call takes no resource.
  statement {
    sid       = "FindServiceLinkedRoles"
    actions   = ["iam:ListRoles"]
    resources = ["*"]
  }

  # Audiences of the identity provider.
  statement {
    sid       = "ReadProviders"
    actions   = ["iam:GetOpenIDConnectProvider"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:oidc-provider/token.actions.githubusercontent.com"]
  }

  # That the repository exists, and its policy.
  statement {
    sid       = "ReadRepository"
    actions   = ["ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${local.repository}"]
  }

  # The call takes no resource.
  statement {
    sid       = "ReadLogsPolicies"
    actions   = ["logs:DescribeResourcePolicies"]
    resources = ["*"]
  }

  # The call takes no resource.
  statement {
    sid       = "ReadDestinations"
    actions   = ["logs:DescribeDestinations"]
    resources = ["*"]
  }

  # The workflow reads the target of the rule and writes it with the new revision.
  statement {
    sid       = "UpdateRuleTarget"
    actions   = ["events:ListTargetsByRule", "events:PutTargets"]
    resources = ["arn:${local.partition}:events:${local.region}:${local.account_id}:rule/${local.rule_name}"]
  }

  # The target names the role with which the task is started; the statement allows no other role.
  statement {
    sid       = "PassRuleRole"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.scheduled_task_events.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["events.amazonaws.com"]
    }
  }

  # The workflow reads each schedule of this service and writes it with the new revision.
  statement {
    sid       = "UpdateSchedule"
    actions   = ["scheduler:GetSchedule", "scheduler:UpdateSchedule"]
    resources = ["arn:${local.partition}:scheduler:${local.region}:${local.account_id}:schedule/${var.schedule_group}/${var.project}-${var.environment}*"]
  }

  # The target names the role with which the task is started; the statement allows no other role.
  statement {
    sid       = "PassScheduleRole"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.scheduled_task_scheduler.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["scheduler.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "github_oidc_deploy" {
  name   = "GithubOidcDeploy"
  role   = aws_iam_role.github_oidc_deploy.name
  policy = data.aws_iam_policy_document.github_oidc_deploy.json
}

data "aws_iam_policy_document" "github_oidc_deploy_validate_home_roles" {
  count = local.is_home ? 1 : 0

  # Settings, trust and policies of each role.
  statement {
    sid     = "ReadRoles"
    actions = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [
      aws_iam_role.codebuild[0].arn,
      aws_iam_role.codepipeline[0].arn,
      aws_iam_role.pipeline_trigger[0].arn,
      aws_iam_role.codebuild_batch[0].arn,
    ]
  }

  # Documents of the customer-managed policies.
  statement {
    sid       = "ReadPolicies"
    actions   = ["iam:GetPolicy", "iam:GetPolicyVersion"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:policy/team/shop/${var.project}-codebuild-role-${var.environment}-*"]
  }
}

resource "aws_iam_role_policy" "github_oidc_deploy_validate_home_roles" {
  count = local.is_home ? 1 : 0

  name   = "ValidateHomeRoles"
  role   = aws_iam_role.github_oidc_deploy.name
  policy = data.aws_iam_policy_document.github_oidc_deploy_validate_home_roles[0].json
}

data "aws_iam_policy_document" "github_oidc_deploy_validate_other_roles" {
  count = local.is_home ? 0 : 1

  # Settings, trust and policies of each role.
  statement {
    sid       = "ReadRoles"
    actions   = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    resources = [aws_iam_role.pipeline_deploy[0].arn]
  }
}

resource "aws_iam_role_policy" "github_oidc_deploy_validate_other_roles" {
  count = local.is_home ? 0 : 1

  name   = "ValidateOtherRoles"
  role   = aws_iam_role.github_oidc_deploy.name
  policy = data.aws_iam_policy_document.github_oidc_deploy_validate_other_roles[0].json
}
