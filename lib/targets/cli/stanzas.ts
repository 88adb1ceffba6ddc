import type { Model, ModelRole } from '../../iam/model.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { CATALOGUE, catalogueAttachments } from '../../roles/catalogue.ts';
import { type RoleId, roleById } from '../../roles/registry.ts';
import { shellWord } from '../../shell.ts';
import { wrapWords } from '../files.ts';

const COMMENT_COLUMNS = 98;

/** The calls that bring one role to the model, as a stanza of `deploy-iam.sh`. */
export function deployStanza(role: ModelRole): string {
  const { path, boundary } = role.settings;
  const settings = [role.name, path, ...(boundary ? [boundary] : [])].map(shellWord);
  const { managedPolicyArns } = role;
  return [
    ...wrapWords(`${role.title}: ${role.purpose}`, COMMENT_COLUMNS).map((line) => `# ${line}`),
    ['role', role.id, ...settings].join(' '),
    ...role.inlinePolicies.map(({ name }) => `inline_policy ${name}`),
    ...role.managedPolicies.map(({ policy }) => `managed_policy ${policy}`),
    ...managedPolicyArns.map((arn) => `attach_policy ${shellWord(arn)}`),
    ...(role.instanceProfile ? [`instance_profile ${shellWord(role.instanceProfile)}`] : []),
    call(
      'end_role',
      attachments(role.id).filter((arn) => !managedPolicyArns.includes(arn)),
    ),
  ].join('\n');
}

/** The calls that delete a model's roles, the last made first. */
export function destroyCalls(model: Model): readonly string[] {
  return [...model.roles].reverse().map((role) => destroyCall(role, attachments(role.id)));
}

/** The same for the roles of the catalogue that the model does not have. */
export function destroyLeftCalls(model: Model): readonly string[] {
  return rolesNotIn(model).map((role) => destroyCall(role, catalogueAttachments(role)));
}

/** Warns of roles that earlier answers made and the model does not have. */
export function reportLeftCall(model: Model): string {
  const left = rolesNotIn(model).map(({ name }) => name);
  return left.length > 0 ? call('report_left', left) : '# Every role of the catalogue is above.';
}

function rolesNotIn(model: Model): typeof CATALOGUE {
  return CATALOGUE.filter(({ id }) => model.roles.every((role) => role.id !== id));
}

function destroyCall(
  { name, instanceProfile }: Pick<ModelRole, 'name' | 'instanceProfile'>,
  arns: readonly TemplateString[],
): string {
  const profile = instanceProfile ? shellWord(instanceProfile) : "''";
  return call(`destroy_role ${shellWord(name)} ${profile}`, arns);
}

function attachments(id: string): readonly TemplateString[] {
  return catalogueAttachments(roleById(id as RoleId));
}

/** A command with a list of words, each on its own line. */
function call(command: string, words: readonly TemplateString[]): string {
  return [command, ...words.map((word) => `  ${shellWord(word)}`)].join(' \\\n');
}
