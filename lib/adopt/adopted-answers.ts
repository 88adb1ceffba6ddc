import { placeOfExisting } from '../answers/existing-role-places.ts';
import { existingRoleArn, existingRoleIds } from '../answers/existing-roles.ts';
import { splitExistingRole } from '../answers/parse/existing-roles.ts';
import { isMadeIn } from '../answers/promotion.ts';
import { selectedRoles } from '../answers/selected-roles.ts';
import type { Answers, EnvironmentAnswers } from '../answers/types.ts';
import { throwFaults, UserError } from '../errors.ts';
import { substitute, type TemplateString, template } from '../iam/template-string.ts';
import { ROLES, type RoleId, roleById } from '../roles/registry.ts';

/** What an existing role is called, and where it stands. */
interface Named {
  readonly id: RoleId;
  readonly name: TemplateString;
  readonly path: string;
}

/**
 * The answers in which roles that exist are made here, under the names that they have: they leave
 * `existingRoles` for `roleNames`.
 *
 * @throws UserError `NamesDiffer`, `PathsDiffer`.
 */
export function adoptedAnswers(answers: Answers, ids: readonly RoleId[]): Answers {
  const faults: UserError[] = [];
  const named = ids.flatMap((id) => {
    const found = nameOf(id, answers);
    if (!(found instanceof UserError)) return [found];
    faults.push(found);
    return [];
  });
  throwFaults(faults);
  const adopted: Answers = {
    ...answers,
    environments: answers.environments.map((one) => withPlace(one, answers)),
    existingRoles: Object.fromEntries(
      Object.entries(answers.existingRoles).filter(([key]) => {
        const { role } = splitExistingRole(key);
        return !ids.some((id) => id === role);
      }),
    ),
    roleNames: {
      ...answers.roleNames,
      ...Object.fromEntries(named.map(({ id, name }) => [id, name])),
    },
    roleOverrides: {
      ...answers.roleOverrides,
      ...Object.fromEntries(
        named
          .filter(({ path }) => path !== answers.rolePath)
          .map(({ id, path }) => [id, { ...answers.roleOverrides[id], path }]),
      ),
    },
  };
  return withRoles(adopted, ids);
}

/** The roles that the answers have as existing, in the catalogue's order. */
export function adoptable(answers: Answers): readonly RoleId[] {
  const existing = existingRoleIds(answers);
  return ROLES.map(({ id }) => id).filter((id) => existing.has(id));
}

/** What only the ARNs told of an environment, the answers keep. */
function withPlace(one: EnvironmentAnswers, answers: Answers): EnvironmentAnswers {
  const { account, partition } = placeOfExisting(one, answers);
  const known = { ...answers.values, ...one.values };
  return {
    ...one,
    values: {
      ...one.values,
      ...(known.account === undefined && account !== undefined && { account }),
      ...(known.partition === undefined &&
        known.region === undefined &&
        partition !== undefined &&
        partition !== 'aws' && { partition }),
    },
  };
}

/** A role that the answers name as existing alone is named among those to make. */
function withRoles(answers: Answers, ids: readonly RoleId[]): Answers {
  const selected = selectedRoles(answers);
  const lacking = ids.filter((id) => !selected.includes(id));
  if (lacking.length === 0) return answers;
  // What follows from a feature comes by itself.
  const named =
    typeof answers.roles === 'string'
      ? selected.filter((id) => roleById(id).follows === undefined)
      : answers.roles;
  const wanted = [...named, ...lacking];
  return { ...answers, roles: ROLES.map(({ id }) => id).filter((id) => wanted.includes(id)) };
}

function nameOf(id: RoleId, answers: Answers): Named | UserError {
  const having = answers.environments.filter(({ name }) => isMadeIn(name, id, answers));
  const places = having.map(({ name: environment }) => {
    const arn = existingRoleArn(id, environment, answers) ?? '';
    const text = arn.slice(arn.indexOf(':role/') + ':role'.length);
    const names = { project: answers.project, environment };
    const cut = text.lastIndexOf('/') + 1;
    return {
      environment,
      pattern: template(text.slice(cut)),
      name: substitute(template(text.slice(cut)), names),
      path: substitute(template(text.slice(0, cut)), names) as string,
    };
  });
  const [first] = places;
  if (first === undefined) throw new Error(`No environment has role ${id}.`);
  const otherPath = places.find(({ path }) => path !== first.path);
  if (otherPath !== undefined) {
    return new UserError(
      'PathsDiffer',
      `Role ${id} stands at path ${first.path} in ${first.environment} and at ${otherPath.path} in ${otherPath.environment}, and a role of this repo has one path.`,
      'Leave it as a role that exists; --role names the others.',
    );
  }
  const patterns = [first.pattern, asPattern(first.name, first.environment)];
  const pattern = patterns.find((one) =>
    places.every(({ environment, name }) => {
      return substitute(one, { project: answers.project, environment }) === name;
    }),
  );
  if (pattern !== undefined) return { id, name: pattern, path: first.path };
  const list = places.map(({ environment, name }) => `'${name}' in ${environment}`).join(', ');
  return new UserError(
    'NamesDiffer',
    `Role ${id} is called ${list}, and no one pattern gives these names.`,
    'Leave it as a role that exists; --role names the others.',
  );
}

/** `acme-web-dev` → `acme-web-<environment>`: the environment where it is a word of the name. */
function asPattern(name: string, environment: string): TemplateString {
  const words = name.split(/([A-Za-z0-9]+)/);
  const whole = words.map((word) => (word === environment ? '<environment>' : word)).join('');
  // A name of an environment may itself have a hyphen.
  return template(whole.includes('<') ? whole : name.replace(environment, '<environment>'));
}
