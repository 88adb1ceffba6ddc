# Every check of validate-iam.sh: $expected is what this repo defines, $found the account's answers.

include "check";
include "check-role";
include "check-shared";

$expected[0] as $want
| ($found | answers) as $a
| [($want.roles[] | check_role(.; $a; $environment)),
    check_shared($want; $a; $environment; $environment_sid)]
