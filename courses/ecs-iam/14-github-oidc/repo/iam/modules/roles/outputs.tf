output "role_arns" {
  description = "ARN of each role"
  value = {
    task_execution     = aws_iam_role.task_execution.arn
    task               = aws_iam_role.task.arn
    github_oidc_deploy = aws_iam_role.github_oidc_deploy.arn
  }
}

output "role_names" {
  description = "Name of each role"
  value = {
    task_execution     = aws_iam_role.task_execution.name
    task               = aws_iam_role.task.name
    github_oidc_deploy = aws_iam_role.github_oidc_deploy.name
  }
}
