import type { ManagedPolicy, ModelRole, NamedPolicy } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { pascalCase } from '../../names.ts';
import { block, type Code, documentation, type Item, list, printStatement } from './code.ts';
import { stringLiteral } from './literals.ts';
import { placeholderVariables } from './placeholder-variables.ts';
import { roleImports } from './role-imports.ts';
import { roleClass } from './role-names.ts';
import { expression, statementItem, trustItem } from './statement-code.ts';
import { ownTags, type Tags, tagStatements } from './tags.ts';

/** `lib/roles/<id>.ts`: the class of one role with its policies. */
export function roleFile(role: ModelRole, commonTags: Tags): string {
  const shown = withoutCommon(role, commonTags);
  const statements = [
    block('super(scope, id, {', roleProps(shown), '})'),
    ...shown.managedPolicyArns.map(attachment),
    ...shown.inlinePolicies.map(inlinePolicy),
    ...shown.managedPolicies.map(managedPolicy),
    ...instanceProfile(shown),
    ...tagStatements(shown.settings.tags),
  ];
  const body = [
    ...placeholderVariables(placeholdersIn([shown])),
    ...statements.map((one) => printStatement(one, 4)),
  ];
  return `${roleImports(shown)}
${documentation(`${role.title}. ${role.purpose}`, 0)}
export class ${roleClass(role)} extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
${body.join('\n')}
  }
}
`;
}

/** The role without what the stack sets on every role: the boundary, the tags they share. */
function withoutCommon(role: ModelRole, common: Tags): ModelRole {
  const { boundary, ...settings } = role.settings;
  return { ...role, settings: { ...settings, tags: ownTags(role, common) } };
}

function roleProps({ name, settings, trust }: ModelRole): readonly Item[] {
  return [
    { label: 'roleName: ', code: expression(name) },
    { label: 'path: ', code: expression(settings.path) },
    { label: 'description: ', code: stringLiteral(settings.description) },
    { label: 'maxSessionDuration: ', code: duration(settings.maxSessionDuration) },
    { label: 'assumedBy: ', code: list('new TrustPolicy(', trust.map(trustItem), ')') },
  ];
}

function duration(seconds: number): string {
  if (seconds % 3600 === 0) return `Duration.hours(${seconds / 3600})`;
  return seconds % 60 === 0 ? `Duration.minutes(${seconds / 60})` : `Duration.seconds(${seconds})`;
}

const OF_AWS = 'arn:<partition>:iam::aws:policy/';

function attachment(arn: TemplateString): Code {
  const name = arn.slice(OF_AWS.length);
  const own = arn.startsWith(OF_AWS) && !name.includes('<');
  const call = own ? 'fromAwsManagedPolicyName' : 'fromManagedPolicyArn';
  const words = own
    ? [stringLiteral(name)]
    : ['this', stringLiteral(lastWord(arn)), expression(arn)];
  const items = words.map((code) => ({ code }));
  const policy = list(`ManagedPolicy.${call}(`, items, ')');
  return list('this.addManagedPolicy(', [{ code: policy }], ')');
}

function lastWord(arn: TemplateString): string {
  return pascalCase(arn.slice(arn.lastIndexOf('/') + 1));
}

function inlinePolicy({ name, statements }: NamedPolicy): Code {
  const id = stringLiteral(name);
  return block(
    `new Policy(this, ${id}, {`,
    [
      { label: 'policyName: ', code: id },
      { label: 'roles: ', code: '[this]' },
      { label: 'statements: ', code: block('[', statements.map(statementItem), ']') },
    ],
    '})',
  );
}

function managedPolicy({ policy, name, path, statements }: ManagedPolicy): Code {
  return block(
    `new ManagedPolicy(this, ${stringLiteral(policy)}, {`,
    [
      { label: 'managedPolicyName: ', code: expression(name) },
      { label: 'path: ', code: expression(path) },
      { label: 'roles: ', code: '[this]' },
      { label: 'statements: ', code: block('[', statements.map(statementItem), ']') },
    ],
    '})',
  );
}

function instanceProfile({ instanceProfile: name, settings }: ModelRole): readonly Code[] {
  if (name === undefined) return [];
  const items = [
    { label: 'instanceProfileName: ', code: expression(name) },
    { label: 'path: ', code: expression(settings.path) },
    { label: 'role: ', code: 'this' },
  ];
  return [block("new InstanceProfile(this, 'InstanceProfile', {", items, '})')];
}
