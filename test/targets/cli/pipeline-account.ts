import { CreateRoleCommand } from '@aws-sdk/client-iam';
import type { Moto } from '../../support/moto.ts';
import { somebodyElse } from './account.ts';

/**
 * The aws CLI with a CodeBuild of our own, which keeps its projects as files: the emulator takes no
 * project whose source is a pipeline. It answers with more than it was given, as CodeBuild does.
 */
export const WITH_CODEBUILD = `
  if [ "$1" = codebuild ]; then
    case "$2" in
      batch-get-projects)
        cd "$PROJECTS" || exit
        shift 3
        cat "$@" 2>/dev/null | jq -s '{projects: .}' ;;
      *)
        if [ -n "\${ROLE_IS_NEW:-}" ] && [ ! -e "$PROJECTS/asked" ]; then
          touch "$PROJECTS/asked"
          echo 'An error occurred (InvalidInputException) when calling the CreateProject operation: CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::123456789012:role/shop' >&2
          exit 254
        fi
        name="$(printf '%s' "$4" | jq -r .name)"
        printf '{"arn": "arn:…", "queuedTimeoutInMinutes": 480, %s' "\${4#?}" >"$PROJECTS/$name" ;;
    esac
    exit
  fi
  PATH="$PATH_OF_AWS" exec aws "$@"`;

/** Roles that are not called as the service that assumes them. */
const PRINCIPALS: Readonly<Record<string, string>> = { 'pipeline-trigger': 'events' };

/** The emulator asks, as AWS does, whether a pipeline's role is there. */
export async function makeRoles(moto: Moto): Promise<void> {
  const iam = somebodyElse(moto);
  for (const service of ['codebuild', 'codebuild-validate', 'codepipeline', 'pipeline-trigger']) {
    const Principal = { Service: `${PRINCIPALS[service] ?? service.split('-')[0]}.amazonaws.com` };
    const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    for (const environment of ['dev', 'prod', 'tools']) {
      const RoleName = `shop-${service}-role-${environment}`;
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }
  }
}
