# Fills a JSON file of this repo: ${NAME} becomes the environment variable NAME, escaped for JSON.
# Only names in capitals are places; ${aws:username} and its like are IAM's and stay. Where a policy
# itself holds such a name in capitals, the file has \u0024{NAME}, which JSON reads as the same text.
# The lines are joined: a JSON string never spans two.

{
  sub(/^ +/, "")
  line = $0
  while (match(line, /\$\{[A-Z][A-Z0-9_]*\}/)) {
    name = substr(line, RSTART + 2, RLENGTH - 3)
    if (!(name in ENVIRON) || ENVIRON[name] == "") {
      print FILENAME ": " name " has no value in this environment." | "cat >&2"
      failed = 1
      exit 1
    }
    printf "%s%s", substr(line, 1, RSTART - 1), escaped(ENVIRON[name])
    line = substr(line, RSTART + RLENGTH)
  }
  printf "%s", line
}

END {
  if (failed) exit 1
  print ""
}

function escaped(value,   i, c, out) {
  out = ""
  for (i = 1; i <= length(value); i++) {
    c = substr(value, i, 1)
    if (c == "\"" || c == "\\") c = "\\" c
    out = out c
  }
  return out
}
