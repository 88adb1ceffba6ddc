# Prints the canonical form of the JSON read by json.awk; nothing for nothing.

END {
  at = 1
  blanks()
  if (at > length(text)) exit 0
  print value()
}
