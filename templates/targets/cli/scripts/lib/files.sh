# shellcheck shell=bash
#
# The JSON files of this repo with the values of the environment in the places ${NAME}.

# read_files: $WORK/values.json, and $WORK/roles, a file for each of iam/roles/ with its places filled.
read_files() {
  local path id
  read_values
  mkdir "$WORK/roles" "$WORK/found"
  for path in "$ROOT"/iam/roles/*.json; do
    [ -e "$path" ] || continue
    id="$(basename "$path" .json)"
    filled "iam/roles/$id.json" | jq --arg id "$id" '. + {id: $id}' >"$WORK/roles/$id.json"
  done
}

# read_values: those of environments/ENV.env, of the account, and the names.
read_values() {
  local file="$ROOT/environments/$ENVIRONMENT.env" names known
  [ -f "$file" ] || die "environments/$ENVIRONMENT.env is not there." 'It has the values for the JSON files.'
  names="$(sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' "$file" | tr '\n' ' ')"
  known="$(jq -n '$ENV | {PROJECT, ENVIRONMENT, OWNERSHIP_ID, ACCOUNT, PARTITION, REGION, DNS_SUFFIX}')"
  (
    set -a
    # shellcheck source=/dev/null
    . "$file"
    jq -n --arg names "$names" --argjson known "$known" \
      '($names / " ") as $names | ($ENV | with_entries(select(.key | IN($names[])))) + $known'
  ) >"$WORK/values.json"
}

# filled PATH: a JSON file of this repo, filled in, on one line.
filled() {
  jq -c -R -s -L "$ROOT/scripts/lib" --arg path "$1" --slurpfile values "$WORK/values.json" \
    'include "fill"; fill($path; $values[0])' "$ROOT/$1"
}

# value NAME: a value of the environment; empty when there is none.
value() {
  jq -r --arg name "$1" '.[$name] // ""' "$WORK/values.json"
}
