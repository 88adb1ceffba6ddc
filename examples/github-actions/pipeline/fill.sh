#!/usr/bin/env bash
# fill.sh FILE [SUFFIX]: prints FILE with each ${NAME} replaced by the environment variable of that name;
# with a suffix by NAME_SUFFIX where there is one. A name without a value is an error: half a task
# definition must never be registered.
set -euo pipefail

text=$(cat "${1:?usage: fill.sh FILE [SUFFIX]}")
suffix=${2:+_$2}
while [[ $text =~ \$\{([A-Z][A-Z_0-9]*)\} ]]; do
  name=${BASH_REMATCH[1]}
  own=$name$suffix
  value=${!own:-${!name:-}}
  if [ -z "$value" ]; then
    printf 'error: %s names %s, which has no value here.\n' "$1" "$name" >&2
    exit 1
  fi
  text=${text//"\${$name}"/"$value"}
done
printf '%s\n' "$text"
