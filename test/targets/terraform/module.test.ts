import { buildService } from '../../../lib/service/build-service.ts';
import { renderer } from '../../../lib/targets/terraform/render.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { describeWithTerraform } from '../../support/terraform.ts';
import { repoOf } from './repo.ts';

describeWithTerraform([], 'the module in a configuration of somebody else', () => {
  test('is called with for_each over services and tested there without an account', () => {
    const service = buildService({ ...DEFAULT_ANSWERS, roles: ['task-execution', 'task'] });
    const modules = renderer
      .render(service)
      .filter(({ path }) => path.startsWith('iam/modules/roles/'));
    const repo = repoOf(
      [
        ...modules.map((file) => ({ ...file, path: file.path.replace('iam/', 'theirs/') })),
        { path: 'theirs/main.tf', contents: MAIN, executable: false },
        { path: 'theirs/main.tftest.hcl', contents: TEST, executable: false },
      ],
      {
        ...process.env,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    );
    try {
      repo.terraform('theirs', 'fmt', '-check', '-diff', '-recursive');
      repo.terraform('theirs', 'init', '-input=false');
      expect(JSON.parse(repo.terraform('theirs', 'validate', '-json')).diagnostics).toEqual([]);
      expect(repo.terraform('theirs', 'test', '-no-color')).toMatch(/1 passed, 0 failed\.\n$/);
    } finally {
      repo.remove();
    }
  }, 300_000);
});

const MAIN = `provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  max_retries                 = 1
}

module "roles" {
  source   = "./modules/roles"
  for_each = toset(["cart", "shop"])

  project      = each.key
  environment  = "dev"
  ownership_id = "a1b2c3d4"
  repository   = "all"
}

output "roles" {
  value = { for name, module in module.roles : name => module.role_names.task }
}
`;

const account = (service: string) => `override_data {
  target = module.roles["${service}"].data.aws_caller_identity.current
  values = { account_id = "111122223333" }
}
`;

const TEST = `${account('cart')}
${account('shop')}
run "two_services" {
  command = plan

  assert {
    condition     = output.roles.cart == "cart-ecs-task-role-dev" && output.roles.shop == "shop-ecs-task-role-dev"
    error_message = "The roles have other names."
  }
}
`;
