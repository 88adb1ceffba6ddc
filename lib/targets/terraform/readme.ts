import type { Service } from '../../service/types.ts';
import type { TargetReadme } from '../types.ts';
import { arnOutput } from './outputs-file.ts';
import { pipelineReadme } from './pipeline/readme.ts';

/** What the generated README says about this target. */
export function readme(service: Service): TargetReadme {
  return {
    needs: ['Terraform 1.5 or later', 'AWS CLI, version 1 or 2'],
    files: [
      ['iam/versions.tf', 'the versions of Terraform and its AWS provider; a place for a backend'],
      ['iam/main.tf', 'the provider, the account and Region it finds, the tags of every role'],
      ['iam/role_….tf', 'one file a role: its trust policy, the role, its policies'],
      ['iam/variables.tf', 'what differs by environment, with the values each takes'],
      ['iam/outputs.tf', "every role's name and ARN"],
      ['iam/environments/', 'the values of each environment'],
    ],
    reference: reference(service),
    ...(service.pipeline && { pipeline: pipelineReadme(service.pipeline) }),
  };
}

function reference({ environments, model: { roles } }: Service): string {
  const [environment] = environments;
  const [role] = roles;
  if (environment === undefined || role === undefined) return '';
  return `Configurations that can read this state take the roles from its outputs:

\`\`\`hcl
data "terraform_remote_state" "iam" {
  backend   = "local" # or where the state is kept
  workspace = "${environment.name}"

  config = {
    path          = "../iam/terraform.tfstate"
    workspace_dir = "../iam/terraform.tfstate.d"
  }
}

locals {
  role_arn = data.terraform_remote_state.iam.outputs.${arnOutput(role)}
}
\`\`\`

Everywhere else a role is found by its name: \`data "aws_iam_role"\`, or
\`aws iam get-role\`. The outputs of an environment:
\`TF_WORKSPACE=${environment.name} terraform -chdir=iam output\`.

**State.** Each environment is a Terraform workspace with a local state,
\`iam/terraform.tfstate.d/<environment>/\`. It is not for git: where several people or machines
deploy, put a \`backend\` into \`iam/versions.tf\` (an example stands there) and run
\`terraform -chdir=iam init -migrate-state\`. Without its state Terraform does not know the roles it
made. Do put \`iam/.terraform.lock.hcl\` into git: the first run writes it, and it keeps everyone on the
same version of the provider.

**Roles that exist already** are not taken over: \`scripts/deploy-iam.sh\` names each with the
\`terraform import\` that brings it into the state. **Policies that somebody else put on a role** are
left alone; \`scripts/destroy-iam.sh\` names them and stops, because Terraform would delete them with
the role.
`;
}
