# Fills the places ${NAME} in the text of a JSON file. What AWS replaces (${aws:username}) and a
# dollar that is written \u0024 stay as they are.

def stop: "error: \(.)\n" | halt_error(1);

def value_of($name; $path; $values):
  ($values[$name] // "") as $value
  | if $value == "" and $name != "PERMISSIONS_BOUNDARY"
    then "\($path): ${\($name)} has no value in environments/\($values.ENVIRONMENT).env." | stop
    else $value | tojson | .[1:-1] end;

def fill($path; $values):
  gsub("\\$\\{(?<name>[A-Z][A-Z0-9_]*)\\}"; value_of(.name; $path; $values))
  | . as $text | try ($text | fromjson) catch ("\($path) is no JSON: \(.)" | stop);
