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
role task-execution "${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy TaskExecution
end_role \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"

# ECS task role: The identity of the application code: every AWS SDK call the containers make, and
# ECS Exec.
role task "${PROJECT}-ecs-task-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy EcsExec
inline_policy S3Read
inline_policy S3ReadWrite
inline_policy DynamodbRead
inline_policy DynamodbReadWrite
inline_policy RdsIamConnect
inline_policy EfsMount
inline_policy SqsConsume
inline_policy SqsProduce
inline_policy SnsPublish
inline_policy EventbridgePut
inline_policy SesSend
inline_policy StepFunctionsStart
inline_policy KinesisConsume
inline_policy KinesisProduce
inline_policy FirehosePut
inline_policy SecretsRead
inline_policy ParametersRead
inline_policy KmsDecrypt
inline_policy AppConfigRead
inline_policy Xray
inline_policy AdotMetrics
inline_policy CloudwatchMetrics
inline_policy PrometheusWrite
inline_policy FirelensCloudWatch
inline_policy CrossAccountLogs
inline_policy TaskProtection
inline_policy BedrockInvoke
inline_policy EcsExecLogsCloudWatch
inline_policy EcsExecLogsS3
inline_policy EcsExecKms
inline_policy TaskStatements
end_role

# CodeBuild service role: Lets CodeBuild pull and push the image, write logs, read and write
# pipeline artifacts and publish test reports. Where the buildspec deploys, it also registers the
# task definition and updates the service.
role codebuild "${PROJECT}-codebuild-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
managed_policy BuildLogs
managed_policy BuildArtifacts
managed_policy BuildImages
managed_policy BuildReports
managed_policy BuildDeploy
managed_policy BuildSecrets
managed_policy BuildSource
managed_policy BuildNetwork
managed_policy ValidateRoles
end_role

# CodePipeline service role: Lets CodePipeline read and write artifacts, start the build and deploy
# the image to the ECS service, with a rolling update or through CodeDeploy.
role codepipeline "${PROJECT}-codepipeline-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy PipelineArtifacts
inline_policy PipelineBuild
inline_policy PipelineDeploy
inline_policy PipelineSource
inline_policy PipelineApproval
end_role

# ECS Exec role (separate role): A task role that has the ECS Exec permissions only.
role ecs-exec "${PROJECT}-ecs-exec-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy EcsExec
end_role

# ECS service role (legacy): Lets the ECS scheduler register container instances with a load
# balancer, for services created with the role parameter.
role service "${PROJECT}-ecs-service-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy ServiceLoadBalancing
end_role \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole"

# CodeDeploy role for ECS blue/green: Lets CodeDeploy create and delete task sets, shift traffic on
# the listener and read the AppSpec file.
role codedeploy "${PROJECT}-codedeploy-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy CodeDeployEcs
end_role \
  "arn:${PARTITION}:iam::aws:policy/AWSCodeDeployRoleForECS"

# ECS infrastructure role: Lets ECS manage resources around the tasks: listener rules for native
# blue/green, linear and canary deployments, EBS volumes, Service Connect certificates, VPC Lattice
# targets, managed instances.
role infrastructure "${PROJECT}-ecs-infrastructure-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy InfrastructureLoadBalancers
inline_policy InfrastructureVolumes
inline_policy InfrastructureServiceConnectTls
inline_policy InfrastructureVpcLattice
inline_policy InfrastructureManagedInstances
attach_policy "arn:${PARTITION}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances"
end_role \
  "arn:${PARTITION}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers" \
  "arn:${PARTITION}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice" \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity" \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"

# ECS container instance role: The role of EC2 instances that join the cluster: the ECS agent
# registers the instance and polls for work with it.
role container-instance "${PROJECT}-ecs-instance-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy InstanceAgent
attach_policy "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
attach_policy "arn:${PARTITION}:iam::aws:policy/AmazonSSMManagedInstanceCore"
instance_profile "${PROJECT}-ecs-instance-role-${ENVIRONMENT}"
end_role \
  "arn:${PARTITION}:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances"

# ECS Anywhere role: The role of hosts outside AWS: the SSM agent gets its credentials through a
# hybrid activation, and the ECS agent joins the cluster with them.
role anywhere "${PROJECT}-ecs-anywhere-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy AnywhereAgent
attach_policy "arn:${PARTITION}:iam::aws:policy/AmazonSSMManagedInstanceCore"
end_role \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"

# Scheduled task role (EventBridge Scheduler): Lets EventBridge Scheduler run the task definition on
# a schedule.
role scheduled-task-scheduler "${PROJECT}-ecs-scheduler-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy RunScheduledTask
end_role \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole"

# Scheduled task role (EventBridge rule): Lets an EventBridge rule (schedule or event pattern) run
# the task definition.
role scheduled-task-events "${PROJECT}-ecs-events-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
attach_policy "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole"
end_role

# GitHub Actions deploy role (OIDC): Lets a GitHub Actions workflow push the image and deploy,
# without stored keys.
role github-oidc-deploy "${PROJECT}-github-deploy-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy DeployImages
inline_policy DeployService
end_role

# Cross-account ECR pull role (target account): For the account that runs the tasks: pulls the image
# from the repository of the registry account.
role cross-account-ecr-pull "${PROJECT}-cross-account-ecr-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy CrossAccountPull
end_role \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"

# Cross-account log writer role (logging account): For the logging account: a FireLens sidecar
# (Fluent Bit, cloudwatch_logs with role_arn) assumes it with the task role of the workload account
# and writes to the central log group.
role cross-account-logs "${PROJECT}-cross-account-logs-role-${ENVIRONMENT}" /team/shop/ "${PERMISSIONS_BOUNDARY}"
inline_policy WriteCentralLogs
end_role

shared_after

# Every role of the catalogue is above.

finish
