import type { Placeholder } from '../../iam/placeholders.ts';
import { reference } from './expression.ts';
import { attribute, type Block, block, type Item, line } from './hcl.ts';
import { printHcl } from './print-hcl.ts';
import type { RootModule } from './root-module.ts';

/** What a root module has in its `main.tf` besides the provider and what that finds out. */
export interface OwnItems {
  readonly data: readonly Block[];
  readonly locals: readonly Item[];
}

/** `main.tf`: the provider, what it finds out, and the module's own data sources and locals. */
export function mainFile({ placeholders }: RootModule, own: OwnItems): string {
  const found = FOUND.filter(({ placeholder }) => placeholders.includes(placeholder));
  const sources = new Set(['aws_caller_identity', ...found.map(({ source }) => source)]);
  return printHcl([
    provider(),
    ...[...sources].map((source) =>
      block(['data', source, 'current'], source === 'aws_caller_identity' ? [ownWorkspace()] : []),
    ),
    ...own.data,
    block(
      ['locals'],
      [
        ...found.map(({ placeholder, source, attribute: name }) =>
          attribute(
            reference(placeholder).replace('local.', ''),
            line(`data.${source}.current.${name}`),
          ),
        ),
        ...own.locals,
      ],
    ),
  ]);
}

/** What a placeholder is read from. In versions 5 and 6 of the provider alike, a Region's `id` is its code. */
const FOUND: readonly { placeholder: Placeholder; source: string; attribute: string }[] = [
  { placeholder: 'account', source: 'aws_caller_identity', attribute: 'account_id' },
  { placeholder: 'partition', source: 'aws_partition', attribute: 'partition' },
  { placeholder: 'dnsSuffix', source: 'aws_partition', attribute: 'dns_suffix' },
  { placeholder: 'region', source: 'aws_region', attribute: 'id' },
];

function provider(): Block {
  return block(
    ['provider', 'aws'],
    [
      attribute('region', line('var.region')),
      attribute('allowed_account_ids', line('var.account == null ? null : [var.account]')),
    ],
  );
}

/** The values of one environment with the state of another would replace that other's roles. */
function ownWorkspace(): Item {
  const precondition = block(
    ['precondition'],
    [
      attribute('condition', line('contains(["default", var.environment], terraform.workspace)')),
      attribute(
        'error_message',
        // The hole is Terraform's, not ours.
        line(
          '"Workspace ${terraform.workspace} is not the one of environment ${var.environment}."',
        ),
      ),
    ],
  );
  return block(['lifecycle'], [precondition]);
}
