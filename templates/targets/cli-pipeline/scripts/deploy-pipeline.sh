#!/usr/bin/env bash
#
# Makes the pipeline of one environment, or brings it to what this repo says.
#
#   scripts/deploy-pipeline.sh ENV [--dry-run]
#
#   ENV         an environment: a file in environments/, without .env
#   --dry-run   reads the account and prints the calls it would make
#
# The pipeline, its build projects and its bucket are the JSON files in pipeline/, with ${NAME} places
# for the environment's values. Only what differs is written: a second run changes nothing. The roles
# come first: scripts/deploy-iam.sh ENV.
# Exit code: 0 done, 1 an error, 130 interrupted; after an error, run it again to go on.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/files.sh"
. "$ROOT/scripts/lib/artifact-bucket.sh"
. "$ROOT/scripts/lib/code-pipeline.sh"

start deploy "$@"
read_values
require_pipeline_values
read_pipeline
require_roles

# A bucket that is not made here has no settings in this repo.
if [ -d "$ROOT/pipeline/bucket" ]; then artifact_bucket; fi
for project in "$WORK"/*-project.json; do build_project "$project"; done
code_pipeline
if has_source_rule; then source_rule; fi
finish
pipeline_next
