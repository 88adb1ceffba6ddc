# shellcheck shell=bash
#
# What the environments of an account share: the ECR repository, made when it is absent and never
# deleted, and policies in which each environment has statements of its own.

# shared_after: the repository, and this environment's statements in every policy.
shared_after() {
  local repository
  repository="$(jq -r '.shared.repository // empty' "$WORK/definition.json")"
  if [ -n "$repository" ] && ! ask RepositoryNotFound aws ecr describe-repositories \
    --repository-names "$repository"; then
    make_unless RepositoryAlreadyExists "ECR repository $repository" aws ecr create-repository \
      --repository-name "$repository" --image-scanning-configuration scanOnPush=true \
      --image-tag-mutability IMMUTABLE || true
    change aws ecr put-lifecycle-policy --repository-name "$repository" \
      --lifecycle-policy-text "$(jq -c . "$ROOT/scripts/shared/ecr-lifecycle-policy.json")"
  fi
  merge_policies false
}

# shared_withdraw: takes this environment's statements out of every policy, for destroy.
shared_withdraw() {
  merge_policies true
  jq -r '.shared | (.repository // empty | "ECR repository \(.): stays, with its images"),
    (.serviceLinkedRoles[] | "service-linked role for \(.): stays"),
    (.oidcProviders[] | "OIDC provider \(.url): stays")' "$WORK/definition.json"
}

# merge_policies WITHDRAW: what lib/shared.jq says of the policies that are there.
merge_policies() {
  local repository
  repository="$(jq -r '.shared.repository // .values.repository // empty' "$WORK/definition.json")"
  : >"$WORK/policies"
  if [ -n "$repository" ] && ask 'RepositoryPolicyNotFound|RepositoryNotFound' \
    aws ecr get-repository-policy --repository-name "$repository"; then
    printf '%s\n' "$ANSWER" >>"$WORK/policies"
  fi
  # Whoever may not list these has put nothing into them.
  if ask AccessDenied aws logs describe-resource-policies; then printf '%s\n' "$ANSWER" >>"$WORK/policies"; fi
  if ask AccessDenied aws logs describe-destinations; then printf '%s\n' "$ANSWER" >>"$WORK/policies"; fi
  jq -s -r -L "$ROOT/scripts/lib" --slurpfile definition "$WORK/definition.json" \
    --argjson withdraw "$1" --arg repository "$repository" \
    'include "shared"; merges($definition[0]; $withdraw; $repository)' "$WORK/policies" >"$WORK/merges"
  # Lines of shell: say, warn, and change with an aws command.
  # shellcheck source=/dev/null
  . "$WORK/merges"
}

# shared_before: what the roles need to be there first.
shared_before() {
  account_wide
}
