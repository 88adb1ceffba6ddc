/**
 * Played for docker and skopeo: they note their words. An image that is built is its manifest in a
 * file, and no two have the same digest; pushing puts it into the emulator's registry.
 */
export const TOOL = `#!/usr/bin/env bash
call="\${0##*/} $*"
printf '%s\\n' "$call" >>"$TOOL_CALLS"
if [ -s "$TOOL_BROKEN" ] && [[ "$call" == "$(cat "$TOOL_BROKEN")"* ]]; then exit 1; fi
case "$call" in
  'skopeo login '*) [ -n "$(cat)" ] ;;
  'docker run '*) mkdir -p reports && printf '<testsuites/>\\n' >reports/junit.xml ;;
  'docker build '*dest=*) printf '%s' "\${MANIFEST//SEED/$RANDOM}" >"\${call##*dest=}" ;;
  'skopeo copy --preserve-digests oci-archive:'*)
    image="\${4#docker://*/}"
    aws ecr put-image --repository-name "\${image%%:*}" --image-tag "\${image##*:}" \\
      --image-manifest "$(cat "\${3#oci-archive:}")" >/dev/null
    ;;
esac
`;

/** What the stub of docker makes an image from. */
export const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/json', size: 1, digest: 'sha256:SEED' },
  layers: [{ mediaType: 'application/gzip', size: 1, digest: 'sha256:SEED' }],
});

/** The emulator keeps accounts apart by the role that was assumed, which need not exist. */
export const ASSUME = `
export AWS_REGION="$REGION" AWS_DEFAULT_REGION="$REGION"
keys=$(aws sts assume-role --role-arn "$ROLE" --role-session-name GitHubActions \\
  --query 'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]' --output text)
read -r id secret token <<<"$keys"
printf '%s\\n' "AWS_ACCESS_KEY_ID=$id" "AWS_SECRET_ACCESS_KEY=$secret" "AWS_SESSION_TOKEN=$token" \\
  "AWS_REGION=$REGION" "AWS_DEFAULT_REGION=$REGION" >>"$GITHUB_ENV"
`;
