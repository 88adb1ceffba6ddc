data "aws_iam_policy_document" "artifacts_key" {
  # The policies of this account decide who uses the key.
  statement {
    sid       = "OwnAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }
}

# Encrypts the artifacts: the default key of S3 cannot be shared with another account.
resource "aws_kms_key" "artifacts" {
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.artifacts_key.json
}

resource "aws_kms_alias" "artifacts" {
  name          = "alias/${var.project}-dev-artifacts"
  target_key_id = aws_kms_key.artifacts.key_id
}
