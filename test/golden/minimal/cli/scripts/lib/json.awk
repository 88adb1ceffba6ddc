# Reads JSON; the other programs here are run with this one before them. Pure POSIX awk, to be run
# with LC_ALL=C, so that a character is a byte.
#
# `text` holds the whole input, `at` the place in it. Each function reads one thing, moves `at`
# behind it, and returns its canonical form, in which
#   - white space is gone, and the members of an object stand in order of their keys;
#   - a list is sorted, each element once; a list of one is the element: IAM takes them alike;
#   - a string has one spelling, whatever was escaped; numbers and booleans are strings;
#   - the names of actions are in lower case.

{ text = text $0 "\n" }

function value(   c) {
  blanks()
  c = substr(text, at, 1)
  if (c == "{") return object()
  if (c == "[") return list()
  if (c == "\"") return string()
  return literal()
}

function blanks() {
  while (index(" \t\r\n", substr(text, at, 1)) > 0 && at <= length(text)) at++
}

# True when the next character is this one, which is then behind us.
function passed(c) {
  blanks()
  if (substr(text, at, 1) != c) return 0
  at++
  return 1
}

function expected(c) {
  if (!passed(c)) wrong("'" c "' expected")
}

function wrong(what) {
  print "This is not JSON (" what " at character " at "): " substr(text, at, 40) | "cat >&2"
  exit 1
}

function object(   keys, values, order, count, i, out) {
  count = 0
  expected("{")
  if (passed("}")) return "{}"
  do {
    blanks()
    count++
    keys[count] = string()
    expected(":")
    values[count] = value()
    if (keys[count] == "\"Action\"" || keys[count] == "\"NotAction\"")
      values[count] = tolower(values[count])
    order[count] = keys[count] ":" values[count]
  } while (passed(","))
  expected("}")
  sort(order, count)
  out = order[1]
  for (i = 2; i <= count; i++) out = out "," order[i]
  return "{" out "}"
}

function list(   items, count, i, out, different) {
  count = 0
  expected("[")
  if (passed("]")) return "[]"
  do items[++count] = value(); while (passed(","))
  expected("]")
  sort(items, count)
  out = items[1]
  different = 1
  for (i = 2; i <= count; i++) {
    if (items[i] == items[i - 1]) continue
    out = out "," items[i]
    different++
  }
  return different == 1 ? out : "[" out "]"
}

function string(   out, rest, c) {
  if (substr(text, at, 1) != "\"") wrong("a string expected")
  at++
  out = ""
  while (1) {
    rest = substr(text, at)
    if (!match(rest, /["\\]/)) wrong("the string has no end")
    out = out substr(rest, 1, RSTART - 1)
    at += RSTART
    if (substr(rest, RSTART, 1) == "\"") return "\"" out "\""
    c = substr(text, at, 1)
    at++
    if (c == "u") {
      out = out character(hexadecimal(substr(text, at, 4)))
      at += 4
    } else if (c == "/") {
      out = out "/"
    } else {
      out = out "\\" c
    }
  }
}

function hexadecimal(digits,   i, n) {
  n = 0
  for (i = 1; i <= 4; i++) n = n * 16 + index("0123456789abcdef", tolower(substr(digits, i, 1))) - 1
  return n
}

# One character of Unicode as it stands in a canonical string: UTF-8, or its short escape.
function character(n) {
  if (n == 8) return "\\b"
  if (n == 9) return "\\t"
  if (n == 10) return "\\n"
  if (n == 12) return "\\f"
  if (n == 13) return "\\r"
  if (n == 34) return "\\\""
  if (n == 92) return "\\\\"
  if (n < 32 || (n >= 55296 && n < 57344)) return sprintf("\\u%04x", n)
  if (n < 128) return sprintf("%c", n)
  if (n < 2048) return sprintf("%c%c", 192 + int(n / 64), 128 + n % 64)
  return sprintf("%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64)
}

function literal(   rest) {
  rest = substr(text, at)
  if (!match(rest, /^(true|false|null|-?[0-9][0-9.eE+-]*)/)) wrong("a value expected")
  at += RLENGTH
  rest = substr(rest, 1, RLENGTH)
  return rest == "null" ? rest : "\"" rest "\""
}

function sort(items, count,   i, j, held) {
  for (i = 2; i <= count; i++) {
    held = items[i]
    for (j = i - 1; j >= 1 && items[j] > held; j--) items[j + 1] = items[j]
    items[j + 1] = held
  }
}
