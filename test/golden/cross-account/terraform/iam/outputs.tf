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

output "role_arns" {
  description = "ARN of every role"
  value = {
    task_execution = aws_iam_role.task_execution.arn
    task           = aws_iam_role.task.arn
    codebuild      = aws_iam_role.codebuild.arn
    codepipeline   = aws_iam_role.codepipeline.arn
  }
}

output "role_names" {
  description = "Name of every role"
  value = {
    task_execution = aws_iam_role.task_execution.name
    task           = aws_iam_role.task.name
    codebuild      = aws_iam_role.codebuild.name
    codepipeline   = aws_iam_role.codepipeline.name
  }
}
