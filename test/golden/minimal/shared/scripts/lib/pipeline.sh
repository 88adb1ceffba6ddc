# shellcheck shell=bash
#
# What every deploy-pipeline.sh stands on. Read after start.

# require_pipeline_values: ends the script where the pipeline still lacks a value.
require_pipeline_values() {
  case "$ENVIRONMENT" in
    dev)
      die 'The pipeline of dev has no repositoryId, connectionId.' 'Give it: npx generator-ecs-iam --repository-id OWNER/NAME --connection-arn ARN'
      ;;
    prod)
      die 'The pipeline of prod has no repositoryId, connectionId.' 'Give it: npx generator-ecs-iam --repository-id OWNER/NAME --connection-arn ARN'
      ;;
    *) ;;
  esac
}

# pipeline_next: what is left to do by hand.
pipeline_next() {
  if [ "$DRY_RUN" = true ]; then return 0; fi
  say "The pipeline of $ENVIRONMENT is deployed. It starts by itself with the next change of its source."
  say 'A new connection waits for its handshake: open it once in the console (Developer Tools, Connections).'
}
