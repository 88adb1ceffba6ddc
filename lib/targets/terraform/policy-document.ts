import { UserError } from '../../errors.ts';
import {
  type DocumentStatement,
  type OneOrMany,
  type PolicyDocument,
  principalValue,
} from '../../iam/document.ts';
import type { Statement, TrustStatement } from '../../iam/model.ts';
import { template } from '../../iam/template-string.ts';
import { documentText, text } from './expression.ts';
import { attribute, type Block, block, type Item, list } from './hcl.ts';

/** `data "aws_iam_policy_document"` of a role's permissions; why each statement is there above it. */
export function permissionsDocument(label: string, statements: readonly Statement[]): Block {
  return documentBlock(
    label,
    statements.map((statement) => statementBlock(statement)),
  );
}

/** `data "aws_iam_policy_document"` of a trust policy. */
export function trustDocument(label: string, statements: readonly TrustStatement[]): Block {
  return documentBlock(
    label,
    statements.map(({ action, principal, ...rest }) =>
      statementBlock({
        ...rest,
        effect: 'Allow',
        actions: [action],
        principal: { type: PRINCIPAL_TYPE[principal.kind], value: principalValue(principal) },
      }),
    ),
  );
}

/** `data "aws_iam_policy_document"` of statements about everyone; `why` stands above each. */
export function everyoneDocument(label: string, { Statement }: PolicyDocument, why: string): Block {
  return documentBlock(
    label,
    Statement.map(({ Sid, Effect, Action, Resource = [], Condition = {} }) =>
      statementBlock({
        sid: Sid,
        effect: Effect,
        actions: many(Action),
        resources: many(Resource),
        conditions: Condition,
        principal: { type: '*', value: '*' },
        why,
      }),
    ),
  );
}

const PRINCIPAL_TYPE = { service: 'Service', aws: 'AWS', federated: 'Federated' } as const;

function documentBlock(label: string, statements: readonly Block[]): Block {
  return block(['data', 'aws_iam_policy_document', label], statements);
}

interface StatementItems {
  readonly sid: string;
  readonly effect: string;
  readonly principal?: { readonly type: string; readonly value: string };
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly conditions?: NonNullable<DocumentStatement['Condition']>;
  readonly why?: string;
}

function statementBlock(statement: StatementItems): Block {
  const { sid, effect, principal, actions, resources, conditions, why } = statement;
  return block(
    ['statement'],
    [
      attribute('sid', text(sid)),
      attribute('effect', text(effect)),
      attribute('actions', list(actions.map(text))),
      ...(resources === undefined ? [] : [attribute('resources', list(resources.map(value)))]),
      ...(principal === undefined ? [] : [principalsBlock(principal)]),
      ...conditionBlocks(conditions),
    ],
    why,
  );
}

function principalsBlock(principal: NonNullable<StatementItems['principal']>): Item {
  return block(
    ['principals'],
    [
      attribute('type', text(principal.type)),
      attribute('identifiers', list([value(principal.value)])),
    ],
  );
}

function conditionBlocks(conditions: StatementItems['conditions'] = {}): readonly Item[] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      block(
        ['condition'],
        [
          attribute('test', text(operator)),
          attribute('variable', text(key)),
          attribute('values', list(many(values).map(value))),
        ],
      ),
    ),
  );
}

function many(values: OneOrMany): readonly string[] {
  return typeof values === 'string' ? [values] : values;
}

/** @throws UserError `NotForTerraform` for text that the data source would read as a variable. */
function value(written: string) {
  if (written.includes('&{')) {
    throw new UserError(
      'NotForTerraform',
      `'${written}' cannot be written in Terraform: its AWS provider makes \${ of every &{ in a policy document.`,
      'Leave &{ out of the statement, or choose another target.',
    );
  }
  return documentText(template(written));
}
