import type { Model, ModelRole } from './model.ts';
import { type TemplateString, template } from './template-string.ts';

/** The ARN of a role of the model. */
export function arnOfRole({
  name,
  settings,
}: Pick<ModelRole, 'name' | 'settings'>): TemplateString {
  return template(`arn:<partition>:iam::<account>:role${settings.path}${name}`);
}

/** The ARN of the role with an id; undefined where it is neither made nor exists. */
export function roleArn(
  { roles, existing }: Pick<Model, 'roles' | 'existing'>,
  id: string,
): TemplateString | undefined {
  const role = roles.find((one) => one.id === id);
  return role === undefined ? existing[id] : arnOfRole(role);
}

/**
 * The ARN of a role of this project and environment in another account, where another repo makes it:
 * `account` is its ID or a placeholder. The service puts the role's name in its place.
 */
export function roleArnElsewhere(account: string, id: string): TemplateString {
  return template(`arn:<partition>:iam::${account}:role<rolePath><role-name:${id}>`);
}

const NAME = /<rolePath><role-name:([a-z-]+)>/g;

/** Puts paths with names where `roleArnElsewhere` left the id of a role. */
export function fillRoleNames(
  value: TemplateString,
  nameOf: (id: string) => string,
): TemplateString {
  return template(value.replace(NAME, (_, id: string) => nameOf(id)));
}

const REFERENCE = /^<role:([a-z-]+)>$/;

/**
 * Stands for the ARN of another role of the repo among the resources of a catalogue statement. The
 * service puts the ARN in its place, or leaves the resource out where the role is not made.
 */
export function roleReference(id: string): TemplateString {
  return template(`<role:${id}>`);
}

/** The id of the role that a resource refers to; undefined where it is no reference. */
export function referencedRole(resource: TemplateString): string | undefined {
  return REFERENCE.exec(resource)?.[1];
}
