#!/usr/bin/env bash
#
# Deletes the IAM roles of one environment, with their policies and instance profiles.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV] [--force-detach]
#
#   ENV              an environment: a file in scripts/environments, without .sh
#   --dry-run        reads the account and prints the calls it would make
#   --confirm ENV    the environment's name once more, instead of typing it on a terminal
#   --force-detach   also takes off a role what somebody else put on it
#
# Only roles that carry the tags of this project and environment go. What environments share stays:
# the ECR repository, the service-linked role, an OIDC provider; our statements are taken out of
# their policies. Running tasks keep their credentials until these expire; new ones cannot start.
# Exit code: 0 done, 1 an error or something left, 130 interrupted.
#
# Written by ecs-iam from ecs-iam.json.

set -euo pipefail

# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=lib/roles.sh
. "$ROOT/scripts/lib/roles.sh"
# shellcheck source=lib/destroy-role.sh
. "$ROOT/scripts/lib/destroy-role.sh"

FORCE_DETACH=false
flag() {
  [ "$1" = --force-detach ] || return 1
  FORCE_DETACH=true
}

start destroy "$@"

shared_withdraw
list_roles

destroy_role "${PROJECT}-codepipeline-role-${ENVIRONMENT}" ''
destroy_role "${PROJECT}-codebuild-role-${ENVIRONMENT}" ''
destroy_role "${PROJECT}-ecs-task-role-${ENVIRONMENT}" ''
destroy_role "${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"

# Roles that earlier answers may have made.
destroy_role "${PROJECT}-ecs-exec-role-${ENVIRONMENT}" ''
destroy_role "${PROJECT}-ecs-service-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole"
destroy_role "${PROJECT}-codedeploy-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/AWSCodeDeployRoleForECS"
destroy_role "${PROJECT}-ecs-infrastructure-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers" \
  "arn:${PARTITION}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances" \
  "arn:${PARTITION}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice" \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity" \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"
destroy_role "${PROJECT}-ecs-instance-role-${ENVIRONMENT}" "${PROJECT}-ecs-instance-role-${ENVIRONMENT}" \
  "arn:${PARTITION}:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances" \
  "arn:${PARTITION}:iam::aws:policy/AmazonSSMManagedInstanceCore" \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
destroy_role "${PROJECT}-ecs-anywhere-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/AmazonSSMManagedInstanceCore" \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
destroy_role "${PROJECT}-ecs-scheduler-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole"
destroy_role "${PROJECT}-ecs-events-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole"
destroy_role "${PROJECT}-github-deploy-role-${ENVIRONMENT}" ''
destroy_role "${PROJECT}-cross-account-ecr-role-${ENVIRONMENT}" '' \
  "arn:${PARTITION}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
destroy_role "${PROJECT}-cross-account-logs-role-${ENVIRONMENT}" ''

finish_destroy
