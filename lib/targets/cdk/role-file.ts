import type { ManagedPolicy, ModelRole, NamedPolicy, Where } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import type { TemplateString } from '../../iam/template-string.ts';
import { pascalCase } from '../../names.ts';
import { acknowledgeAwsPolicies, acknowledgeWildcards } from './acknowledge-code.ts';
import { block, type Code, callWith, documentation, type Item, list } from './code.ts';
import { stringLiteral } from './literals.ts';
import { placeholderVariables } from './placeholder-variables.ts';
import { roleImports } from './role-imports.ts';
import { roleClass } from './role-names.ts';
import { assumedBy, expression, statementItem } from './statement-code.ts';
import { ownTags, type Tags, tagStatements } from './tags.ts';
import { type Placed, printPlaced } from './where-code.ts';

/** `lib/roles/<id>.ts`: the class of one role with its policies. */
export function roleFile(role: ModelRole, commonTags: Tags): string {
  const shown = asShown(role, commonTags);
  const statements: readonly Placed[] = [
    { code: [block('super(scope, id, {', roleProps(shown), '})')] },
    { code: shown.managedPolicyArns.map(attachment) },
    { code: acknowledgeAwsPolicies(shown) },
    ...shown.inlinePolicies.map((one) => ({ ...placed(role, one), code: inlinePolicy(one) })),
    ...shown.managedPolicies.map((one) => ({ ...placed(role, one), code: managedPolicy(one) })),
    { code: instanceProfile(shown) },
    { code: tagStatements(shown.settings.tags) },
  ];
  const body = [...placeholderVariables(placeholdersIn([shown])), ...printPlaced(statements, 4)];
  return `${roleImports(shown)}
${documentation(`${role.title}. ${role.purpose}`, 0)}
export class ${roleClass(role)} extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
${body.join('\n')}
  }
}
`;
}

/** The role without what the stack sets on every role: the boundary, the tags they share. */
function asShown(role: ModelRole, common: Tags): ModelRole {
  const { boundary, ...settings } = role.settings;
  return {
    ...role,
    inlinePolicies: role.inlinePolicies.filter(({ where }) => meets(where, role)),
    managedPolicies: role.managedPolicies.filter(({ where }) => meets(where, role)),
    settings: { ...settings, tags: ownTags(role, common) },
  };
}

/** True where some environment that has the role has the policy too. */
function meets(policy: Where | undefined, { where }: ModelRole): boolean {
  return policy === undefined || where === undefined || policy === where;
}

/** A policy asks for the environment itself only where the role is made in others too. */
function placed({ where }: ModelRole, policy: NamedPolicy | ManagedPolicy): Pick<Placed, 'where'> {
  return where === undefined ? { where: policy.where } : {};
}

function roleProps({ name, settings, trust }: ModelRole): readonly Item[] {
  return [
    { label: 'roleName: ', code: expression(name) },
    { label: 'path: ', code: expression(settings.path) },
    { label: 'description: ', code: stringLiteral(settings.description) },
    { label: 'maxSessionDuration: ', code: duration(settings.maxSessionDuration) },
    { label: 'assumedBy: ', code: assumedBy(trust) },
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

function inlinePolicy({ name, statements }: NamedPolicy): readonly Code[] {
  const id = stringLiteral(name);
  return withFindings(['new Policy', id], {
    name,
    statements,
    items: [{ label: 'policyName: ', code: id }],
  });
}

function managedPolicy({ policy, name, path, statements }: ManagedPolicy): readonly Code[] {
  return withFindings(['new ManagedPolicy', stringLiteral(policy)], {
    name: policy,
    statements,
    items: [
      { label: 'managedPolicyName: ', code: expression(name) },
      { label: 'path: ', code: expression(path) },
    ],
  });
}

/** A policy, and below it what cdk-nag finds in it and is meant to stay. */
function withFindings(
  [callee, id]: readonly [callee: string, id: string],
  { name, statements, items }: NamedPolicy & { readonly items: readonly Item[] },
): readonly Code[] {
  const variable = `${name.charAt(0).toLowerCase()}${pascalCase(name).slice(1)}`;
  const accepted = acknowledgeWildcards(variable, statements);
  const all = [
    ...items,
    { label: 'roles: ', code: '[this]' },
    { label: 'statements: ', code: block('[', statements.map(statementItem), ']') },
  ];
  return [
    callWith(accepted.length === 0 ? callee : `const ${variable} = ${callee}`, ['this', id], all),
    ...accepted,
  ];
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
