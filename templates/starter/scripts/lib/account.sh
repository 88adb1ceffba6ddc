# shellcheck shell=bash
#
# What a deployment asks of the account besides what the tool itself makes.

# require_ours: ends the script, before anything is changed, when a role has a name of ours and not
# our tags.
require_ours() {
  local role
  for role in $(jq -r '.roles[].name' "$WORK/definition.json"); do
    ask NoSuchEntity aws iam get-role --role-name "$role" || continue
    printf '%s' "$ANSWER" | jq -e --arg project "$PROJECT" --arg environment "$ENVIRONMENT" \
      '[.Role.Tags[]? | {(.Key): .Value}] | add // {}
        | .["ecs-iam:project"] == $project and .["ecs-iam:environment"] == $environment' >/dev/null ||
      die "Role $role exists and does not carry the tags of $PROJECT $ENVIRONMENT." \
        'Delete or rename it, or tag it to take it over. Nothing was changed.'
  done
}

# account_wide: what the whole account has once and no tool of this repo owns: the service-linked
# role, and an OIDC provider where this repo makes it.
account_wide() {
  local service arn url audience
  for service in $(jq -r '.shared.serviceLinkedRoles[]' "$WORK/definition.json"); do
    make_unless 'EntityAlreadyExists|has been taken' "service-linked role of $service" \
      aws iam create-service-linked-role --aws-service-name "$service" || true
  done
  jq -r '.shared.oidcProviders[] | "\(.arn) \(.url) \(.audience)"' "$WORK/definition.json" >"$WORK/providers"
  while read -r arn url audience; do
    # IAM checks well-known issuers by their certificate authority, so no thumbprint is given.
    if make_unless EntityAlreadyExists "OIDC provider $url" \
      aws iam create-open-id-connect-provider --url "$url" --client-id-list "$audience"; then continue; fi
    ask nothing aws iam get-open-id-connect-provider --open-id-connect-provider-arn "$arn"
    if printf '%s' "$ANSWER" | jq -e --arg one "$audience" '.ClientIDList | index([$one])' >/dev/null; then continue; fi
    say "OIDC provider $url: add audience $audience"
    change aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn "$arn" \
      --client-id "$audience"
  done <"$WORK/providers"
}

# make_unless ERROR WHAT CMD…: creates something. An error that matches says that it is there already,
# which is as good: nothing counts as changed, and the function fails.
make_unless() {
  local taken="$1" what="$2"
  shift 2
  if [ "$DRY_RUN" = true ]; then
    printf '%s, unless it is there, ' "$what"
    run "$@"
  elif "$@" </dev/null >/dev/null 2>"$WORK/errors"; then
    CHANGES=$((CHANGES + 1))
    say "$what: created"
  elif grep -Eq "$taken" "$WORK/errors"; then
    return 1
  else
    aws_failed "$@"
  fi
}
