# The versions are those of package-lock.json: no look for newer ones, and nothing is reported.
export CDK_DEFAULT_ACCOUNT="$ACCOUNT" CDK_DEFAULT_REGION="$REGION"
export CDK_DISABLE_VERSION_CHECK=1 CDK_DISABLE_CLI_TELEMETRY=true

# deploy_stack STACK: creates or updates a stack and none that it depends on, or shows what that would
# do. Neither leaves a change set behind.
deploy_stack() {
  local words=(deploy --require-approval never --method=direct)
  if [ "$DRY_RUN" = true ]; then words=(diff --method=template); fi
  (
    cd "$ROOT/iam" &&
      { [ -d node_modules/aws-cdk ] || npm ci --no-audit --no-fund; } &&
      npx cdk "${words[@]}" "$1" --exclusively --output "$WORK/cdk.out" --ci
  ) </dev/null || die "cdk ${words[0]} $1 did not end well." \
    'The lines above say why. A template too large needs a bucket of the account: TEMPLATE_BUCKET=my-bucket.'
}
