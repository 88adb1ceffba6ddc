#!/usr/bin/env bash
#
# Makes the IAM roles of one environment, or brings them to what this repo says.
#
#   scripts/deploy-iam.sh ENV [--dry-run]
#
#   ENV         an environment: a file in environments/, without .env
#   --dry-run   reads the account and prints the calls it would make
#
# iam/shared/ is what the environments of an account have once, iam/roles/ has a file for each role,
# and environments/ENV.env the values for the ${NAME} places in them. Only what differs is written: a
# second run changes nothing. A role that is not tagged as this project's and environment's is never
# touched, nor is a policy that somebody else put on a role; the latter is reported.
# Exit code: 0 done, 1 an error, 130 interrupted; after an error, run it again to go on.

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/..
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$ROOT/scripts/lib/files.sh"
. "$ROOT/scripts/lib/roles.sh"
. "$ROOT/scripts/lib/shared-things.sh"

start deploy "$@"
remind_lock
read_files
read_roles deploy

# Every refusal comes before the first change.
each_role refusals

account_wide
deploy_shared
each_role deploy
warn_of_left_roles
finish
