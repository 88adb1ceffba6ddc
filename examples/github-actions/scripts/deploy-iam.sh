#!/usr/bin/env bash
#
# Brings the IAM roles of one environment to what this repo says: scripts/deploy-iam.sh ENV [--dry-run]
# Only what differs is written; after an error, run it again. A role that does not carry the tags of this
# project and environment is never touched, nor is what somebody else put on a role.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/iam.sh"

start deploy "$@"
remind_lock
read_values
filled "$ROOT"/iam/roles/*.json >"$WORK/roles"
read_roles
calls reads_to_deploy
calls refusals
account_wide
read_shared
calls deploy_shared
calls deploy_roles
left_roles
for role in $ANSWER; do warn "role $role is in no file any more, and still grants what it did: delete it by hand"; done
finish
