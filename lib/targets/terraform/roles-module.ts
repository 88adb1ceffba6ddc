import type { Environment, Model, ModelRole, Where } from '../../iam/model.ts';
import type { Placeholder } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { modelIn } from '../../iam/where.ts';
import { derivedFromNames } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';
import { quotedKey, templateText, text } from './expression.ts';
import {
  attribute,
  type Block,
  block,
  comment,
  type Expression,
  gap,
  type Item,
  line,
  list,
  type Member,
  object,
  within,
} from './hcl.ts';
import { roleLabel } from './labels.ts';
import { moduleFiles } from './module-files.ts';
import { printHcl } from './print-hcl.ts';
import { roleFile } from './role-file.ts';
import { isDefaultTag, moduleArguments, provider, rootTerraform } from './root-files.ts';
import { testsFile } from './tests-file.ts';
import { isHome, keyOf } from './where.ts';

/** The module with the roles, and where an environment uses it. */
export const ROLES_MODULE = 'iam/modules/roles';

/** The module of the roles with its tests, and one root for each environment. */
export function rolesFiles(service: Service): readonly RenderedFile[] {
  const { roles } = service.model;
  if (roles.length === 0) return [];
  const placeholders = placeholdersIn(withoutDefaultTags(service.model));
  const neededBy = new Map(
    service.environments.map((environment) => [
      environment.name,
      placeholdersIn(withoutDefaultTags(modelIn(service.model, environment))),
    ]),
  );
  const neededIn = ({ name }: Environment) => neededBy.get(name) ?? [];
  return [
    ...moduleFiles({
      folder: ROLES_MODULE,
      placeholders,
      sometimes: placeholders.filter((one) => !isAlwaysNeeded(one)),
      locals: [...homeFirst(isHome(service.model)), ...tags(service)],
      resources: [],
    }),
    textFile(`${ROLES_MODULE}/outputs.tf`, outputsFile(roles)),
    ...roles.map((role) =>
      textFile(`${ROLES_MODULE}/${roleLabel(role)}.tf`, roleFile(role, roles)),
    ),
    textFile(`${ROLES_MODULE}/tests/roles.tftest.hcl`, testsFile(service, neededIn)),
    ...service.environments.map((environment) => rootFile(service, environment)),
  ];

  function isAlwaysNeeded(placeholder: Placeholder): boolean {
    return service.environments.every((one) => neededIn(one).includes(placeholder));
  }

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
          moduleArguments(neededIn(environment), { name, values }, '../../modules/roles'),
        ),
        ...outputs(roles, (output) => line(`module.roles.${output}`)),
      ]),
    );
  }
}

function withoutDefaultTags({ roles }: Model): readonly ModelRole[] {
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

function homeFirst(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? [] : [...items, gap];
}

function outputsFile(roles: readonly ModelRole[]): string {
  return printHcl(
    outputs(roles, (_, property) => {
      const having = roles.filter(
        (role) => property !== 'profile' || role.instanceProfile !== undefined,
      );
      return byPlace(
        having.map((role) => ({
          where: role.where,
          member: [roleLabel(role), line(attributeOf(role, property))],
        })),
      );
    }),
  );
}

/** An object whose members may stand in home alone, or in the other environments alone. */
function byPlace(
  all: readonly { readonly where: Where | undefined; readonly member: Member }[],
): Expression {
  const standing = (where: Where | undefined) =>
    object(all.filter((one) => one.where === where).map(({ member }) => member));
  const has = (where: Where) => all.some((one) => one.where === where);
  if (!has('home') && !has('other')) return standing(undefined);
  const parts = [
    standing(undefined),
    ...(has('home') ? [within('local.is_home ? ', standing('home'), ' : {}')] : []),
    ...(has('other') ? [within('local.is_home ? {} : ', standing('other'), '')] : []),
  ];
  return within('merge(', list(parts), '...)');
}

type Property = 'arn' | 'name' | 'profile';

function attributeOf(role: ModelRole, property: Property): string {
  const label = `${roleLabel(role)}${keyOf(role.where)}`;
  if (property === 'profile') return `aws_iam_instance_profile.${label}.name`;
  return `aws_iam_role.${label}.${property}`;
}

function outputs(
  roles: readonly ModelRole[],
  value: (name: string, property: Property) => Expression,
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
