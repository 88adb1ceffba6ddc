# The calls of test-roles.sh, one a line: each role, and each simulation by its place.

(.assume[] | "role \(.role)"), (.simulations | to_entries[] | "simulation \(.key)")
