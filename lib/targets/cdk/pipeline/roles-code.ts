import type { Placeholder } from '../../../iam/placeholders.ts';
import { placeholdersOf, type TemplateString, template } from '../../../iam/template-string.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { type Code, list, printStatement, shortCallWith } from '../code.ts';
import { stringLiteral } from '../literals.ts';
import { roleClass } from '../role-names.ts';
import { expression } from '../statement-code.ts';
import { projectRole } from './project-code.ts';
import { assumedRole, stagedActions } from './staged-action.ts';

/** A role that the stack runs something with: its variable, and the ID of its construct. */
export interface RunningRole {
  readonly variable: string;
  readonly id: string;
  /** The field of the environment with its ARN, where it exists already. */
  readonly property?: Placeholder | undefined;
}

/** The roles of the pipeline's own environment that it and its builds run with. */
export function runningRoles(
  pipeline: Pipeline,
  { model }: Pick<Service, 'model'>,
): readonly RunningRole[] {
  const own = pipeline.projects.filter(({ environment }) => environment === undefined);
  const roles = [
    ...new Map(own.map((one) => [projectRole(one), one.role.id] as const)),
    ['pipelineRole', 'codepipeline'] as const,
    ...(pipeline.rule ? [['eventRole', 'pipeline-trigger'] as const] : []),
  ];
  return roles.map(([variable, id]) => ({
    variable,
    id: roleClass({ id }),
    property: existingProperty(id, model),
  }));
}

/** The field of the environment with the ARN of a role that exists already. */
export function existingProperty(
  id: string,
  { existing }: Service['model'],
): Placeholder | undefined {
  const arn = existing[id];
  return arn && placeholdersOf(arn)[0];
}

/** The statement that finds such a role. */
export function runningRole({ variable, id, property }: RunningRole): string {
  if (property === undefined) return `    const ${variable} = importRole(this, iam, '${id}');`;
  const words = ['this', `'${id}'`, `config.${property}`];
  const callee = `const ${variable} = Role.fromRoleArn`;
  return printStatement(shortCallWith(callee, words, [{ label: 'mutable: ', code: 'false' }]), 4);
}

/** True where a role comes from the stack with the roles. */
export function importsRoles(pipeline: Pipeline, service: Service): boolean {
  const own = runningRoles(pipeline, service);
  return pipeline.elsewhere.length > 0 || own.some(({ property }) => property === undefined);
}

/** The function that finds a role of the other stack. */
export function importFunction(pipeline: Pipeline, service: Service): string {
  if (!importsRoles(pipeline, service)) return '';
  const exported = pipeline.elsewhere.length > 0 ? 'export ' : '';
  return `
${exported}function importRole(scope: Construct, { stackName }: IamStack, id: string): IRole {
  const name = Fn.importValue(\`\${stackName}-\${id}Name\`);
  return Role.fromRoleName(scope, id, ${importedName(service)}, { mutable: false });
}
`;
}

/**
 * Variable → ARN of the roles of other environments, which this stack does not import. One that exists
 * in the stack's own account is written with that account: the CDK takes a number for another one.
 */
export function rolesElsewhere(
  pipeline: Pipeline,
  { model, environments }: Pick<Service, 'model' | 'environments'>,
): ReadonlyMap<string, TemplateString> {
  const home = environments.find(({ name }) => name === model.home)?.values.account;
  const own = new RegExp(`^arn:[a-z-]+:iam::${home}:`);
  const inStack = (arn: TemplateString) =>
    template(arn.replace(own, 'arn:<partition>:iam::<account>:'));
  const ofProjects = pipeline.projects
    .filter(({ environment }) => environment !== undefined)
    .map((one) => [projectRole(one), one.role.arn] as const);
  const ofActions = stagedActions(pipeline).flatMap((staged) => {
    const variable = assumedRole(staged);
    const { role } = staged.action;
    return variable === undefined || role === undefined ? [] : [[variable, role] as const];
  });
  const all = [...ofProjects, ...ofActions];
  return new Map(all.map(([variable, arn]) => [variable, inStack(arn)] as const));
}

/** The statement that finds such a role. */
export function roleElsewhere([variable, arn]: readonly [string, TemplateString]): Code {
  const id = stringLiteral(variable.charAt(0).toUpperCase() + variable.slice(1));
  const words = ['this', id, expression(arn), '{ mutable: false }'].map((code) => ({ code }));
  return list(`const ${variable} = Role.fromRoleArn(`, words, ')');
}

/** The name of an imported role, with the path of the roles before it. */
function importedName({ model }: Service): string {
  const path = model.roles.find(({ id }) => id === 'codepipeline')?.settings.path ?? '/';
  return path === '/' ? 'name' : `\`${path.slice(1)}\${name}\``;
}
