# Whether a trust policy lets a request in: $request has principal {type, value}, action, context
# (condition key → value). What no conditions of this kind can tell is taken as not met.

include "meaning";

def glob: gsub("(?<c>[.+^$(){}|\\[\\]\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | gsub("\\?"; ".");

def like($pattern): test("^" + ($pattern | glob) + "$");

# One value of the request against the values of the condition.
def holds($operator; $values):
  if $operator == "stringequals" then . as $is | any($values[]; . == $is)
  elif $operator == "stringequalsignorecase" then ascii_downcase as $is | any($values[]; ascii_downcase == $is)
  elif $operator == "stringlike" or $operator == "arnlike" or $operator == "arnequals" then
    . as $is | any($values[]; . as $one | $is | like($one))
  elif $operator == "bool" then ascii_downcase as $is | any($values[]; ascii_downcase == $is)
  elif $operator == "stringnotequals" then . as $is | all($values[]; . != $is)
  elif $operator == "stringnotlike" or $operator == "arnnotlike" or $operator == "arnnotequals" then
    . as $is | all($values[]; . as $one | $is | like($one) | not)
  else false end;

def condition_holds($operator; $is; $values):
  ($operator | sub("^for(all|any)values?:"; "") | sub("ifexists$"; "")) as $base
  | if $base == "null" then any($values[]; . == (($is == null) | tostring))
    elif $is == null then
      ($operator | test("ifexists$|^forallvalues:")) or ($base | test("not"))
    else ($is | holds($base; $values)) end;

def lower_keys: with_entries(.key |= ascii_downcase);

def conditions_hold($request):
  ($request.context | lower_keys) as $context
  | all(.Condition // {} | to_entries[] | (.key | ascii_downcase) as $operator
      | .value | to_entries[] | {operator: $operator, key: (.key | ascii_downcase), values: (.value | texts)};
      . as $one | condition_holds($one.operator; $context[$one.key]; $one.values));

def speaks_of($request):
  "\($request.principal.type) \($request.principal.value | principal_name($request.principal.type))" as $who
  | (if has("NotPrincipal") then (.NotPrincipal | principals | index([$who]) | not)
      else (.Principal | principals | index([$who]) != null or index(["AWS *"]) != null) end)
    and any(.Action | texts[]; . as $one | $request.action | ascii_downcase | like($one | ascii_downcase));

def lets($request):
  [statements[] | select(speaks_of($request)) | select(conditions_hold($request)) | .Effect]
  | index(["Allow"]) != null and index(["Deny"]) == null;

def all_principals:
  [statements[] | select(.Effect == "Allow")
    | if has("NotPrincipal") then "everyone but some" else (.Principal | principals[]) end] | unique;
