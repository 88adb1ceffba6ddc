# shellcheck shell=bash
#
# The bucket in which one stage of the pipeline hands its artifacts to the next: made when it is
# absent, and brought to the settings in pipeline/bucket/.

artifact_bucket() {
  local absent='NoSuchBucket'
  BUCKET="$(jq -r .pipeline.artifactStore.location "$WORK/pipeline.json")"
  if bucket_is_there; then
    say "bucket $BUCKET: there"
  else
    create_bucket
  fi
  bucket_setting public-access "$absent|NoSuchPublicAccessBlockConfiguration" \
    public-access-block PublicAccessBlockConfiguration --public-access-block-configuration
  bucket_setting encryption "$absent|ServerSideEncryptionConfigurationNotFoundError" \
    bucket-encryption ServerSideEncryptionConfiguration --server-side-encryption-configuration
  bucket_setting versioning "$absent" \
    bucket-versioning @ --versioning-configuration
  bucket_setting lifecycle "$absent|NoSuchLifecycleConfiguration" \
    bucket-lifecycle-configuration @ --lifecycle-configuration
  bucket_policy "$absent|NoSuchBucketPolicy"
}

# bucket_is_there: names of buckets are the whole world's: one of another account is no place for
# artifacts.
bucket_is_there() {
  if ask '403|404' aws s3api head-bucket --bucket "$BUCKET" --expected-bucket-owner "$ACCOUNT"; then
    return 0
  fi
  if grep -q '(403)' "$WORK/errors"; then
    die "Bucket $BUCKET is another account's, or these credentials may not look at it." \
      'Choose another name: npx generator-ecs-iam --set artifactBucketPrefix=…'
  fi
  return 1
}

# create_bucket: S3 knows us-east-1 only as the Region of a bucket that names none.
create_bucket() {
  say "bucket $BUCKET: create"
  if [ "$REGION" = us-east-1 ]; then
    change aws s3api create-bucket --bucket "$BUCKET"
  else
    change aws s3api create-bucket --bucket "$BUCKET" \
      --create-bucket-configuration "LocationConstraint=$REGION"
  fi
  if [ "$DRY_RUN" = false ]; then aws s3api wait bucket-exists --bucket "$BUCKET"; fi
}

# bucket_setting FILE ABSENT OPERATION QUERY OPTION: pipeline/bucket/FILE.json, which put-OPERATION
# takes as OPTION and get-OPERATION gives as QUERY. ABSENT are the codes that say: there is none.
bucket_setting() {
  local file="pipeline/bucket/$1.json" absent="$2" operation="$3" query="$4" option="$5" wanted
  wanted="$(filled "$file")"
  ask "$absent" aws s3api "get-$operation" --bucket "$BUCKET" --query "$query" || true
  if is_as "  $1" "$ANSWER" "$wanted"; then return 0; fi
  change aws s3api "put-$operation" --bucket "$BUCKET" "$option" "$wanted"
}

# bucket_policy ABSENT: our statements into the bucket's policy, by their Sids; what others wrote stays.
bucket_policy() {
  local merged
  ask "$1" aws s3api get-bucket-policy --bucket "$BUCKET" || true
  merged="$(filled pipeline/bucket/policy.json | jq -c -L "$ROOT/scripts/lib" --argjson there "${ANSWER:-null}" '
    include "check"; . as $ours | [.Statement[].Sid] as $sids | ($there.Policy // null | parsed) as $is
    | ($is // {}) + {Version, Statement: ([$is | statements[] | select((.Sid // "") | IN($sids[]) | not)] + $ours.Statement)}
    | if $is != null and sids == ($is | sids) then empty else . end')"
  if [ -z "$merged" ]; then
    say '  policy: unchanged'
    return 0
  fi
  say '  policy: put'
  change aws s3api put-bucket-policy --bucket "$BUCKET" --policy "$merged"
}
