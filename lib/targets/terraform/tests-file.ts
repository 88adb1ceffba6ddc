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
  callWithList,
  comment,
  type Expression,
  gap,
  line,
  object,
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
        model.roles.flatMap((role) => nameConditions(role, fill)),
        'A role has another name, or lacks a tag of this repo.',
      ),
    ]),
    run(
      'who_may_assume_the_roles',
      model.roles.map((role) => trustAssert(role, fill)),
    ),
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

function assert(conditions: readonly string[], message: string): Block {
  const [only = '', ...others] = conditions;
  return block(
    ['assert'],
    [
      attribute(
        'condition',
        others.length === 0 ? line(only) : callWithList('alltrue', conditions.map(line)),
      ),
      attribute('error_message', text(message)),
    ],
  );
}

type Fill = <From extends object>(from: From) => From;

function nameConditions(role: ModelRole, fill: Fill): readonly string[] {
  const { name, settings } = fill(role);
  const address = `aws_iam_role.${roleLabel(role)}`;
  const tags = Object.entries(settings.tags).filter(([key]) => key.startsWith('ecs-iam:'));
  return [
    `${address}.name == ${quotedKey(name)}`,
    ...tags.map(([key, value]) => `${address}.tags[${quotedKey(key)}] == ${quotedKey(value)}`),
  ];
}

/** The provider writes a list of one as the value itself, as IAM does. */
function trustAssert(role: ModelRole, fill: Fill): Block {
  const document: PolicyDocument = trustDocument(fill(role).trust);
  const principals = document.Statement.map(({ Principal }) => expression(Principal));
  const printed = principals.map((one) => (one.kind === 'line' ? one.line : '')).join(', ');
  const found = `[for statement in jsondecode(aws_iam_role.${roleLabel(role)}.assume_role_policy).Statement : statement.Principal]`;
  return assert(
    [`jsonencode(${found}) == jsonencode([${printed}])`],
    `Somebody else may assume the ${role.title}.`,
  );
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
  const conditions = policies
    .filter(({ actions }) => !actions.some((action) => action.includes('*')))
    .map(
      ({ label }) =>
        `!strcontains(jsonencode(data.aws_iam_policy_document.${label}.statement[*].actions), "*")`,
    );
  if (conditions.length === 0) return [];
  return [
    run('no_policy_has_a_wildcard_among_its_actions', [
      assert(conditions, 'A policy allows more actions than it names.'),
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
