#!/usr/bin/env bash
#
# Deletes the IAM roles of one environment, with their policies and instance profiles:
# scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV]      --confirm ENV stands in for typing the name.
#
# Only roles with the tags of this project and environment go, also those that no file has any more.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/iam.sh"

start destroy "$@"
read_values
filled "$ROOT"/iam/roles/*.json >"$WORK/roles"
left_roles
for role in $ANSWER; do printf '{"RoleName": "%s"}\n' "$role" >>"$WORK/roles"; done
read_roles
calls reads_to_destroy
calls destroy_refusals
calls destroy_roles
say 'What environments share stays: the ECR repository with its images, and every policy on it and on logs.'
finish
