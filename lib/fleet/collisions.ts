import { ownRoles } from '../answers/own-roles.ts';
import { selectedRoles } from '../answers/selected-roles.ts';
import type { Answers } from '../answers/types.ts';
import { UserError } from '../errors.ts';
import { substitute, template } from '../iam/template-string.ts';
import { roleById } from '../roles/registry.ts';

/** The name of a role in an account, and whose it is. */
export interface FleetRole {
  readonly service: string;
  /** Of the service, in the manifest. */
  readonly line: number;
  readonly environment: string;
  /** '' while it is not known. */
  readonly account: string;
  readonly name: string;
}

/** The names that the roles of a service have in each environment. */
export function fleetRoles(answers: Answers, line: number): readonly FleetRole[] {
  const { project, environments, values, roleNames } = answers;
  const names = [
    ...selectedRoles(answers).map((id) => roleNames[id] ?? roleById(id).name),
    ...ownRoles(answers).map(({ name }) => name),
  ];
  return environments.flatMap(({ name: environment, values: own }) =>
    names.map((name) => ({
      service: project,
      line,
      environment,
      account: own.account ?? values.account ?? '',
      name: substitute(name, { project: template(project), environment: template(environment) }),
    })),
  );
}

/** One fault for each two services with a role of the same name in one account, by the later service. */
export function collisions(roles: Iterable<FleetRole>): ReadonlyMap<string, UserError> {
  const seen = new Map<string, FleetRole>();
  const faults = new Map<string, UserError>();
  for (const role of roles) {
    // IAM tells names apart without case.
    const key = `${role.account} ${role.name.toLowerCase()}`;
    const other = seen.get(key);
    seen.set(key, other ?? role);
    if (other === undefined || other.service === role.service) continue;
    const where = role.account === '' ? 'one account' : `account ${role.account}`;
    const [one, two] = [other, role].map(placeOf);
    const message = `Services ${one} and ${two} both have the role '${role.name}' in ${where}.`;
    const hint = 'Rename one service or environment, or give its roles other names (roleNames).';
    const fault = new UserError('RolesCollide', message, hint);
    for (const name of [other.service, role.service]) {
      if (!faults.has(name)) faults.set(name, fault);
    }
  }
  return faults;
}

function placeOf({ service, environment, line }: FleetRole): string {
  return `${service} (${environment}, line ${line})`;
}
