# The places at which AWS does not have what a file of this repo says, joined by blanks. AWS answers
# with more than it was given (dates, ARNs, defaults): only what the file names is compared.

def is_leaf: type != "object" and type != "array";

def at($place): . as $all | try ($all | getpath($place)) catch null;

def differing($there; $whole): . as $wanted
  | [(paths(is_leaf) as $place | select(($there | at($place)) != getpath($place)) | $place),
    # A list has an order and a length.
    (paths(type == "array") as $place | select(($there | at($place) | length) != (getpath($place) | length)) | $place),
    ($there | paths(is_leaf) as $place | select($whole != "" and ($place | map(tostring) | join(".") | startswith("\($whole).")))
      | select($wanted | at($place) == null) | $place)]
  | map(map(tostring) | join(".")) | unique as $all
  # What lies in a list of another length is not told one by one.
  | $all | map(select(. as $one | any($all[]; . as $above | $one | startswith("\($above).")) | not)) | join(" ");
