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

# cdk VERB FLAG…: the app's own CDK for this environment's stack. What it says goes to $WORK/cdk.
cdk() {
  local verb="$1"
  shift
  if [ -n "${TEMPLATE_BUCKET:-}" ]; then set -- -c "templateBucket=$TEMPLATE_BUCKET" ${1+"$@"}; fi
  (
    cd "$ROOT/iam"
    node node_modules/aws-cdk/bin/cdk "$verb" "$STACK" -c "environment=$ENVIRONMENT" \
      --output "$WORK/cdk.out" --no-color --no-notices ${1+"$@"}
  ) </dev/null >"$WORK/cdk" 2>&1
}

# deploy_stack: creates or updates the stack, and none that it depends on: that has its own script.
deploy_stack() {
  local began done=created
  began="$(now)"
  case "$STATUS" in
    '' | ROLLBACK_COMPLETE) ;;
    *) done=updated ;;
  esac
  say "stack $STACK: deploy (this takes a minute or two)"
  if ! cdk deploy --exclusively --require-approval never --progress events; then
    cdk_failed deploy "$began"
  fi
  if grep -q '(no changes)' "$WORK/cdk"; then done=unchanged; fi
  say "stack $STACK: $done"
}

# show_changes: compares the templates; no change set is made for it.
show_changes() {
  if ! cdk diff --method=template; then cdk_failed diff ''; fi
  say "stack $STACK: would change"
  grep -v '^[[:space:]]*$' "$WORK/cdk"
}

# cdk_failed VERB SINCE: ends the script with what CDK said, or with the reasons in the stack's events.
cdk_failed() {
  if grep -q 'Template too large' "$WORK/cdk"; then
    die 'The template is larger than 51,200 bytes, the most that CloudFormation takes without S3.' \
      'Name a bucket of this account for it: TEMPLATE_BUCKET=my-bucket scripts/deploy-iam.sh …'
  fi
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
  die "cdk $1 did not end well." 'The lines above say why. Mend that, then run this again.'
}
