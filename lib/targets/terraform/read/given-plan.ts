import { UserError } from '../../../errors.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import type { Environment } from '../../../iam/model.ts';
import { parseJson, type SourceFile } from '../../source.ts';
import { withoutKeys } from './blocks.ts';
import type { ReadRoot } from './read-root.ts';
import { mapTexts, type Plan, type Resource, resourcesIn, textIn } from './resources.ts';
import { unknownDocument } from './unknown-document.ts';

/**
 * Reads a plan that somebody made with an account, in place of the files.
 *
 * @throws UserError `NotAPlan`, `BrokenJson`.
 */
export function readPlan(given: SourceFile, environment: Environment): ReadRoot {
  const { root } = parseJson(given);
  const { planned_values, prior_state, resource_changes, configuration } = recordOf(root);
  if (planned_values === undefined) throw notAPlan(given.path, environment);
  const changes = listOf(resource_changes).map((one): Resource => {
    const { change, ...resource } = recordOf(one);
    return resourceOf({ ...resource, values: recordOf(change).after });
  });
  const plan: Plan = {
    planned: resourcesIn(recordOf(planned_values).root_module),
    data: [...resourcesIn(recordOf(recordOf(prior_state).values).root_module), ...changes].filter(
      ({ mode }) => mode === 'data',
    ),
    arguments: (address) => argumentsIn(recordOf(configuration).root_module, address),
  };
  const fact = (type: string, name: string) => {
    const found = plan.data.find((one) => one.type === type);
    return found === undefined ? '' : textIn(found, name, '');
  };
  const account = environment.values.account ?? fact('aws_caller_identity', 'account_id');
  const partition = environment.values.partition ?? (fact('aws_partition', 'partition') || 'aws');
  const arnOf = ({ type, values }: Resource) =>
    `arn:${partition}:iam::${account}:${type === 'aws_iam_role' ? 'role' : 'policy'}${values.path ?? '/'}${values.name}`;
  const resources = plan.planned
    .map((one) =>
      /^aws_iam_(role|policy)$/.test(one.type) ? known(one, { arn: arnOf(one) }) : one,
    )
    .map((one, _, all) => known(one, unknownValues(one, { ...plan, planned: all })));
  const replaced: readonly (readonly [string, string, boolean])[] = [
    [account, '<account>', environment.values.account === undefined],
    [fact('aws_region', 'id'), '<region>', environment.values.region === undefined],
    [`arn:${partition}:`, 'arn:<partition>:', environment.values.partition === undefined],
  ];
  const pairs = replaced.filter(([from, , isUnknown]) => isUnknown && from !== '');
  return {
    resources: mapTexts(resources, (text) =>
      pairs.reduce((done, [from, to]) => done.replaceAll(from, to), text),
    ).map(withAllTags),
    modules: [],
    values: {},
  };
}

function resourceOf(one: Readonly<Record<string, unknown>>): Resource {
  const { address, mode, type, name, values } = one;
  return {
    address: String(address),
    mode: String(mode),
    type: String(type),
    name: String(name),
    values: recordOf(values),
  };
}

function known(resource: Resource, values: Readonly<Record<string, unknown>>): Resource {
  return { ...resource, values: { ...values, ...resource.values } };
}

/** A plan has the tags of the provider with those of the role. */
function withAllTags(resource: Resource): Resource {
  const tags = resource.values.tags_all ?? resource.values.tags;
  return { ...resource, values: { ...resource.values, tags } };
}

const POLICY: Readonly<Record<string, string>> = {
  aws_iam_role: 'assume_role_policy',
  aws_iam_role_policy: 'policy',
  aws_iam_policy: 'policy',
};

/** What is known after the plan is applied, as far as it follows from names in the plan. */
function unknownValues(resource: Resource, plan: Plan): Readonly<Record<string, unknown>> {
  const expressions = plan.arguments(resource.address);
  const referred = (argument: string) => {
    const [first] = listOf(recordOf(expressions[argument]).references).map(String);
    const module = moduleOf(resource);
    const words = (first ?? '').split('.').slice(0, first?.startsWith('data.') ? 3 : 2);
    return module + withoutCount(words.join('.'));
  };
  if (resource.type === 'aws_iam_role_policy_attachment' && !resource.values.policy_arn) {
    const policy = plan.planned.find(
      ({ address }) => withoutCount(address) === referred('policy_arn'),
    );
    return { policy_arn: policy?.values.arn };
  }
  const argument = POLICY[resource.type];
  if (argument === undefined || resource.values[argument] !== undefined) return {};
  const document = plan.data.findLast(
    ({ address }) => withoutCount(address) === referred(argument),
  );
  return document === undefined ? {} : { [argument]: unknownDocument(document, plan) };
}

/** `module.roles.` of an address, with the keys of modules. */
function moduleOf({ address, type, name }: Resource): string {
  return withoutCount(address).slice(0, -`${type}.${name}`.length);
}

/** An address without the key of the resource itself. */
function withoutCount(address: string): string {
  return address.replace(/\[\d+\]$/, '');
}

/** The configuration of a module's resource: modules are nested there as they are called. */
function argumentsIn(module: unknown, address: string): Readonly<Record<string, unknown>> {
  const [, call, rest] = /^module\.([\w-]+)\.(.*)$/.exec(withoutKeys(address)) ?? [];
  const { module_calls, resources } = recordOf(module);
  if (call !== undefined && rest !== undefined) {
    return argumentsIn(recordOf(recordOf(module_calls)[call]).module, rest);
  }
  const found = listOf(resources).find((one) => recordOf(one).address === withoutKeys(address));
  return recordOf(recordOf(found).expressions);
}

function notAPlan(path: string, { name }: Environment): UserError {
  const terraform = `terraform -chdir=iam/environments/${name}`;
  return new UserError(
    'NotAPlan',
    `${path} is no plan of Terraform as JSON.`,
    `Make one: ${terraform} plan -out=plan, then ${terraform} show -json plan > plan.json.`,
  );
}
