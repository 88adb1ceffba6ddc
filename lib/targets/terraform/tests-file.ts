import { isDeepStrictEqual } from 'node:util';
import { type PolicyDocument, trustDocument } from '../../iam/document.ts';
import { mapStrings } from '../../iam/map-strings.ts';
import type { Environment, ModelRole, NamedPolicy } from '../../iam/model.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import { substitute } from '../../iam/template-string.ts';
import { modelIn } from '../../iam/where.ts';
import { derivedFromNames } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { quotedKey, text } from './expression.ts';
import {
  attribute,
  type Block,
  block,
  comment,
  gap,
  type Item,
  line,
  object,
  within,
} from './hcl.ts';
import { policyLabel, roleLabel } from './labels.ts';
import { printHcl } from './print-hcl.ts';
import { moduleArguments } from './root-files.ts';
import {
  ACCOUNT,
  accountIs,
  allTrue,
  assert,
  literal,
  ofEach,
  REGION,
  run,
  testProvider,
} from './test-blocks.ts';
import { keyOf } from './where.ts';

/** The placeholders that the roles of an environment hold. */
type NeededIn = (environment: Environment) => readonly Placeholder[];

/** `tests/roles.tftest.hcl`: what `terraform test` holds the module to, without an account. */
export function testsFile(service: Service, neededIn: NeededIn): string {
  const { model, environments } = service;
  const all = environments.map(
    ({ name, values }): Environment => ({
      name,
      values: { ...derivedFromNames(model.project, name), ...values },
    }),
  );
  const [first = NOWHERE] = all;
  const { roles } = modelIn(model, first);
  const fill = fillFor(first);
  return printHcl([
    comment('In iam/modules/roles, without an account: terraform init && terraform test'),
    gap,
    testProvider(REGION),
    accountIs('data.aws_caller_identity.current'),
    block(['variables'], argumentsOf(first)),
    run('names_and_tags', [
      namesAre(roles, fill),
      assert(
        ofEach(roles.map(addressOf), `role in ? : ${tagCondition(roles, fill)}`),
        'A role lacks a tag of this repo.',
      ),
    ]),
    run('who_may_assume_the_roles', [trustIs(roles, fill)]),
    ...wildcardRun(roles.flatMap(policiesOf)),
    ...elsewhere(),
  ]);

  function argumentsOf(environment: Environment): readonly Attribute[] {
    return moduleArguments(neededIn(environment), environment, '')
      .slice(2)
      .filter((item) => item.kind === 'attribute');
  }

  /** An environment where other roles are made: what differs there. */
  function elsewhere(): readonly Block[] {
    const isHome = ({ name }: Environment) => name === model.home;
    const other = all.find((one) => isHome(one) !== isHome(first));
    if (other === undefined || !model.roles.some(({ where }) => where !== undefined)) return [];
    const { roles: there } = modelIn(model, other);
    const own = there.filter(({ where }) => where !== undefined);
    const before = argumentsOf(first);
    const given = argumentsOf(other);
    const changed = given.filter((one) => !before.some((same) => isDeepStrictEqual(same, one)));
    const unset = before
      .filter(({ name }) => !given.some((one) => one.name === name))
      .map(({ name }) => attribute(name, line('null')));
    return [
      run(`in_${other.name.replaceAll('-', '_')}`, [
        block(['variables'], [...changed, ...unset]),
        namesAre(there, fillFor(other)),
        ...(own.length === 0 ? [] : [trustIs(own, fillFor(other))]),
      ]),
    ];
  }
}

const NOWHERE: Environment = { name: '', values: {} };

type Attribute = Extract<Item, { readonly kind: 'attribute' }>;

function fillFor({ values }: Environment): Fill {
  const known = {
    ...values,
    account: ACCOUNT,
    region: REGION,
    partition: 'aws',
    dnsSuffix: 'amazonaws.com',
  };
  return (from) => mapStrings(from, (value) => substitute(value, known));
}

function namesAre(roles: readonly ModelRole[], fill: Fill): Block {
  const names = object(
    roles.map((role) => [roleLabel(role), text(fill({ name: role.name }).name)]),
  );
  return assert(within('output.role_names == ', names, ''), 'A role has another name.');
}

function trustIs(roles: readonly ModelRole[], fill: Fill): Block {
  const conditions = roles.map((role) => trustCondition(role, fill));
  return assert(allTrue(conditions), 'Somebody else may assume a role.');
}

function addressOf(role: ModelRole): string {
  return `aws_iam_role.${roleLabel(role)}${keyOf(role.where)}`;
}

type Fill = <From extends object>(from: From) => From;

/** All roles have the same tags. */
function tagCondition([role]: readonly ModelRole[], fill: Fill): string {
  const tags = role === undefined ? {} : fill({ tags: role.settings.tags }).tags;
  return Object.entries(tags)
    .filter(([key]) => key.startsWith('ecs-iam:'))
    .map(([key, value]) => `role.tags[${quotedKey(key)}] == ${quotedKey(value)}`)
    .join(' && ');
}

/** The provider writes a list of one as the value itself, as IAM does. */
function trustCondition(role: ModelRole, fill: Fill): string {
  const document: PolicyDocument = trustDocument(fill(role.trust));
  const principals = document.Statement.map(({ Principal }) => literal(Principal));
  const printed = principals.map((one) => (one.kind === 'line' ? one.line : '')).join(', ');
  const found = `jsondecode(${addressOf(role)}.assume_role_policy).Statement[*].Principal`;
  return `${found} == [${printed}]`;
}

interface Policy {
  /** With the key of the document where it has a count. */
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
  const policy = (one: NamedPolicy) => ({
    label: policyLabel(role, one.name) + keyOf(one.where ?? role.where),
    actions: one.statements.flatMap(({ actions }) => actions),
  });
  return [
    ...role.inlinePolicies.map(policy),
    ...role.managedPolicies.map((one) => policy({ ...one, name: one.policy })),
  ];
}
