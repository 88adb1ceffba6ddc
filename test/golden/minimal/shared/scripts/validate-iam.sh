#!/usr/bin/env bash
#
# Proves that an account holds the IAM roles of one environment as this repo defines them. Reads only.
#
#   scripts/validate-iam.sh ENV [--format text|json|junit] [--output FILE] [--policy]
#
#   ENV              an environment: a file in scripts/environments, without .sh
#   --format         text (default), json, or junit for a CI server's test report
#   --output FILE    writes the report to FILE, and the text report to stdout
#   --policy         prints the IAM policy that whoever runs this needs, and checks nothing
#
# Of each role: that it exists, path, trust policy, every inline and managed policy, that no other
# policy is on it, permissions boundary, tags, description, session duration, instance profile.
# Of what environments share: the service-linked role, the ECR repository, our statements in resource
# policies, and that nobody opened those to everyone. Documents are compared by what they mean: order,
# case of actions, and one value or a list of one do not count; other Sids are a note.
#
# Each check is ok, a note, or DIFFERENT with the command that mends it. The expected state is
# scripts/expected/iam.json. Needs bash, aws and jq (1.6 or later).
# Exit code: 0 all as defined, 2 differences, 1 could not check, 130 interrupted.
#
# --format json is one object: version (1), script, project, environment, account, region, result
# (ok or different), counts {ok, note, different}, and checks, a list of
#   {id, subject, check, result (ok, note, different), reason, fix}
#
# It calls the following and nothing else; --policy allows exactly these on exactly this repo's names:
#
#   sts:GetCallerIdentity (needs no permission)
#   ecr:DescribeRepositories
#   ecr:GetRepositoryPolicy
#   iam:GetRole
#   iam:GetRolePolicy
#   iam:ListAttachedRolePolicies
#   iam:ListRolePolicies
#   iam:ListRoles
#
# Role by role, and not iam:GetAccountAuthorizationDetails: that one call shows every role and policy
# of the account to whoever may make it, and leaves out descriptions and session durations.
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

POLICY=false
own_flag() {
  [ "$1" = --policy ] && POLICY=true
}

read_flags "$@"
begin
if [ "$POLICY" = true ]; then
  document scripts/expected/read-policy.json | jq . >&3
  exit 0
fi

expected iam.json >"$WORK/expected.json"
program reads -r "$WORK/expected.json" >"$WORK/reads"
read_account
program validate -n --slurpfile expected "$WORK/expected.json" --slurpfile found "$WORK/found.json" \
  --arg environment "$ENVIRONMENT" --arg environment_sid "$ENVIRONMENT_SID" >"$WORK/checks.json"
report validate-iam
