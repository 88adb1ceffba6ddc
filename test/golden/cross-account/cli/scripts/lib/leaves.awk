# Prints every value in the JSON read by json.awk: its place (member names and numbers joined by
# dots), tab, canonical value. A list that is not empty also prints how long it is: order counts.

END {
  at = 1
  blanks()
  if (at <= length(text)) leaves("")
}

function leaves(place,   first) {
  blanks()
  first = substr(text, at, 1)
  if (first == "{") members(place)
  else if (first == "[") elements(place)
  else print place "\t" value()
}

function members(place,   name) {
  expected("{")
  if (passed("}")) return
  do {
    blanks()
    name = string()
    expected(":")
    leaves(inside(place, substr(name, 2, length(name) - 2)))
  } while (passed(","))
  expected("}")
}

function elements(place,   count) {
  expected("[")
  if (passed("]")) return
  count = 0
  do leaves(inside(place, count++)); while (passed(","))
  expected("]")
  print place "\t" count " elements"
}

function inside(place, name) {
  return place == "" ? name : place "." name
}
