# shellcheck shell=bash
#
# Reads what validate-iam.sh and test-roles.sh compare. Each read is one or two aws calls and stands on its own, so
# that a few run at a time: the CLI takes most of a second to start.

READERS="${READERS:-4}"

# read_account: the lines of $WORK/reads, KIND ON [MORE], become $WORK/found.json: an object a line with
# the kind, on what, and the answer (null: not there).
read_account() {
  local reader pid pids='' failed=''
  for ((reader = 0; reader < READERS; reader++)); do
    mkdir "$WORK/reader-$reader"
    read_share "$reader" 2>"$WORK/reader-$reader/said" &
    pids="$pids $!"
  done
  reader=0
  for pid in $pids; do
    if ! wait "$pid" && [ -z "$failed" ]; then failed="$WORK/reader-$reader/said"; fi
    reader=$((reader + 1))
  done
  if [ -n "$failed" ]; then
    cat "$failed" >&2
    exit 1
  fi
  cat "$WORK"/reader-*/found >"$WORK/found.json"
}

# read_share READER: every READERS-th line of the reads, in a folder of its own.
read_share() {
  local kind on more
  awk -v reader="$1" -v readers="$READERS" 'NR % readers == reader' "$WORK/reads" >"$WORK/reader-$1/reads"
  WORK="$WORK/reader-$1"
  : >"$WORK/found"
  while read -r kind on more; do
    read_one "$kind" "$on" "$more"
    if [ -n "$more" ]; then on="$on/$more"; fi
    printf '{"call":"%s","on":"%s","answer":%s}\n' "$kind" "$on" "${ANSWER:-null}" >>"$WORK/found"
  done <"$WORK/reads"
}

# read_one KIND ON [MORE]: ANSWER, empty when the thing is not there.
read_one() {
  local version
  case "$1" in
    role) ask NoSuchEntity aws iam get-role --role-name "$2" ;;
    role-policies) ask NoSuchEntity aws iam list-role-policies --role-name "$2" ;;
    attached) ask NoSuchEntity aws iam list-attached-role-policies --role-name "$2" ;;
    role-policy) ask NoSuchEntity aws iam get-role-policy --role-name "$2" --policy-name "$3" ;;
    managed-policy)
      if ask NoSuchEntity aws iam get-policy --policy-arn "$2"; then
        version="$(printf '%s' "$ANSWER" | jq -r .Policy.DefaultVersionId)"
        ask NoSuchEntity aws iam get-policy-version --policy-arn "$2" --version-id "$version"
      fi
      ;;
    instance-profile) ask NoSuchEntity aws iam get-instance-profile --instance-profile-name "$2" ;;
    service-linked-role) ask nothing aws iam list-roles --path-prefix "/aws-service-role/$2/" ;;
    oidc-provider)
      ask NoSuchEntity aws iam get-open-id-connect-provider --open-id-connect-provider-arn "$2" ;;
    repository) ask RepositoryNotFound aws ecr describe-repositories --repository-names "$2" ;;
    repository-policy)
      ask 'RepositoryPolicyNotFound|RepositoryNotFound' aws ecr get-repository-policy \
        --repository-name "$2"
      ;;
    logs-policies) ask nothing aws logs describe-resource-policies ;;
    simulation) ask NoSuchEntity aws iam simulate-principal-policy --cli-input-json "$(simulation_input "$2")" ;;
    destination) ask nothing aws logs describe-destinations --destination-name-prefix "$2" ;;
  esac || true
}

# simulation_input INDEX: the input of one simulation of $WORK/permissions.json. The reader's own WORK
# lies in the script's.
simulation_input() {
  jq -c --argjson index "$1" '.simulations[$index].input' "$WORK/../permissions.json"
}
