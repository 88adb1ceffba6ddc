import type { Model, ModelRole } from './model.ts';
import { type TemplateString, template } from './template-string.ts';

/** The ARN of a role of the model. */
export function arnOfRole({
  name,
  settings,
}: Pick<ModelRole, 'name' | 'settings'>): TemplateString {
  return template(`arn:<partition>:iam::<account>:role${settings.path}${name}`);
}

/** The ARN of the role with an id; undefined where the model does not make it. */
export function roleArn({ roles }: Pick<Model, 'roles'>, id: string): TemplateString | undefined {
  const role = roles.find((one) => one.id === id);
  return role && arnOfRole(role);
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
