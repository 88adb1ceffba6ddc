import type { Model, ModelRole } from '../../iam/model.ts';
import { hasParts } from '../../iam/where.ts';
import { instanceProfileLogicalId } from '../cloudformation/roles.ts';
import { type Code, documentation, list } from './code.ts';
import { importLines } from './import-lines.ts';
import { templateLiteral } from './literals.ts';
import { roleClass, roleProperty } from './role-names.ts';
import { commonTags, tagStatements } from './tags.ts';
import { type Placed, printPlaced } from './where-code.ts';

/** `lib/iam-stack.ts`: the stack of an environment, a property for each role, what all roles have. */
export function stackFile(model: Model): string {
  return `${imports(model)}
export interface IamStackProps extends StackProps {
  readonly config: Environment;
}

/** The IAM roles of the service in one environment. */
export class IamStack extends Stack {
${model.roles.map(property).join('\n')}

  constructor(scope: Construct, id: string, props: IamStackProps) {
    super(scope, id, props);
    const { config } = props;

${body(model)}
  }

${EXPORT_OUTPUT}
}
`;
}

const EXPORT_ROLES = `    // Other stacks import the name and the ARN of each role.
    for (const role of this.node.children.filter((child) => child instanceof Role)) {
      this.exportOutput(\`\${role.node.id}Name\`, role.roleName);
      this.exportOutput(\`\${role.node.id}Arn\`, role.roleArn);
    }`;

const EXPORT_OUTPUT = `  private exportOutput(id: string, value: string): void {
    new CfnOutput(this, id, { value, exportName: \`\${this.stackName}-\${id}\` });
  }`;

function imports({ roles }: Model): string {
  const own = roles
    .map((role) => [`./roles/${role.id}`, { [roleClass(role)]: true }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return importLines({
    'aws-cdk-lib': {
      CfnOutput: true,
      Stack: true,
      'type StackProps': true,
      Tags: Object.keys(commonTags(roles)).length > 0,
    },
    'aws-cdk-lib/aws-iam': {
      ManagedPolicy: isBounded(roles),
      PermissionsBoundary: isBounded(roles),
      Role: true,
    },
    constructs: { 'type Construct': true },
    './environments': {
      'type Environment': true,
      home: hasParts({ roles }),
    },
    ...Object.fromEntries(own),
  });
}

function property(role: ModelRole): string {
  const { title, where } = role;
  if (where === undefined) return `  readonly ${roleProperty(role)}: Role;`;
  return `${documentation(`${title}; ${WHERE[where]}.`, 2)}\n  readonly ${roleProperty(role)}?: Role;`;
}

const WHERE = { home: 'home alone has it', other: 'home does not have it' } as const;

function body({ roles }: Model): string {
  const made = roles.map((role): Placed => {
    const words = ['this', `'${roleClass(role)}'`, 'config'].map((code) => ({ code }));
    const code = list(`this.${roleProperty(role)} = new ${roleClass(role)}(`, words, ')');
    return { where: role.where, code: [code] };
  });
  const tags = tagStatements(commonTags(roles), 'config.');
  const profiles = roles.map((role) => ({ where: role.where, code: exportProfile(role) }));
  return [
    printPlaced(made, 4).join('\n'),
    ...boundary(roles),
    ...(tags.length > 0 ? [printPlaced([{ code: tags }], 4).join('\n')] : []),
    [EXPORT_ROLES, ...printPlaced(profiles, 4)].join('\n'),
  ].join('\n\n');
}

function exportProfile(role: ModelRole): readonly Code[] {
  if (role.instanceProfile === undefined) return [];
  const name = templateLiteral(role.instanceProfile, (placeholder) => `config.${placeholder}`);
  const words = [{ code: `'${instanceProfileLogicalId(role)}Name'` }, { code: name }];
  return [list('this.exportOutput(', words, ')')];
}

function isBounded(roles: readonly ModelRole[]): boolean {
  return roles.some(({ settings }) => settings.boundary !== undefined);
}

/** @throws Error when roles differ in their boundary: the model gives one to all of them or to none. */
function boundary(roles: readonly ModelRole[]): readonly string[] {
  const [arn, ...others] = [...new Set(roles.map(({ settings }) => settings.boundary))];
  if (others.length > 0) throw new Error('The roles of a stack share one permissions boundary.');
  if (arn === undefined) return [];
  const value = templateLiteral(arn, (placeholder) => `config.${placeholder}`);
  return [
    `    if (${value} !== undefined) {
      const boundary = ManagedPolicy.fromManagedPolicyArn(
        this,
        'PermissionsBoundary',
        ${value},
      );
      PermissionsBoundary.of(this).apply(boundary);
    }`,
  ];
}
