#!/usr/bin/env bash
#
# Tests the IAM roles of one environment in the account: who can assume each role, and what it may do
# and must not. Reads only.
#
#   scripts/test-roles.sh ENV [--format text|json|junit] [--output FILE]
#
#   --format         text (default), json, or junit for a CI server's test report
#   --output FILE    writes the report to FILE, and the text report to stdout
#
# The requests are tests/permissions.json, and your own in tests/own.json. Who can assume a role is
# worked out here from the trust policy in the account. What a role may do is asked of IAM
# (simulate-principal-policy), with its boundary and the organisation's policies, but without the
# policies of resources (buckets, keys).
# Exit code: 0 all as defined, 2 differences, 1 could not check, 130 interrupted. It calls the following
# and nothing else; scripts/validate-iam.sh ENV --policy prints a policy that allows it:
#
#   sts:GetCallerIdentity (needs no permission)
#   iam:GetRole
#   iam:SimulatePrincipalPolicy

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/check.sh"
SCRIPT=test-roles
start check "$@"
cat "$ROOT/tests/permissions.json" "$ROOT/tests/own.json" >"$WORK/tests"
check_account
