import { UserError } from '../../errors.ts';
import {
  type DocumentStatement,
  type OneOrMany,
  type PolicyDocument,
  principalValue,
} from '../../iam/document.ts';
import type {
  Principal,
  ResourceStatement,
  Statement,
  TrustStatement,
  Where,
} from '../../iam/model.ts';
import { template } from '../../iam/template-string.ts';
import { documentText, text } from './expression.ts';
import { attribute, type Block, block, type Expression, type Item, line, list } from './hcl.ts';
import { countItems } from './where.ts';

/** Text of a document that stands for something else of the same root: an ARN → its reference. */
export type References = ReadonlyMap<string, string>;

/** The label of a block, and where it stands; absent: everywhere. */
export interface Labelled {
  readonly label: string;
  readonly where?: Where | undefined;
}

/** `data "aws_iam_policy_document"` of a role's permissions; why each statement is there above it. */
export function permissionsDocument(
  label: Labelled,
  statements: readonly Statement[],
  references: References,
): Block {
  return documentBlock(
    label,
    statements.map(({ resources, ...statement }) =>
      statementBlock({
        ...statement,
        resources: resources.map((resource) => referenceOr(resource, references)),
      }),
    ),
  );
}

/** `data "aws_iam_policy_document"` of a trust policy. */
export function trustDocument(label: Labelled, statements: readonly TrustStatement[]): Block {
  return documentBlock(
    label,
    statements.map(({ action, principal, ...rest }) =>
      statementBlock({
        ...rest,
        effect: 'Allow',
        actions: [action],
        principals: principalBlocks([principal]),
      }),
    ),
  );
}

/** `data "aws_iam_policy_document"` of a policy on a resource. */
export function resourceDocument(label: string, statements: readonly ResourceStatement[]): Block {
  return documentBlock(
    { label },
    statements.map(({ resources, principals, ...rest }) =>
      statementBlock({
        ...rest,
        ...(resources && { resources: resources.map(value) }),
        principals: principalBlocks(principals),
      }),
    ),
  );
}

/** What a document is printed with besides its statements; one `why` stands above each. */
export interface PrintedDocument {
  readonly label: string;
  readonly whys: readonly string[];
  readonly references: References;
}

/** `data "aws_iam_policy_document"` of a policy on a bucket or a key. */
export function policyDocumentBlock(
  { Statement }: PolicyDocument,
  { label, whys, references }: PrintedDocument,
): Block {
  return documentBlock(
    { label },
    Statement.map(({ Sid, Effect, Principal, Action, Resource = [], Condition = {} }, index) =>
      statementBlock({
        sid: Sid,
        effect: Effect,
        actions: many(Action),
        resources: many(Resource).map((resource) => referenceOr(resource, references)),
        conditions: Condition,
        principals: documentPrincipals(Principal),
        why: whys[index] ?? '',
      }),
    ),
  );
}

function referenceOr(resource: string, references: References): Expression {
  const found = references.get(resource);
  return found === undefined ? value(resource) : line(found);
}

const PRINCIPAL_TYPE = { service: 'Service', aws: 'AWS', federated: 'Federated' } as const;

function documentBlock({ label, where }: Labelled, statements: readonly Block[]): Block {
  return block(['data', 'aws_iam_policy_document', label], [...countItems(where), ...statements]);
}

interface StatementItems {
  readonly sid: string;
  readonly effect: string;
  readonly principals?: readonly Block[];
  readonly actions: readonly string[];
  readonly resources?: readonly Expression[];
  readonly conditions?: NonNullable<DocumentStatement['Condition']> | undefined;
  readonly why?: string;
}

/** What the data source takes a statement to be without saying so is not said. */
function statementBlock(statement: StatementItems): Block {
  const { sid, effect, principals = [], actions, resources, conditions, why } = statement;
  return block(
    ['statement'],
    [
      attribute('sid', documentText(template(sid))),
      ...(effect === 'Allow' ? [] : [attribute('effect', text(effect))]),
      attribute('actions', list(actions.map(text))),
      ...(resources === undefined ? [] : [attribute('resources', list(resources))]),
      ...principals,
      ...conditionBlocks(conditions),
    ],
    why,
  );
}

/** One block for each type of principal. */
function principalBlocks(principals: readonly Principal[]): readonly Block[] {
  const byType = new Map<string, readonly string[]>();
  for (const principal of principals) {
    const type = PRINCIPAL_TYPE[principal.kind];
    byType.set(type, [...(byType.get(type) ?? []), principalValue(principal)]);
  }
  return [...byType].map(([type, values]) => principalsBlock(type, values));
}

function documentPrincipals(principal: DocumentStatement['Principal'] = '*'): readonly Block[] {
  if (principal === '*') return [principalsBlock('*', ['*'])];
  return Object.entries(principal).map(([type, values]) => principalsBlock(type, many(values)));
}

function principalsBlock(type: string, values: readonly string[]): Block {
  return block(
    ['principals'],
    [attribute('type', text(type)), attribute('identifiers', list(values.map(value)))],
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
