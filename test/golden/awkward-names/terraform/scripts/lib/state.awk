# Reads what `terraform show -no-color` prints of a state. Prints, with tabs between:
#
#   is  ADDRESS  NAME     a resource: its address, and the name or ARN by which it is imported
#   on  ROLE     NAME     what is on a role: an inline policy, an attached policy, an instance profile

/^resource "/ {
  split($0, words, "\"")
  type = words[2]
  address = type "." words[4]
  split("", fields)
}

# Fields of the resource itself stand four columns in; those of documents and blocks deeper.
/^    [a-z_]+ += "/ {
  value = $0
  sub(/^    [a-z_]+ += "/, "", value)
  sub(/"$/, "", value)
  fields[$1] = value
}

/^}/ && type != "" {
  print "is\t" address "\t" fields["id"]
  if (type == "aws_iam_role_policy") print "on\t" fields["role"] "\t" fields["name"]
  if (type == "aws_iam_role_policy_attachment") print "on\t" fields["role"] "\t" fields["policy_arn"]
  if (type == "aws_iam_instance_profile") print "on\t" fields["role"] "\t" fields["name"]
  type = ""
}
