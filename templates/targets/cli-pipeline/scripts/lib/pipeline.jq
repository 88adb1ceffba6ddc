# Which calls bring the pipeline to the files of pipeline/: input and output are as in lib/iam.jq.

include "iam";

def bucket: .pipeline[] | select(.Bucket);
def log_groups: .pipeline[].logGroup // empty;
def projects: .pipeline[].project // empty;
def source_rules: .pipeline[] | select(.rule);

# The stage Approve stays where the environment asks for it.
def code_pipeline: .values[0].APPROVAL as $approval | .pipeline[] | select(.pipeline)
  | .pipeline.stages |= map(select(.name != "Approve" or $approval == "true"));
def role_name: .serviceRole // .pipeline.roleArn // .targets.Targets[0].RoleArn | split("/") | last;

# Each setting of the bucket, the end of the calls that get and put it, and the code that says it is not set.
def bucket_settings:
  ["PublicAccessBlockConfiguration", "public-access-block", "NoSuchPublicAccessBlockConfiguration"],
  ["ServerSideEncryptionConfiguration", "bucket-encryption",
    "ServerSideEncryptionConfigurationNotFoundError"],
  ["VersioningConfiguration", "bucket-versioning", "nothing"],
  ["LifecycleConfiguration", "bucket-lifecycle-configuration", "NoSuchLifecycleConfiguration"];

def reads:
  (.pipeline[] | (.environment // $ENV.ENVIRONMENT) as $of | (.project // empty), select(.pipeline or .rule)
    | @sh "require_role \(role_name) \($of)"),
  (bucket | .Bucket as $bucket | @sh "if bucket_is_there \($bucket); then",
    ((bucket_settings, ["Policy", "bucket-policy", "NoSuchBucketPolicy"]) as [$setting, $call, $none]
      | @sh "  look \($setting) \($none) aws s3api \("get-" + $call) --bucket \($bucket) || true"),
    "fi"),
  (log_groups.logGroupName
    | @sh "look \(.) nothing aws logs describe-log-groups --log-group-name-prefix \(.)"),
  "look projects nothing aws codebuild batch-get-projects --names " + ([projects.name] | @sh),
  (code_pipeline.pipeline.name
    | @sh "look \(.) PipelineNotFound aws codepipeline get-pipeline --name \(.) || true"),
  (source_rules.rule.Name | @sh "look rule ResourceNotFound aws events describe-rule --name \(.) || true",
    @sh "look targets ResourceNotFound aws events list-targets-by-rule --rule \(.) || true");

def answer($of): first(.found[] | select(.of == $of)) // null;
def project_there($found): .name as $name | first($found[].projects[]? | select(.name == $name)) // null;
def pipeline_there($found): .pipeline.name as $name | first($found[] | select(.of == $name)) // null;

# What runs as another role has a name of ours by chance.
def refuse_other_role($what; $there): select($there != null)
  | role_name as $ours | ($there | role_name) as $theirs | select($ours != $theirs)
  | refuse("\($what) exists and runs as \($theirs), not \($ours): it is not ours to change.";
      "Delete or rename it, or choose another name for ours in ecs-iam.json.");

def refusals: .found as $found
  | (projects | refuse_other_role("Build project \(.name)"; project_there($found))),
    (code_pipeline | refuse_other_role("Pipeline \(.pipeline.name)"; pipeline_there($found)));

# The places at which AWS does not have what a file says. AWS answers with more than it was given (dates,
# ARNs, defaults): only what the file names is compared, and lists by their length too.
def differing($there):
  [paths(type != "object") as $place | (try ($there | getpath($place)) catch null) as $is | getpath($place)
    | select(if type == "array" then length != ($is | length) else . != $is end)
    | $place | map(tostring) | join(".")]
  # What lies in a list of another length is not told one by one.
  | . as $all | map(select(. as $one | any($all[]; . as $above | $one | startswith("\($above).")) | not));

# Makes what is not there, and updates what differs.
def make($service; $thing; $there; $differing): ["--cli-input-json", tojson] as $input
  | if $there == null then note("create"), aws([$service, "create-\($thing)"] + $input)
    elif $differing != [] then
      note("update: \($differing | join(" "))"), aws([$service, "update-\($thing)"] + $input)
    else empty end;

# S3 knows us-east-1 only as the Region of a bucket that names none.
def create_bucket: $ENV.REGION as $region | note("create"),
  aws(["s3api", "create-bucket", "--bucket", .Bucket] + if $region == "us-east-1" then []
    else ["--create-bucket-configuration", "LocationConstraint=\($region)"] end);

def deploy_bucket: . as $in | bucket | . as $file
  | titled("bucket \(.Bucket)"; [
      (select($in | answer("Bucket") == null) | create_bucket),
      (bucket_settings as [$setting, $call] | ($in | answer($setting)) as $there
        | select(.[$setting] | differing($there[$setting]? // $there) != []) | note("put: \($setting)"),
          aws(["s3api", "put-\($call)", "--cli-input-json", ({Bucket, ($setting): .[$setting]} | tojson)]))]),
    ({kind: "bucket", owner: .Bucket, text: ($in | answer("Policy").Policy)}
      | merge($file.Policy.Statement; [.text // "{}" | scan("\"(ReadArtifacts[0-9]+)\"")[]]));
def deploy_log_groups: . as $in | log_groups | .logGroupName as $name
  | ($in | first(answer($name).logGroups[]? | select(.logGroupName == $name)) // null) as $there
  | titled("log group \($name)"; [
      (select($there == null) | note("create"), aws(["logs", "create-log-group", "--log-group-name", $name])),
      (select($there.retentionInDays != .retentionInDays) | note("put: retention"),
        aws(["logs", "put-retention-policy", "--cli-input-json", tojson]))]);
def deploy_projects: .found as $found | projects | project_there($found) as $there
  | titled("build project \(.name)"; [make("codebuild"; "project"; $there; differing($there))]);

# An artifact store has no members but those of the file: a key that is no longer wanted goes.
def deploy_code_pipeline: .found as $found | code_pipeline | . as $file | pipeline_there($found) as $there
  | ({pipeline: {artifactStore: $there.pipeline.artifactStore}} | differing($file)) as $more
  | titled("pipeline \(.pipeline.name)";
      [make("codepipeline"; "pipeline"; $there; differing($there) + $more | unique)]);

# EventBridge takes and gives the pattern as text.
def deploy_source_rules: . as $in | source_rules | .targets as $targets | .rule
  | ($in | answer("rule") | if . then .EventPattern |= fromjson else . end) as $there
  | ($in | answer("targets").Targets // [] | {Targets: map(select(.Id == "Pipeline"))}) as $targets_there
  | titled("rule \(.Name)"; [
      (select(differing($there) != []) | note("put"),
        aws(["events", "put-rule", "--cli-input-json", (.EventPattern |= tojson | tojson)])),
      ($targets | select(del(.Rule) | differing($targets_there) != []) | note("put: its target"),
        aws(["events", "put-targets", "--cli-input-json", tojson]))]);
def deploy_pipeline: deploy_bucket, deploy_log_groups, deploy_projects, deploy_code_pipeline, deploy_source_rules;
