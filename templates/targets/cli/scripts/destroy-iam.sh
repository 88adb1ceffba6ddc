#!/usr/bin/env bash
#
# Deletes the IAM roles of one environment, with their policies and instance profiles:
# scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV] [--force-detach]
#
#   --confirm ENV    the environment's name once more, instead of typing it on a terminal
#   --force-detach   also takes off a role what somebody else put on it
#
# Only roles that carry the tags of this project and environment go, also those that no file has any
# more. Running tasks keep their credentials until these expire; new ones cannot start.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/iam.sh"

FORCE_DETACH=false LEFT=false

flag() {
  [ "$1" = --force-detach ] || return 1
  FORCE_DETACH=true
}

# leave TEXT: what has to be done by hand.
leave() {
  warn "$1"
  LEFT=true
}

start destroy "$@"
read_values
filled "$ROOT"/iam/roles/*.json >"$WORK/roles"
left_roles >"$WORK/left"
jq -R -c '{RoleName: .}' "$WORK/left" >>"$WORK/roles"
read_roles
calls reads_to_destroy
calls destroy_roles
say 'What environments share stays: the ECR repository with its images, and every policy on it and on logs.'
finish
[ "$LEFT" = false ] || die 'Not everything is deleted: see the warnings above.'
