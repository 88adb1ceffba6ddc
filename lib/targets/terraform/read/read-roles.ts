import type { DefinedPolicy, DefinedRole } from '../../../iam/definition.ts';
import type { JsonDocument } from '../../../iam/document.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import type { Model, ModelRole } from '../../../iam/model.ts';
import { type TemplateString, template } from '../../../iam/template-string.ts';
import { isRoleId } from '../../../roles/registry.ts';
import { unreadableAt } from '../../source.ts';
import { type Resource, textIn } from './resources.ts';

/**
 * The roles that resources define, in the order of the model; those of the user's own come last.
 *
 * @throws UserError `UnreadableDefinition` for a role without a name.
 */
export function rolesOf(resources: readonly Resource[], model: Model): readonly DefinedRole[] {
  const managed = resources.filter(({ mode }) => mode === 'managed');
  const defaults = resources.find(({ type }) => type === 'aws_default_tags')?.values.tags;
  const known = model.roles.map(({ id }) => id);
  const place = ({ id }: DefinedRole) => {
    const at = known.indexOf(id ?? '');
    return at < 0 ? known.length : at;
  };
  return managed
    .filter(({ type }) => type === 'aws_iam_role')
    .map((role) => roleOf(role, managed, { defaults, model }))
    .sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

interface Context {
  readonly defaults: unknown;
  readonly model: Model;
}

function roleOf(
  role: Resource,
  resources: readonly Resource[],
  { defaults, model }: Context,
): DefinedRole {
  const name = template(textIn(role, 'name', ''));
  if (name === '') {
    throw unreadableAt(role.address, undefined, [
      'The role has no name.',
      'Give it a name: a prefix or none would make another role each time.',
    ]);
  }
  const id = role.name.replaceAll('_', '-');
  const ofRole = (type: string) =>
    resources.filter((one) => one.type === type && one.values.role === name);
  const attached = attachedTo(name, role, resources);
  const policies = resources.filter(({ type }) => type === 'aws_iam_policy');
  const own = policies.filter(({ values }) => attached.includes(String(values.arn)));
  const arns = own.map(({ values }) => values.arn);
  const boundary = textIn(role, 'permissions_boundary', '');
  const profile = ofRole('aws_iam_instance_profile').map((one) => textIn(one, 'name', ''))[0];
  const ofModel = model.roles.find((one) => one.id === id);
  return {
    ...((isRoleId(id) || ofModel !== undefined) && { id }),
    name,
    path: template(textIn(role, 'path', '/')),
    description: textIn(role, 'description', ''),
    maxSessionDuration: Number(role.values.max_session_duration ?? 3600),
    ...(boundary !== '' && { boundary: template(boundary) }),
    tags: tagsOf({ ...recordOf(defaults), ...recordOf(role.values.tags) }),
    trust: documentOf(role, 'assume_role_policy'),
    inlinePolicies: inlineOf(role, ofRole('aws_iam_role_policy'), ofModel),
    managedPolicies: own.map(managedPolicy).sort(byModel(ofModel)),
    attachedPolicies: attached
      .filter((arn) => !arns.includes(arn))
      .sort(inOrderOf(ofModel?.managedPolicyArns ?? []))
      .map(template),
    ...(profile && { instanceProfile: template(profile) }),
  };
}

function attachedTo(name: string, role: Resource, resources: readonly Resource[]) {
  const arns = resources.flatMap((one) => {
    const single = one.type === 'aws_iam_role_policy_attachment' && one.values.role === name;
    const exclusive =
      one.type === 'aws_iam_policy_attachment' && listOf(one.values.roles).includes(name);
    return single || exclusive ? [textIn(one, 'policy_arn', '')] : [];
  });
  return [...new Set([...arns, ...listOf(role.values.managed_policy_arns).map(String)])];
}

function tagsOf(tags: Readonly<Record<string, unknown>>): Readonly<Record<string, TemplateString>> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [key, template(String(value ?? ''))]),
  );
}

function inlineOf(
  role: Resource,
  policies: readonly Resource[],
  ofModel: ModelRole | undefined,
): Readonly<Record<string, JsonDocument>> {
  const blocks = listOf(role.values.inline_policy).map((one) => ({
    ...role,
    values: recordOf(one),
  }));
  const all = [...policies, ...blocks].filter(({ values }) => values.policy !== undefined);
  const order = inOrderOf(ofModel?.inlinePolicies.map(({ name }) => name) ?? []);
  return Object.fromEntries(
    all
      .map((one) => [textIn(one, 'name', ''), documentOf(one, 'policy')] as const)
      .sort(([a], [b]) => order(a, b)),
  );
}

function managedPolicy(policy: Resource): DefinedPolicy {
  return {
    name: template(textIn(policy, 'name', '')),
    path: template(textIn(policy, 'path', '/')),
    document: documentOf(policy, 'policy'),
  };
}

function byModel(ofModel: ModelRole | undefined) {
  const ends = ofModel?.managedPolicies.map(({ policy }) => `-${policy}`) ?? [];
  const place = ({ name }: DefinedPolicy) => {
    const at = ends.findIndex((end) => name.endsWith(end));
    return at < 0 ? ends.length : at;
  };
  return (a: DefinedPolicy, b: DefinedPolicy) => place(a) - place(b) || (a.name < b.name ? -1 : 1);
}

/** Orders texts as a list has them; others come last, by themselves. */
function inOrderOf(list: readonly string[]) {
  const place = (text: string) => (list.includes(text) ? list.indexOf(text) : list.length);
  return (a: string, b: string) => place(a) - place(b) || (a < b ? -1 : 1);
}

/** A policy document of a resource. */
export function documentOf(resource: Resource, attribute: string): JsonDocument {
  const text = textIn(resource, attribute, '');
  try {
    return recordOf(JSON.parse(text));
  } catch {
    throw unreadableAt(resource.address, undefined, [
      `Its ${attribute} is no JSON, or is known only after it is applied.`,
      'Write a policy document that does not depend on what an account answers.',
    ]);
  }
}
