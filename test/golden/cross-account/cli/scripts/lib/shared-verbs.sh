# shellcheck shell=bash
#
# How the shared things are made and their policies merged. Each function reads first and writes only
# what differs, so that a second run writes nothing.

# service_linked_role SERVICE: AWS makes it with the first cluster or service of an account; made here,
# whoever creates those needs no permission for it. Its name's case is not relied on.
service_linked_role() {
  local service="$1"
  ask nothing aws iam list-roles --path-prefix "/aws-service-role/$service/" \
    --query 'Roles[].RoleName' --output text
  if [ -n "$ANSWER" ] && [ "$ANSWER" != None ]; then
    say "service-linked role $ANSWER: unchanged"
    return 0
  fi
  say "service-linked role for $service: create"
  make_unless 'EntityAlreadyExists|has been taken' \
    aws iam create-service-linked-role --aws-service-name "$service"
}

# oidc_provider HOST AUDIENCE: lets roles trust tokens of this issuer. IAM checks well-known issuers
# by their certificate authority, so no thumbprint is given.
oidc_provider() {
  local host="$1" audience="$2"
  local arn="arn:$PARTITION:iam::$ACCOUNT:oidc-provider/$host"
  if ! ask NoSuchEntity aws iam get-open-id-connect-provider \
    --open-id-connect-provider-arn "$arn" --query 'ClientIDList' --output text; then
    say "OIDC provider $host: create"
    make_unless EntityAlreadyExists aws iam create-open-id-connect-provider \
      --url "https://$host" --client-id-list "$audience"
  elif printf '%s\n' "$ANSWER" | tr '\t' '\n' | grep -Fxq -e "$audience"; then
    say "OIDC provider $host: unchanged"
  else
    say "OIDC provider $host: add audience $audience"
    change aws iam add-client-id-to-open-id-connect-provider \
      --open-id-connect-provider-arn "$arn" --client-id "$audience"
  fi
}

# make_unless PATTERN CMD…: creates something; an error that matches says that somebody else was
# quicker, which is as good.
make_unless() {
  local taken="$1"
  shift
  CHANGES=$((CHANGES + 1))
  if [ "$DRY_RUN" = true ]; then
    run "$@"
  elif ! "$@" </dev/null >/dev/null 2>"$WORK/errors"; then
    grep -Eq "$taken" "$WORK/errors" || aws_failed "$@"
  fi
}

# ecr_repository NAME: scanned on push, tags immutable, old images expire. The settings of a
# repository that exists are its owner's: they are left alone.
ecr_repository() {
  local name="$1"
  if ask RepositoryNotFound aws ecr describe-repositories --repository-names "$name" \
    --query 'repositories[0].repositoryName' --output text; then
    say "ECR repository $name: unchanged"
    return 0
  fi
  say "ECR repository $name: create"
  make_unless RepositoryAlreadyExists aws ecr create-repository --repository-name "$name" \
    --image-scanning-configuration scanOnPush=true --image-tag-mutability IMMUTABLE
  change aws ecr put-lifecycle-policy --repository-name "$name" \
    --lifecycle-policy-text "$(document scripts/shared/ecr-lifecycle-policy.json)"
}

# repository_policy NAME FILE SIDS: FILE's statements into the repository's policy; those of SIDS that
# FILE no longer has go. Without a FILE ('') they all go.
repository_policy() {
  local name="$1" file="$2" sids="$3"
  ask 'RepositoryPolicyNotFound|RepositoryNotFound' aws ecr get-repository-policy \
    --repository-name "$name" --query policyText --output text || true
  merge "policy of ECR repository $name" "$ANSWER" "$file" "$sids"
  case "$MERGED" in
    same) ;;
    none) change aws ecr delete-repository-policy --repository-name "$name" ;;
    *) change aws ecr set-repository-policy --repository-name "$name" --policy-text "$MERGED" ;;
  esac
}

# logs_policy NAME FILE SIDS: likewise the CloudWatch Logs resource policy NAME. It lets AWS services
# write to log groups of this account; tasks of other accounts cannot write here by it.
logs_policy() {
  local name="$1" file="$2" sids="$3"
  ask nothing aws logs describe-resource-policies \
    --query "resourcePolicies[?policyName=='$name'].policyDocument | [0]" --output text
  if [ "$ANSWER" = None ]; then ANSWER=''; fi
  merge "CloudWatch Logs resource policy $name" "$ANSWER" "$file" "$sids"
  case "$MERGED" in
    same) ;;
    none) change aws logs delete-resource-policy --policy-name "$name" ;;
    *) change aws logs put-resource-policy --policy-name "$name" --policy-document "$MERGED" ;;
  esac
}

# destination_policy NAME FILE SIDS: likewise the access policy of a CloudWatch Logs destination. The
# destination itself, with its stream and role, is not this repo's.
destination_policy() {
  local name="$1" file="$2" sids="$3" arn
  ask nothing aws logs describe-destinations --destination-name-prefix "$name" \
    --query "destinations[?destinationName=='$name'].arn | [0]" --output text
  arn="$ANSWER"
  if [ -z "$arn" ] || [ "$arn" = None ]; then
    if [ -n "$file" ]; then
      warn "The Logs destination $name is not there, so its policy is not set. Make it with aws logs put-destination (it needs a stream and a role), then run this again."
    fi
    return 0
  fi
  ask nothing aws logs describe-destinations --destination-name-prefix "$name" \
    --query "destinations[?destinationName=='$name'].accessPolicy | [0]" --output text
  if [ "$ANSWER" = None ]; then ANSWER=''; fi
  merge "policy of Logs destination $name" "$ANSWER" "$file" "$sids"
  case "$MERGED" in
    same) ;;
    none)
      # CloudWatch Logs has no call that deletes the policy and takes none without a statement.
      warn "Only this environment's statement is left in the policy of Logs destination $name, and such a policy cannot be emptied. Delete the destination when nobody else uses it."
      ;;
    *) change aws logs put-destination-policy --destination-name "$name" --access-policy "$MERGED" ;;
  esac
}

# merge WHAT THERE FILE SIDS: MERGED becomes the policy to write, 'same' when nothing is to do, 'none'
# when no statement is left.
merge() {
  local what="$1" there="$2" file="$3" sids="$4" ours=''
  if [ -n "$file" ]; then ours="$(document "$file")"; fi
  MERGED="$(printf '%s\n' "$there" | OURS="$ours" LC_ALL=C awk -v drop="$sids" \
    -f "$ROOT/scripts/lib/json.awk" -f "$ROOT/scripts/lib/merge-policy.awk")" ||
    die "The $what cannot be read." 'Nothing was changed in it.'
  if [ "$(printf '%s' "$MERGED" | canonical)" = "$(printf '%s' "$there" | canonical)" ]; then
    MERGED=same
    if [ -n "$file" ]; then say "$what: unchanged"; fi
  elif [ -z "$MERGED" ]; then
    MERGED=none
    say "$what: delete (no other statement is in it)"
  elif [ -n "$file" ]; then
    say "$what: put our statements"
  else
    say "$what: take our statements out"
  fi
}
