output "role_arns" {
  description = "ARN of each role"
  value = merge([
    {
      task_execution     = aws_iam_role.task_execution.arn
      task               = aws_iam_role.task.arn
      codebuild_validate = aws_iam_role.codebuild_validate.arn
    },
    local.is_home ? {
      codebuild    = aws_iam_role.codebuild[0].arn
      codepipeline = aws_iam_role.codepipeline[0].arn
    } : {},
    local.is_home ? {} : { pipeline_deploy = aws_iam_role.pipeline_deploy[0].arn },
  ]...)
}

output "role_names" {
  description = "Name of each role"
  value = merge([
    {
      task_execution     = aws_iam_role.task_execution.name
      task               = aws_iam_role.task.name
      codebuild_validate = aws_iam_role.codebuild_validate.name
    },
    local.is_home ? {
      codebuild    = aws_iam_role.codebuild[0].name
      codepipeline = aws_iam_role.codepipeline[0].name
    } : {},
    local.is_home ? {} : { pipeline_deploy = aws_iam_role.pipeline_deploy[0].name },
  ]...)
}
