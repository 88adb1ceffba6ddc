#!/usr/bin/env bash
#
# Proves that an account holds the IAM roles of one environment as iam.lock.json defines them. Reads only.
#
#   scripts/validate-iam.sh ENV [--format text|json|junit] [--output FILE] [--policy]
#
#   --format         text (default), json, or junit for a CI server's test report
#   --output FILE    writes the report to FILE, and the text report to stdout
#   --policy         prints the IAM policy that whoever runs this needs, and checks nothing
#
# Exit code: 0 all as defined, 2 differences, 1 could not check, 130 interrupted. Documents are compared
# by what they mean: order, case of actions, and one value or a list of one do not count; other Sids
# are a note. Role by role, and not iam:GetAccountAuthorizationDetails, which shows every role of the
# account to whoever may call it. It calls the following and nothing else, each where it is needed:
#
#   sts:GetCallerIdentity (needs no permission)
#   ecr:DescribeRepositories
#   ecr:GetRepositoryPolicy
#   iam:GetInstanceProfile
#   iam:GetOpenIDConnectProvider
#   iam:GetPolicy
#   iam:GetPolicyVersion
#   iam:GetRole
#   iam:GetRolePolicy
#   iam:ListAttachedRolePolicies
#   iam:ListRolePolicies
#   iam:ListRoles
#   logs:DescribeDestinations
#   logs:DescribeResourcePolicies

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/check.sh"
SCRIPT=validate-iam
start check "$@"
if [ "$POLICY" = true ]; then
  decide policy
  exit 0
fi
EDITED="$(edited_files)"
[ -z "$EDITED" ] || die "Could not check: iam.lock.json is older than $EDITED." \
  'Write it again: npx generator-ecs-iam lock'
check_account
