# shellcheck shell=bash
#
# The CDK app in iam/. Read after start.

# The versions are those of package-lock.json: no look for newer ones, and nothing is reported.
export CDK_DEFAULT_ACCOUNT="$ACCOUNT" CDK_DEFAULT_REGION="$REGION"
export CDK_DISABLE_VERSION_CHECK=1 CDK_DISABLE_CLI_TELEMETRY=true

# install_app: the packages that package-lock.json names, where they are not there yet.
install_app() {
  if [ -d "$ROOT/iam/node_modules/aws-cdk" ]; then return 0; fi
  say 'iam: npm ci'
  if ! (cd "$ROOT/iam" && npm ci --no-audit --no-fund --loglevel=error) </dev/null >"$WORK/npm" 2>&1; then
    cat "$WORK/npm" >&2
    die 'npm ci did not end well.' 'The lines above say why. Mend that, then run this again.'
  fi
}

# cdk WORD…: the app's own CDK. What it says goes to $WORK/cdk.
cdk() {
  (
    cd "$ROOT/iam" || exit
    node node_modules/aws-cdk/bin/cdk "$@" --output "$WORK/cdk.out" --no-color --no-notices
  ) </dev/null >"$WORK/cdk" 2>&1
}

# deploy_stack: creates or updates STACK, and none that it depends on: that has its own script. With
# --dry-run compares the templates; no change set is made for it.
deploy_stack() {
  local began before="$STATUS" updated
  if [ "$DRY_RUN" = true ]; then
    cdk diff "$STACK" --method=template || cdk_failed diff ''
    say "stack $STACK: would change"
    grep -v '^[[:space:]]*$' "$WORK/cdk"
    return 0
  fi
  began="$(now)"
  updated="$(last_update)"
  say "stack $STACK: deploy (this takes a minute or two)"
  cdk deploy "$STACK" --exclusively --require-approval never --progress events ||
    cdk_failed deploy "$began"
  case "$before" in
    '' | ROLLBACK_COMPLETE) say "stack $STACK: created" ;;
    *)
      if [ "$updated" = "$(last_update)" ]; then
        say "stack $STACK: unchanged"
      else
        say "stack $STACK: updated"
      fi
      ;;
  esac
}

# last_update: when the stack was changed last.
last_update() {
  ask ValidationError aws cloudformation describe-stacks --stack-name "$STACK" --output text \
    --query 'Stacks[0].[CreationTime, LastUpdatedTime]' || true
  printf '%s' "$ANSWER"
}

# cdk_failed VERB SINCE: ends the script with what CDK said, or with the reasons in the stack's events.
cdk_failed() {
  stack_status
  case "$1 $STATUS" in
    # The app ended before it came to the stack, or there is none.
    diff* | *' ' | *' CREATE_COMPLETE' | *' UPDATE_COMPLETE') ;;
    *)
      cp "$WORK/cdk" "$WORK/errors"
      stack_failed "$2"
      ;;
  esac
  grep -v '^[[:space:]]*$' "$WORK/cdk" >&2 || true
  die "cdk $1 did not end well." \
    'The lines above say why. A template too large needs a bucket of the account: TEMPLATE_BUCKET=my-bucket.'
}
