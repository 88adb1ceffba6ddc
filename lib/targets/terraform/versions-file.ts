import { text } from './expression.ts';
import { attribute, block, comment, gap, object } from './hcl.ts';
import { printHcl } from './print-hcl.ts';
import type { RootModule } from './root-module.ts';

/** `versions.tf`: the versions that the definitions are written for, and where the state is. */
export function versionsFile({ folder }: RootModule): string {
  const aws = object([
    ['source', text('hashicorp/aws')],
    ['version', text('>= 5.0, < 7.0')],
  ]);
  return printHcl([
    block(
      ['terraform'],
      [
        attribute('required_version', text('>= 1.5')),
        block(['required_providers'], [attribute('aws', aws)]),
        gap,
        comment(backend(folder)),
      ],
    ),
  ]);
}

function backend(folder: RootModule['folder']): string {
  return `Each environment is a workspace with a state of its own: a local file below terraform.tfstate.d/, which is not for git. Where several people or machines deploy, keep the states in a backend, such as

  backend "s3" {
    bucket       = "my-terraform-state"
    key          = "${folder}/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true # Terraform 1.10 or later
  }

and move what there is: terraform -chdir=${folder} init -migrate-state`;
}
