#!/usr/bin/env bash
#
# Makes the pipeline of one environment, or brings it to what this repo says.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
#   ENV         an environment: a file in scripts/environments, without .sh
#   --dry-run   reads the account and prints the calls it would make
#
# The pipeline, its build projects and its bucket are the JSON files in pipeline/, with ${NAME} places
# for the environment's values. Only what differs is written: a second run changes nothing. The roles
# come first: scripts/deploy-iam.sh ENV.
# Exit code: 0 done, 1 an error, 130 interrupted; after an error, run it again to go on.
#
# Written by ecs-iam from ecs-iam.json.

set -euo pipefail

# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=lib/pipeline.sh
. "$ROOT/scripts/lib/pipeline.sh"
# shellcheck source=lib/differences.sh
. "$ROOT/scripts/lib/differences.sh"
# shellcheck source=lib/artifact-bucket.sh
. "$ROOT/scripts/lib/artifact-bucket.sh"
# shellcheck source=lib/code-pipeline.sh
. "$ROOT/scripts/lib/code-pipeline.sh"

start deploy "$@"
require_pipeline_values
require_roles "${PROJECT}-codebuild-role-${ENVIRONMENT}" "${PROJECT}-codepipeline-role-${ENVIRONMENT}"

artifact_bucket "${ARTIFACT_BUCKET_PREFIX}-${ACCOUNT}"
build_project "${BUILD_PROJECT}" pipeline/build-project.json
build_project "${VALIDATE_PROJECT}" pipeline/validate-project.json
# The stage Approve stays where the environment asks for it.
code_pipeline "${PIPELINE_NAME}" pipeline/pipeline.json Approve

finish
pipeline_next
