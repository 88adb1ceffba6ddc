import type { Environment, ModelRole } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { derivedFromNames } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';
import { quotedKey, templateText, text } from './expression.ts';
import { attribute, type Block, block, comment, gap, type Item, line, object } from './hcl.ts';
import { roleLabel } from './labels.ts';
import { moduleFiles } from './module-files.ts';
import { printHcl } from './print-hcl.ts';
import { roleFile } from './role-file.ts';
import { isDefaultTag, moduleArguments, provider, rootTerraform } from './root-files.ts';
import { testsFile } from './tests-file.ts';

/** The module with the roles, and where an environment uses it. */
export const ROLES_MODULE = 'iam/modules/roles';

/** The module of the roles with its tests, and one root for each environment. */
export function rolesFiles(service: Service): readonly RenderedFile[] {
  const { roles } = service.model;
  if (roles.length === 0) return [];
  const placeholders = placeholdersIn(withoutDefaultTags(service));
  return [
    ...moduleFiles({
      folder: ROLES_MODULE,
      placeholders,
      locals: tags(service),
      resources: [],
    }),
    textFile(`${ROLES_MODULE}/outputs.tf`, outputsFile(roles)),
    ...roles.map((role) =>
      textFile(`${ROLES_MODULE}/${roleLabel(role)}.tf`, roleFile(role, roles)),
    ),
    textFile(`${ROLES_MODULE}/tests/roles.tftest.hcl`, testsFile(service, placeholders)),
    ...service.environments.map((environment) => rootFile(service, environment)),
  ];

  function rootFile({ model: { project } }: Service, environment: Environment): RenderedFile {
    const { name } = environment;
    const values = { ...derivedFromNames(project, name), ...environment.values };
    return textFile(
      `iam/environments/${name}/main.tf`,
      printHcl([
        comment(`The IAM roles of ${project} in ${name}.`),
        gap,
        rootTerraform(),
        provider(service, { name, values }),
        block(
          ['module', 'roles'],
          moduleArguments(placeholders, { name, values }, '../../modules/roles'),
        ),
        ...outputs(roles, (output) => line(`module.roles.${output}`)),
      ]),
    );
  }
}

function withoutDefaultTags({ model: { roles } }: Service): readonly ModelRole[] {
  return roles.map((role) => {
    const tags = Object.entries(role.settings.tags).filter(([key, value]) => isOwn(key, value));
    return { ...role, settings: { ...role.settings, tags: Object.fromEntries(tags) } };
  });
}

/** True for a tag that the module sets: whose the roles are, and what only the account knows. */
function isOwn(key: string, value: string): boolean {
  return key.startsWith('ecs-iam:') || !isDefaultTag(value);
}

/** `local.tags`: all roles have the same. */
function tags({ model: { roles } }: Service): readonly Item[] {
  const own = Object.entries(roles[0]?.settings.tags ?? {}).filter(([key, value]) =>
    isOwn(key, value),
  );
  return [
    comment("These mark the roles as this repo's."),
    attribute('tags', object(own.map(([key, value]) => [quotedKey(key), templateText(value)]))),
  ];
}

function outputsFile(roles: readonly ModelRole[]): string {
  return printHcl(
    outputs(roles, (_, property) =>
      object(
        roles
          .filter((role) => property !== 'profile' || role.instanceProfile !== undefined)
          .map((role) => [roleLabel(role), line(attributeOf(role, property))]),
      ),
    ),
  );
}

type Property = 'arn' | 'name' | 'profile';

function attributeOf(role: ModelRole, property: Property): string {
  if (property === 'profile') return `aws_iam_instance_profile.${roleLabel(role)}.name`;
  return `aws_iam_role.${roleLabel(role)}.${property}`;
}

function outputs(
  roles: readonly ModelRole[],
  value: (name: string, property: Property) => ReturnType<typeof line>,
): readonly Block[] {
  const output = (name: string, description: string, property: Property) =>
    block(
      ['output', name],
      [attribute('description', text(description)), attribute('value', value(name, property))],
    );
  const hasProfiles = roles.some((role) => role.instanceProfile !== undefined);
  return [
    output('role_arns', 'ARN of each role', 'arn'),
    output('role_names', 'Name of each role', 'name'),
    ...(hasProfiles
      ? [output('instance_profiles', 'Name of each instance profile', 'profile')]
      : []),
  ];
}
