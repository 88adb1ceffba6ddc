import { type PolicyDocument, trustDocument } from '../../iam/document.ts';
import { mapStrings } from '../../iam/map-strings.ts';
import type { Environment, ModelRole, Statement } from '../../iam/model.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import { substitute } from '../../iam/template-string.ts';
import { derivedFromNames } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { quotedKey, text } from './expression.ts';
import {
  attribute,
  type Block,
  block,
  comment,
  type Expression,
  gap,
  line,
  list,
  object,
  within,
} from './hcl.ts';
import { policyLabel, roleLabel } from './labels.ts';
import { printHcl } from './print-hcl.ts';
import { moduleArguments } from './root-files.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

/** `tests/roles.tftest.hcl`: what `terraform test` holds the module to, without an account. */
export function testsFile(service: Service, placeholders: readonly Placeholder[]): string {
  const { model, environments } = service;
  const name = environments[0]?.name ?? '';
  const values = { ...derivedFromNames(model.project, name), ...environments[0]?.values };
  const dnsSuffix = 'amazonaws.com';

  const known = {
    ...values,
    account: ACCOUNT,
    region: REGION,
    partition: 'aws',
    dnsSuffix,
  };
  const fill = <From extends object>(from: From) =>
    mapStrings(from, (value) => substitute(value, known));
  const environment: Environment = { name, values };
  return printHcl([
    comment('In iam/modules/roles, without an account: terraform init && terraform test'),
    gap,
    testProvider(REGION),
    accountIs('data.aws_caller_identity.current'),
    block(['variables'], moduleArguments(placeholders, environment, '').slice(2)),
    run('names_and_tags', [
      assert(
        within('output.role_names == ', object(model.roles.map((role) => nameOf(role, fill))), ''),
        'A role has another name.',
      ),
      assert(
        ofEach(
          model.roles.map((role) => `aws_iam_role.${roleLabel(role)}`),
          `role in ? : ${tagCondition(model.roles, fill)}`,
        ),
        'A role lacks a tag of this repo.',
      ),
    ]),
    run('who_may_assume_the_roles', [
      assert(
        allTrue(model.roles.map((role) => trustCondition(role, fill))),
        'Somebody else may assume a role.',
      ),
    ]),
    ...wildcardRun(model.roles.flatMap(policiesOf)),
  ]);
}

/** The real provider without an account: a mocked one gives no policy documents. */
export function testProvider(region: string): Block {
  return block(
    ['provider', 'aws'],
    [
      attribute('region', text(region)),
      attribute('access_key', text('test')),
      attribute('secret_key', text('test')),
      attribute('skip_credentials_validation', line('true')),
      attribute('skip_requesting_account_id', line('true')),
      attribute('skip_metadata_api_check', line('true')),
      attribute('max_retries', line('1')),
    ],
  );
}

function accountIs(target: string): Block {
  return block(
    ['override_data'],
    [
      attribute('target', line(target)),
      attribute('values', object([['account_id', text(ACCOUNT)]])),
    ],
  );
}

function run(name: string, asserts: readonly Block[]): Block {
  return block(['run', name], [attribute('command', line('plan')), ...asserts]);
}

function assert(condition: Expression, message: string): Block {
  return block(
    ['assert'],
    [attribute('condition', condition), attribute('error_message', text(message))],
  );
}

function allTrue(conditions: readonly string[]): Expression {
  return within('alltrue(', list(conditions.map(line)), ')');
}

/** True where a condition holds for each of some objects; `?` stands for their list. */
function ofEach(objects: readonly string[], condition: string): Expression {
  const [before = '', after = ''] = condition.split('?');
  return within(`alltrue([for ${before}`, list(objects.map(line)), `${after}])`);
}

type Fill = <From extends object>(from: From) => From;

function nameOf(role: ModelRole, fill: Fill): readonly [string, Expression] {
  return [roleLabel(role), text(fill(role).name)];
}

/** All roles have the same tags. */
function tagCondition([role]: readonly ModelRole[], fill: Fill): string {
  const tags = role === undefined ? {} : fill(role).settings.tags;
  return Object.entries(tags)
    .filter(([key]) => key.startsWith('ecs-iam:'))
    .map(([key, value]) => `role.tags[${quotedKey(key)}] == ${quotedKey(value)}`)
    .join(' && ');
}

/** The provider writes a list of one as the value itself, as IAM does. */
function trustCondition(role: ModelRole, fill: Fill): string {
  const document: PolicyDocument = trustDocument(fill(role).trust);
  const principals = document.Statement.map(({ Principal }) => expression(Principal));
  const printed = principals.map((one) => (one.kind === 'line' ? one.line : '')).join(', ');
  const found = `jsondecode(aws_iam_role.${roleLabel(role)}.assume_role_policy).Statement[*].Principal`;
  return `${found} == [${printed}]`;
}

function expression(value: unknown): Expression {
  if (typeof value !== 'object' || value === null) return text(String(value));
  const members = Object.entries(value).map(([key, item]) => `${key} = ${quotedKey(String(item))}`);
  return line(`{ ${members.join(', ')} }`);
}

interface Policy {
  readonly label: string;
  readonly actions: readonly string[];
}

/** Not for policies in which the user asked for every action of a service. */
function wildcardRun(policies: readonly Policy[]): readonly Block[] {
  const documents = policies
    .filter(({ actions }) => !actions.some((action) => action.includes('*')))
    .map(({ label }) => `data.aws_iam_policy_document.${label}`);
  if (documents.length === 0) return [];
  const condition = 'document in ? : !strcontains(jsonencode(document.statement[*].actions), "*")';
  return [
    run('no_policy_has_a_wildcard_among_its_actions', [
      assert(ofEach(documents, condition), 'A policy allows more actions than it names.'),
    ]),
  ];
}

function policiesOf(role: ModelRole): readonly Policy[] {
  const policy = (name: string, statements: readonly Statement[]) => ({
    label: policyLabel(role, name),
    actions: statements.flatMap(({ actions }) => actions),
  });
  return [
    ...role.inlinePolicies.map(({ name, statements }) => policy(name, statements)),
    ...role.managedPolicies.map((one) => policy(one.policy, one.statements)),
  ];
}
