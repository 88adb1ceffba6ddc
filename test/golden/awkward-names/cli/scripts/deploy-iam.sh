#!/usr/bin/env bash
#
# Makes the IAM roles of one environment, or brings them to what this repo says.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
#   ENV         an environment: a file in scripts/environments, without .sh
#   --dry-run   reads the account and prints the calls it would make
#
# Each role's trust policy, settings and policies are the JSON files in iam/, with ${NAME} places for
# the environment's values. Only what differs is written: a second run changes nothing. A role that
# is not tagged as this project's and environment's is never touched, nor is a policy that somebody
# else put on a role; the latter is reported.
# Exit code: 0 done, 1 an error, 130 interrupted; after an error, run it again to go on.
#
# Written by ecs-iam from ecs-iam.json.

set -euo pipefail

# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=lib/roles.sh
. "$ROOT/scripts/lib/roles.sh"
# shellcheck source=lib/deploy-role.sh
. "$ROOT/scripts/lib/deploy-role.sh"

start deploy "$@"

shared_before

# ECS task execution role: Lets the ECS and Fargate agents pull the image, write the container logs
# and inject secrets before the application starts. The application cannot use it.
role task-execution "${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}" /
inline_policy TaskExecution
end_role \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"

# ECS task role: The identity of the application code: every AWS SDK call the containers make, and
# ECS Exec.
role task "${PROJECT}-ecs-task-role-${ENVIRONMENT}" /
end_role

# CodeBuild service role: Lets CodeBuild pull and push the image, write logs, read and write
# pipeline artifacts and publish test reports. Where the buildspec deploys, it also registers the
# task definition and updates the service.
role codebuild "${PROJECT}-codebuild-role-${ENVIRONMENT}" /
inline_policy BuildLogs
inline_policy BuildArtifacts
inline_policy BuildImages
inline_policy BuildReports
inline_policy BuildDeploy
inline_policy ValidateRoles
end_role

# CodePipeline service role: Lets CodePipeline read and write artifacts, start the build and deploy
# the image to the ECS service, with a rolling update or through CodeDeploy.
role codepipeline "${PROJECT}-codepipeline-role-${ENVIRONMENT}" /
inline_policy PipelineArtifacts
inline_policy PipelineBuild
end_role

shared_after

report_left \
  "${PROJECT}-ecs-exec-role-${ENVIRONMENT}" \
  "${PROJECT}-ecs-service-role-${ENVIRONMENT}" \
  "${PROJECT}-codedeploy-role-${ENVIRONMENT}" \
  "${PROJECT}-ecs-infrastructure-role-${ENVIRONMENT}" \
  "${PROJECT}-ecs-instance-role-${ENVIRONMENT}" \
  "${PROJECT}-ecs-anywhere-role-${ENVIRONMENT}" \
  "${PROJECT}-ecs-scheduler-role-${ENVIRONMENT}" \
  "${PROJECT}-ecs-events-role-${ENVIRONMENT}" \
  "${PROJECT}-github-deploy-role-${ENVIRONMENT}" \
  "${PROJECT}-cross-account-ecr-role-${ENVIRONMENT}" \
  "${PROJECT}-cross-account-logs-role-${ENVIRONMENT}"

finish
