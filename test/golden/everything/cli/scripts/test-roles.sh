#!/usr/bin/env bash
#
# Tests the IAM roles of one environment in the account: who can assume each role, and what it may do
# and must not. Reads only.
#
#   scripts/test-roles.sh ENV [--format text|json|junit] [--output FILE]
#
#   ENV              an environment: a file in scripts/environments, without .sh
#   --format         text (default), json, or junit for a CI server's test report
#   --output FILE    writes the report to FILE, and the text report to stdout
#
# Who can assume a role is worked out here, from the trust policy in the account: the service it is
# for, with the conditions met; the same with another value in each condition; strangers.
# What a role may do is asked of IAM (simulate-principal-policy), with its boundary and the
# organisation's policies: the first action of each statement on its first resource must be allowed,
# and requests that this service never makes must be denied. Policies of resources (buckets, keys)
# are not part of the answer, nor are statements whose conditions no example can meet.
#
# The requests are scripts/expected/permissions.json. Needs bash, aws and jq (1.6 or later).
# Exit code: 0 all as defined, 2 differences, 1 could not check, 130 interrupted.
# The report of --format json has the same form as that of validate-iam.sh.
#
# It calls the following and nothing else; scripts/validate-iam.sh ENV --policy prints a policy that
# allows it:
#
#   sts:GetCallerIdentity (needs no permission)
#   iam:GetRole
#   iam:SimulatePrincipalPolicy
#
# Written by ecs-iam from ecs-iam.json.

set -euo pipefail

NEEDS=jq
# shellcheck source=lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
# shellcheck source=lib/report.sh
. "$ROOT/scripts/lib/report.sh"
# shellcheck source=lib/read-account.sh
. "$ROOT/scripts/lib/read-account.sh"

read_flags "$@"
begin

expected iam.json >"$WORK/expected.json"
expected permissions.json >"$WORK/permissions.json"
program test-reads -r "$WORK/permissions.json" >"$WORK/reads"
read_account
program test-roles -n --slurpfile expected "$WORK/expected.json" \
  --slurpfile permissions "$WORK/permissions.json" --slurpfile found "$WORK/found.json" \
  --arg environment "$ENVIRONMENT" >"$WORK/checks.json" ||
  die 'Could not check: the answer of IAM is not complete.'
report test-roles
