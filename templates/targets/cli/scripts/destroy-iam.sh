#!/usr/bin/env bash
#
# Deletes the IAM roles of one environment, with their policies and instance profiles.
#
#   scripts/destroy-iam.sh ENV [--dry-run] [--confirm ENV] [--force-detach]
#
#   ENV              an environment: a file in environments/, without .env
#   --dry-run        reads the account and prints the calls it would make
#   --confirm ENV    the environment's name once more, instead of typing it on a terminal
#   --force-detach   also takes off a role what somebody else put on it
#
# Only roles that carry the tags of this project and environment go, also those that no file has any
# more. What environments share stays. Running tasks keep their credentials until these expire; new
# ones cannot start.
# Exit code: 0 done, 1 an error or something left, 130 interrupted.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/files.sh"
. "$ROOT/scripts/lib/roles.sh"

FORCE_DETACH=false
flag() {
  [ "$1" = --force-detach ] || return 1
  FORCE_DETACH=true
}

# What has to be done by hand: 1 when there is something.
LEFT=0
leave() {
  warn "$1"
  LEFT=1
}

start destroy "$@"
read_files
add_left_roles
read_roles destroy
each_role destroy
say 'What environments share stays: the ECR repository with its images, and every policy on it and on logs.'
finish
[ "$LEFT" = 0 ] || die 'Not everything is deleted: see the warnings above.'
