# Prints every member of the JSON object read by json.awk: name, tab, canonical value. A member that
# is a list prints a line for each element.

END {
  at = 1
  expected("{")
  if (passed("}")) exit 0
  do {
    blanks()
    name = string()
    name = substr(name, 2, length(name) - 2)
    expected(":")
    if (passed("[")) {
      if (passed("]")) continue
      do print name "\t" value(); while (passed(","))
      expected("]")
    } else {
      print name "\t" value()
    }
  } while (passed(","))
}
