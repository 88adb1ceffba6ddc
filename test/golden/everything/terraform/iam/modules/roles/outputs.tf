output "role_arns" {
  description = "ARN of each role"
  value = merge([
    {
      task_execution           = aws_iam_role.task_execution.arn
      task                     = aws_iam_role.task.arn
      codebuild_validate       = aws_iam_role.codebuild_validate.arn
      ecs_exec                 = aws_iam_role.ecs_exec.arn
      service                  = aws_iam_role.service.arn
      codedeploy               = aws_iam_role.codedeploy.arn
      infrastructure           = aws_iam_role.infrastructure.arn
      deployment_hook          = aws_iam_role.deployment_hook.arn
      container_instance       = aws_iam_role.container_instance.arn
      anywhere                 = aws_iam_role.anywhere.arn
      scheduled_task_scheduler = aws_iam_role.scheduled_task_scheduler.arn
      scheduled_task_events    = aws_iam_role.scheduled_task_events.arn
      task_runner              = aws_iam_role.task_runner.arn
      github_oidc_deploy       = aws_iam_role.github_oidc_deploy.arn
      cross_account_ecr_pull   = aws_iam_role.cross_account_ecr_pull.arn
      cross_account_logs       = aws_iam_role.cross_account_logs.arn
      ecr_pull_through         = aws_iam_role.ecr_pull_through.arn
      ecr_creation_template    = aws_iam_role.ecr_creation_template.arn
    },
    local.is_home ? {
      codebuild        = aws_iam_role.codebuild[0].arn
      codepipeline     = aws_iam_role.codepipeline[0].arn
      pipeline_trigger = aws_iam_role.pipeline_trigger[0].arn
      codebuild_batch  = aws_iam_role.codebuild_batch[0].arn
    } : {},
    local.is_home ? {} : { pipeline_deploy = aws_iam_role.pipeline_deploy[0].arn },
  ]...)
}

output "role_names" {
  description = "Name of each role"
  value = merge([
    {
      task_execution           = aws_iam_role.task_execution.name
      task                     = aws_iam_role.task.name
      codebuild_validate       = aws_iam_role.codebuild_validate.name
      ecs_exec                 = aws_iam_role.ecs_exec.name
      service                  = aws_iam_role.service.name
      codedeploy               = aws_iam_role.codedeploy.name
      infrastructure           = aws_iam_role.infrastructure.name
      deployment_hook          = aws_iam_role.deployment_hook.name
      container_instance       = aws_iam_role.container_instance.name
      anywhere                 = aws_iam_role.anywhere.name
      scheduled_task_scheduler = aws_iam_role.scheduled_task_scheduler.name
      scheduled_task_events    = aws_iam_role.scheduled_task_events.name
      task_runner              = aws_iam_role.task_runner.name
      github_oidc_deploy       = aws_iam_role.github_oidc_deploy.name
      cross_account_ecr_pull   = aws_iam_role.cross_account_ecr_pull.name
      cross_account_logs       = aws_iam_role.cross_account_logs.name
      ecr_pull_through         = aws_iam_role.ecr_pull_through.name
      ecr_creation_template    = aws_iam_role.ecr_creation_template.name
    },
    local.is_home ? {
      codebuild        = aws_iam_role.codebuild[0].name
      codepipeline     = aws_iam_role.codepipeline[0].name
      pipeline_trigger = aws_iam_role.pipeline_trigger[0].name
      codebuild_batch  = aws_iam_role.codebuild_batch[0].name
    } : {},
    local.is_home ? {} : { pipeline_deploy = aws_iam_role.pipeline_deploy[0].name },
  ]...)
}

output "instance_profiles" {
  description = "Name of each instance profile"
  value       = { container_instance = aws_iam_instance_profile.container_instance.name }
}
