#!/usr/bin/env bash
#
# Registers the first revision of the task definition, from which the service is made, unless there is one.
# Later ones come from the pipeline. Its image is not pushed yet: begin the service with no tasks.
#
#   scripts/first-revision.sh ENV [--dry-run]

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
export_values
export ACCOUNT_ID="${ACCOUNT}"
export REGISTRY="${HOME_ACCOUNT}.dkr.ecr.${REGION}.${DNS_SUFFIX}"
export EXECUTION_ROLE_ARN="arn:${PARTITION}:iam::${ACCOUNT}:role/team/shop/${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}"
export TASK_ROLE_ARN="arn:${PARTITION}:iam::${ACCOUNT}:role/team/shop/${PROJECT}-ecs-task-role-${ENVIRONMENT}"
export IMAGE_URI="$REGISTRY/$REPOSITORY:first"

if ask ClientException aws ecs describe-task-definition --task-definition "$FAMILY"; then
  say "$FAMILY has a revision: nothing to do."
  exit 0
fi
bash "$ROOT/pipeline/fill.sh" "$ROOT/pipeline/taskdef.json" | sed "s|<IMAGE1_NAME>|$IMAGE_URI|" >"$WORK/taskdef.json"
run aws ecs register-task-definition --cli-input-json "file://$WORK/taskdef.json" \
  --query taskDefinition.taskDefinitionArn --output text
