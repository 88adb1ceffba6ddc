#!/usr/bin/env bash
#
# Registers pipeline/taskdef.json with the image that the service runs, updates the service to the revision,
# waits until it is stable, and says how it went: scripts/deploy-taskdef.sh ENV [--dry-run]

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
start deploy "$@"
export_values
export REGISTRY="${ACCOUNT}.dkr.ecr.${REGION}.${DNS_SUFFIX}"
export EXECUTION_ROLE_ARN="arn:${PARTITION}:iam::${ACCOUNT}:role/${PROJECT}-ecs-task-execution-role-${ENVIRONMENT}"
export TASK_ROLE_ARN="arn:${PARTITION}:iam::${ACCOUNT}:role/${PROJECT}-ecs-task-role-${ENVIRONMENT}"

ask ClusterNotFound aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" || ANSWER='{}'
eval "$(jq -r '[.services[]? | select(.status == "ACTIVE")][0] | @sh "CONTROLLER=\(.deploymentController.type // "ECS")
  IS=\([(.taskSets[]? | select(.status == "PRIMARY")), .][0].taskDefinition // "")"' <<<"$ANSWER")"
ask ClientException aws ecs describe-task-definition --task-definition "${IS:-$FAMILY}" || ANSWER='{}'
IMAGE_URI="$(jq -r '.taskDefinition.containerDefinitions[]? | select(.name == $ENV.CONTAINER).image' <<<"$ANSWER")"
[ -n "$IMAGE_URI" ] || [ -z "$IS" ] || die "$IS has no container $CONTAINER, whose image is kept."
export IMAGE_URI="${IMAGE_URI:-$REGISTRY/$REPOSITORY:first}"
bash "$ROOT/pipeline/fill.sh" "$ROOT/pipeline/taskdef.json" >"$WORK/taskdef.json"

say "A revision of $FAMILY with image $IMAGE_URI:"
run aws ecs register-task-definition --cli-input-json "file://$WORK/taskdef.json" \
  --query taskDefinition.taskDefinitionArn --output text | tee "$WORK/revision"
[ -n "$IS" ] || { say "There is no service $SERVICE yet: README.md, First deployment, says how to make it." && exit; }
[ "$CONTROLLER" = ECS ] ||
  { say "The service $SERVICE stays as it is: $CONTROLLER rolls out pipeline/taskdef.json at the next push." && exit; }
[ "$DRY_RUN" = true ] || FAMILY="$(cat "$WORK/revision")"
run aws ecs update-service --cluster "$CLUSTER" --service "$SERVICE" --task-definition "$FAMILY" \
  --query "join(' ', ['Updates the service', service.serviceName, 'and waits until it is stable.'])" --output text
[ "$DRY_RUN" = false ] || exit 0
aws ecs wait services-stable --cluster "$CLUSTER" --services "$SERVICE" || true
ask nothing aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --query 'services[0]'
ROLLOUT="$(jq -r --arg new "$FAMILY" '([.deployments[] | select(.status == "PRIMARY")][0].rolloutState // "?") as $state
  | if .taskDefinition == $new and .runningCount == .desiredCount and (.deployments | length) == 1
    and $state != "FAILED" then "stable" else "not stable" end + ", rollout \($state)"' <<<"$ANSWER")"
[ "${ROLLOUT%%,*}" != stable ] || { say "The service runs $FAMILY with image $IMAGE_URI: $ROLLOUT." && exit; }
jq -r '"  It runs \(.taskDefinition)", (.events[:5][] | "  \(.createdAt) \(.message)")' <<<"$ANSWER" >&2
ask AccessDenied aws ecs list-tasks --cluster "$CLUSTER" --service-name "$SERVICE" --desired-status STOPPED || ANSWER='{}'
for task in $(jq -r '.taskArns[:10][]?' <<<"$ANSWER"); do
  ask AccessDenied aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$task" || break
  jq -r --arg new "$FAMILY" '.tasks[] | select(.taskDefinitionArn == $new) | "  A task stopped: \(.stoppedReason)",
    (.containers[]? | "  \(.name), exit code \(.exitCode): \(.reason // "no reason is given")")' <<<"$ANSWER" >&2
done
die "The service is not as wanted with $FAMILY: $ROLLOUT." 'Mend what is said above, then run the script again.'
