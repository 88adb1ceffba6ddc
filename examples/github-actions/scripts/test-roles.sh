#!/usr/bin/env bash
#
# Tests the IAM roles of one environment in the account: who can assume each role, and what it may do and
# must not: the requests in tests/permissions.json, and your own in tests/own.json. Reads only.
#
#   scripts/test-roles.sh ENV [--format text|json|junit] [--output FILE]
#
# Trust policies are compared with iam.lock.json. What a role may do is asked of IAM
# (simulate-principal-policy), with its boundary and the organisation's policies, but without the policies
# of resources (buckets, keys).
# Exit code: 0 all as defined, 2 differences, 1 could not check, 130 interrupted.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/check.sh"
start check "$@"
jq --slurpfile made "$ROOT/tests/permissions.json" --slurpfile own "$ROOT/tests/own.json" \
  '. + {rows: [$made[].rows[], $own[].rows[]]}' "$WORK/definition.json" >"$WORK/tested"
mv "$WORK/tested" "$WORK/definition.json"
check_account test-roles
