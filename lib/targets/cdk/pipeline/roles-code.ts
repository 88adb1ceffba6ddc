import type { Placeholder } from '../../../iam/placeholders.ts';
import { placeholdersOf } from '../../../iam/template-string.ts';
import type { RoleId } from '../../../roles/registry.ts';
import { runningRoles } from '../../../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { roleClass } from '../role-names.ts';

/** The variable of a role that runs something. */
const VARIABLES: Partial<Record<RoleId, string>> = {
  codebuild: 'buildRole',
  codepipeline: 'pipelineRole',
  'pipeline-trigger': 'eventRole',
};

/** The statements that give each running role a variable. */
export function roleVariables(pipeline: Pipeline, { model }: Service): string {
  return runningRoles(pipeline)
    .map((id) => {
      const construct = roleClass({ id });
      const arn = existingProperty(id, model);
      const role =
        arn === undefined
          ? `this.importRole('${construct}', iam)`
          : `Role.fromRoleArn(this, '${construct}', config.${arn}, { mutable: false })`;
      return `    const ${VARIABLES[id]} = ${role};\n`;
    })
    .join('');
}

/** The field of the environment with the ARN of a role that exists already. */
export function existingProperty(
  id: string,
  { existing }: Service['model'],
): Placeholder | undefined {
  const arn = existing[id];
  return arn && placeholdersOf(arn)[0];
}

/** The fields of the environment that only a running role is made from. */
export function existingProperties(
  pipeline: Pipeline,
  { model }: Service,
): readonly (Placeholder | undefined)[] {
  return runningRoles(pipeline).map((id) => existingProperty(id, model));
}

/** True where a role comes from the stack with the roles. */
export function importsRoles(pipeline: Pipeline, { model }: Service): boolean {
  return runningRoles(pipeline).some((id) => model.existing[id] === undefined);
}

/** The method that finds a role by what the stack with the roles exports. */
export function importMethod(service: Service): string {
  return `
  private importRole(id: string, { stackName }: IamStack): IRole {
    const name = Fn.importValue(\`\${stackName}-\${id}Name\`);
    return Role.fromRoleName(this, id, ${importedName(service)}, { mutable: false });
  }
`;
}

/** The name of an imported role, with the path of the roles before it. */
function importedName({ model }: Service): string {
  const path = model.roles.find(({ id }) => id === 'codepipeline')?.settings.path ?? '/';
  return path === '/' ? 'name' : `\`${path.slice(1)}\${name}\``;
}
