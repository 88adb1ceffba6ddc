#!/usr/bin/env bash
#
# Proves that an account holds the IAM roles of one environment as iam.lock.json defines them. Reads only.
#
#   scripts/validate-iam.sh ENV [--format text|json|junit] [--output FILE]
#
# --output FILE writes the report to FILE, and the text report to stdout.
# Exit code: 0 all as defined, 2 differences, 1 could not check, 130 interrupted.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/check.sh"
start check "$@"
EDITED="$(edited_files)"
[ -z "$EDITED" ] || die "Could not check: iam.lock.json is older than $EDITED." \
  'Write it again: npx generator-ecs-iam lock'
check_account check
