output "name" {
  description = "Name of the pipeline"
  value       = aws_codepipeline.service.name
}

output "arn" {
  description = "ARN of the pipeline"
  value       = aws_codepipeline.service.arn
}
