output "task_execution_role_arn" {
  description = "ARN of the ECS task execution role"
  value       = aws_iam_role.task_execution.arn
}

output "task_execution_role_name" {
  description = "Name of the ECS task execution role"
  value       = aws_iam_role.task_execution.name
}

output "task_role_arn" {
  description = "ARN of the ECS task role"
  value       = aws_iam_role.task.arn
}

output "task_role_name" {
  description = "Name of the ECS task role"
  value       = aws_iam_role.task.name
}

output "codebuild_role_arn" {
  description = "ARN of the CodeBuild service role"
  value       = aws_iam_role.codebuild.arn
}

output "codebuild_role_name" {
  description = "Name of the CodeBuild service role"
  value       = aws_iam_role.codebuild.name
}

output "codepipeline_role_arn" {
  description = "ARN of the CodePipeline service role"
  value       = aws_iam_role.codepipeline.arn
}

output "codepipeline_role_name" {
  description = "Name of the CodePipeline service role"
  value       = aws_iam_role.codepipeline.name
}

output "ecs_exec_role_arn" {
  description = "ARN of the ECS Exec role (separate role)"
  value       = aws_iam_role.ecs_exec.arn
}

output "ecs_exec_role_name" {
  description = "Name of the ECS Exec role (separate role)"
  value       = aws_iam_role.ecs_exec.name
}

output "service_role_arn" {
  description = "ARN of the ECS service role (legacy)"
  value       = aws_iam_role.service.arn
}

output "service_role_name" {
  description = "Name of the ECS service role (legacy)"
  value       = aws_iam_role.service.name
}

output "codedeploy_role_arn" {
  description = "ARN of the CodeDeploy role for ECS blue/green"
  value       = aws_iam_role.codedeploy.arn
}

output "codedeploy_role_name" {
  description = "Name of the CodeDeploy role for ECS blue/green"
  value       = aws_iam_role.codedeploy.name
}

output "infrastructure_role_arn" {
  description = "ARN of the ECS infrastructure role"
  value       = aws_iam_role.infrastructure.arn
}

output "infrastructure_role_name" {
  description = "Name of the ECS infrastructure role"
  value       = aws_iam_role.infrastructure.name
}

output "container_instance_role_arn" {
  description = "ARN of the ECS container instance role"
  value       = aws_iam_role.container_instance.arn
}

output "container_instance_role_name" {
  description = "Name of the ECS container instance role"
  value       = aws_iam_role.container_instance.name
}

output "container_instance_instance_profile_arn" {
  description = "ARN of the instance profile of the ECS container instance role"
  value       = aws_iam_instance_profile.container_instance.arn
}

output "container_instance_instance_profile_name" {
  description = "Name of the instance profile of the ECS container instance role"
  value       = aws_iam_instance_profile.container_instance.name
}

output "anywhere_role_arn" {
  description = "ARN of the ECS Anywhere role"
  value       = aws_iam_role.anywhere.arn
}

output "anywhere_role_name" {
  description = "Name of the ECS Anywhere role"
  value       = aws_iam_role.anywhere.name
}

output "scheduled_task_scheduler_role_arn" {
  description = "ARN of the Scheduled task role (EventBridge Scheduler)"
  value       = aws_iam_role.scheduled_task_scheduler.arn
}

output "scheduled_task_scheduler_role_name" {
  description = "Name of the Scheduled task role (EventBridge Scheduler)"
  value       = aws_iam_role.scheduled_task_scheduler.name
}

output "scheduled_task_events_role_arn" {
  description = "ARN of the Scheduled task role (EventBridge rule)"
  value       = aws_iam_role.scheduled_task_events.arn
}

output "scheduled_task_events_role_name" {
  description = "Name of the Scheduled task role (EventBridge rule)"
  value       = aws_iam_role.scheduled_task_events.name
}

output "github_oidc_deploy_role_arn" {
  description = "ARN of the GitHub Actions deploy role (OIDC)"
  value       = aws_iam_role.github_oidc_deploy.arn
}

output "github_oidc_deploy_role_name" {
  description = "Name of the GitHub Actions deploy role (OIDC)"
  value       = aws_iam_role.github_oidc_deploy.name
}

output "cross_account_ecr_pull_role_arn" {
  description = "ARN of the Cross-account ECR pull role (target account)"
  value       = aws_iam_role.cross_account_ecr_pull.arn
}

output "cross_account_ecr_pull_role_name" {
  description = "Name of the Cross-account ECR pull role (target account)"
  value       = aws_iam_role.cross_account_ecr_pull.name
}

output "cross_account_logs_role_arn" {
  description = "ARN of the Cross-account log writer role (logging account)"
  value       = aws_iam_role.cross_account_logs.arn
}

output "cross_account_logs_role_name" {
  description = "Name of the Cross-account log writer role (logging account)"
  value       = aws_iam_role.cross_account_logs.name
}

output "role_arns" {
  description = "ARN of every role"
  value = {
    task_execution           = aws_iam_role.task_execution.arn
    task                     = aws_iam_role.task.arn
    codebuild                = aws_iam_role.codebuild.arn
    codepipeline             = aws_iam_role.codepipeline.arn
    ecs_exec                 = aws_iam_role.ecs_exec.arn
    service                  = aws_iam_role.service.arn
    codedeploy               = aws_iam_role.codedeploy.arn
    infrastructure           = aws_iam_role.infrastructure.arn
    container_instance       = aws_iam_role.container_instance.arn
    anywhere                 = aws_iam_role.anywhere.arn
    scheduled_task_scheduler = aws_iam_role.scheduled_task_scheduler.arn
    scheduled_task_events    = aws_iam_role.scheduled_task_events.arn
    github_oidc_deploy       = aws_iam_role.github_oidc_deploy.arn
    cross_account_ecr_pull   = aws_iam_role.cross_account_ecr_pull.arn
    cross_account_logs       = aws_iam_role.cross_account_logs.arn
  }
}

output "role_names" {
  description = "Name of every role"
  value = {
    task_execution           = aws_iam_role.task_execution.name
    task                     = aws_iam_role.task.name
    codebuild                = aws_iam_role.codebuild.name
    codepipeline             = aws_iam_role.codepipeline.name
    ecs_exec                 = aws_iam_role.ecs_exec.name
    service                  = aws_iam_role.service.name
    codedeploy               = aws_iam_role.codedeploy.name
    infrastructure           = aws_iam_role.infrastructure.name
    container_instance       = aws_iam_role.container_instance.name
    anywhere                 = aws_iam_role.anywhere.name
    scheduled_task_scheduler = aws_iam_role.scheduled_task_scheduler.name
    scheduled_task_events    = aws_iam_role.scheduled_task_events.name
    github_oidc_deploy       = aws_iam_role.github_oidc_deploy.name
    cross_account_ecr_pull   = aws_iam_role.cross_account_ecr_pull.name
    cross_account_logs       = aws_iam_role.cross_account_logs.name
  }
}
