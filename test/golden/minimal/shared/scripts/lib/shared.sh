# shellcheck shell=bash
#
# What the environments of an account share, and no stack or state owns: made when it is absent, left
# in place by destroy. Our statements in shared policies carry Sids of this project and environment.

# shellcheck source=shared-verbs.sh
. "$ROOT/scripts/lib/shared-verbs.sh"

# shared_before: what the roles need to be there first.
shared_before() {
  service_linked_role ecs.amazonaws.com
}

# shared_after: what names the roles, or comes after them.
shared_after() {
  ecr_repository "${REPOSITORY}"
  repository_policy "${REPOSITORY}" '' "CrossAccountPull${ENVIRONMENT_SID}"
}

# shared_withdraw: takes the statements of this environment out, for destroy.
shared_withdraw() {
  repository_policy "${REPOSITORY}" '' "CrossAccountPull${ENVIRONMENT_SID}"
  say "ECR repository ${REPOSITORY}: stays, with its images"
  say "service-linked role for ecs.amazonaws.com: stays"
}
