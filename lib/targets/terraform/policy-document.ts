import { UserError } from '../../errors.ts';
import { principalValue } from '../../iam/document.ts';
import type { Conditions, Principal, Statement, TrustStatement } from '../../iam/model.ts';
import { type OpenString, open } from '../../iam/open.ts';
import { documentText, text } from './expression.ts';
import { attribute, type Block, block, type Item, list } from './hcl.ts';

/** `data "aws_iam_policy_document"` of a role's permissions; why each statement is there above it. */
export function permissionsDocument(label: string, statements: readonly Statement[]): Block {
  const blocks = statements.map(({ sid, effect, actions, resources, conditions, why }) =>
    block(
      ['statement'],
      [
        attribute('sid', text(sid)),
        attribute('effect', text(effect)),
        attribute('actions', list(actions.map(text))),
        attribute('resources', list(resources.map(value))),
        ...conditionBlocks(conditions),
      ],
      why,
    ),
  );
  return block(['data', 'aws_iam_policy_document', label], blocks);
}

/** `data "aws_iam_policy_document"` of a trust policy. */
export function trustDocument(label: string, statements: readonly TrustStatement[]): Block {
  const blocks = statements.map(({ sid, principal, action, conditions }) =>
    block(
      ['statement'],
      [
        attribute('sid', text(sid)),
        attribute('effect', text('Allow')),
        attribute('actions', list([text(action)])),
        principalsBlock(principal),
        ...conditionBlocks(conditions),
      ],
    ),
  );
  return block(['data', 'aws_iam_policy_document', label], blocks);
}

const PRINCIPAL_TYPE = { service: 'Service', aws: 'AWS', federated: 'Federated' } as const;

function principalsBlock(principal: Principal): Item {
  return block(
    ['principals'],
    [
      attribute('type', text(PRINCIPAL_TYPE[principal.kind])),
      attribute('identifiers', list([value(open(principalValue(principal)))])),
    ],
  );
}

function conditionBlocks(conditions: Conditions = {}): readonly Item[] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      block(
        ['condition'],
        [
          attribute('test', text(operator)),
          attribute('variable', text(key)),
          attribute('values', list(values.map(value))),
        ],
      ),
    ),
  );
}

/** @throws UserError `NotForTerraform` for text that the data source would read as a variable. */
function value(written: OpenString) {
  if (written.includes('&{')) {
    throw new UserError(
      'NotForTerraform',
      `'${written}' cannot be written in Terraform: its AWS provider makes \${ of every &{ in a policy document.`,
      'Leave &{ out of the statement, or choose another target.',
    );
  }
  return documentText(written);
}
