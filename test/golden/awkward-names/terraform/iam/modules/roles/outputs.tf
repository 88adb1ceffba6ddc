output "role_arns" {
  description = "ARN of each role"
  value = {
    task_execution = aws_iam_role.task_execution.arn
    task           = aws_iam_role.task.arn
    codebuild      = aws_iam_role.codebuild.arn
    codepipeline   = aws_iam_role.codepipeline.arn
  }
}

output "role_names" {
  description = "Name of each role"
  value = {
    task_execution = aws_iam_role.task_execution.name
    task           = aws_iam_role.task.name
    codebuild      = aws_iam_role.codebuild.name
    codepipeline   = aws_iam_role.codepipeline.name
  }
}
