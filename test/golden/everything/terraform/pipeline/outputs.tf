output "pipeline_name" {
  description = "Name of the pipeline"
  value       = aws_codepipeline.service.name
}

output "pipeline_arn" {
  description = "ARN of the pipeline"
  value       = aws_codepipeline.service.arn
}
