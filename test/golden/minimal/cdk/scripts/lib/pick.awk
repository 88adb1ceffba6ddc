# Prints the JSON object read by json.awk with the members alone that `names` lists, as written.

END {
  count = split(names, list_of_names, " ")
  for (i = 1; i <= count; i++) wanted["\"" list_of_names[i] "\""] = 1
  at = 1
  kept = ""
  expected("{")
  if (!passed("}")) {
    do {
      blanks()
      start = at
      name = string()
      expected(":")
      value()
      if (name in wanted) kept = kept (kept == "" ? "" : ",") substr(text, start, at - start)
    } while (passed(","))
  }
  print "{" kept "}"
}
