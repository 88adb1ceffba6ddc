# Prints the pipeline read by json.awk, as written, without the stage whose name is `stage`.

END {
  at = 1
  print copied("")
}

# The value at this place, which is the member `name` of its object.
function copied(name,   first, start) {
  blanks()
  first = substr(text, at, 1)
  if (first == "{") return "{" members() "}"
  if (first == "[" && name == "\"stages\"") return "[" stages() "]"
  start = at
  value()
  return substr(text, start, at - start)
}

function members(   name, out) {
  out = ""
  expected("{")
  if (passed("}")) return out
  do {
    blanks()
    name = string()
    expected(":")
    out = out (out == "" ? "" : ",") name ":" copied(name)
  } while (passed(","))
  expected("}")
  return out
}

function stages(   start, out) {
  out = ""
  expected("[")
  do {
    blanks()
    start = at
    if (name_of_stage() != "\"" stage "\"")
      out = out (out == "" ? "" : ",") substr(text, start, at - start)
  } while (passed(","))
  expected("]")
  return out
}

function name_of_stage(   member, read, name) {
  name = ""
  expected("{")
  do {
    blanks()
    member = string()
    expected(":")
    read = value()
    if (member == "\"name\"") name = read
  } while (passed(","))
  expected("}")
  return name
}
