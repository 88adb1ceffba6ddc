import { LOCK_FILE, type Lock, parseLock } from '../definition/lock.ts';
import type { DefinedRole, Definition } from '../iam/definition.ts';
import { substitute, template } from '../iam/template-string.ts';
import { sharedStackName } from '../names.ts';
import type { Service } from '../service/types.ts';
import { TARGET_NAMES, type TargetId } from '../targets/ids.ts';
import { ownRecord } from './marker.ts';
import type { Retired, RetiredRole } from './retired-entry.ts';
import type { WritePlan, WrittenFiles } from './write-plan.ts';

/** What `.yo-rc.json` lists as retired. @throws UserError `MarkerBroken`. */
export function readRetired(marker: string | undefined): readonly Retired[] {
  const { retired } = ownRecord(marker);
  if (!Array.isArray(retired)) return [];
  return retired.filter(isRetired);
}

function isRetired(value: unknown): value is Retired {
  const { kind, project, environment, target, values, roles } = Object(value);
  return (
    ['environment', 'role', 'target'].includes(kind) &&
    [project, environment].every((one) => typeof one === 'string') &&
    TARGET_NAMES.some(({ id }) => id === target) &&
    typeof values === 'object' &&
    Array.isArray(roles)
  );
}

/** The plan of a run that also lists what it retires, and no longer what is defined again. */
export function withRetired(plan: WritePlan, service: Service): WritePlan {
  const lock = plan.files.find(({ path }) => path === LOCK_FILE);
  const now = definitionsIn(lock?.after ?? lock?.before);
  const before = definitionsIn(lock?.before);
  const { target } = service.answers;
  const was = targetOf(plan.written) ?? target;
  const known = readRetired(plan.marker).flatMap((one) => stillRetired(one, now, target));
  const added = before.flatMap((one) => retiredBy(one, now, { was, target, service, before }));
  const retired = joined([...known, ...added]);
  return { ...plan, retired };
}

function definitionsIn(text: string | undefined): Lock['definitions'] {
  if (text === undefined) return [];
  try {
    return parseLock(text).definitions;
  } catch {
    // A lock that nobody can read says nothing of what was.
    return [];
  }
}

const MARKS: readonly (readonly [RegExp, TargetId])[] = [
  [/^iam\/(roles|shared)[^/]*\.yaml$/, 'cloudformation'],
  [/^iam\/cdk\.json$/, 'cdk'],
  [/^iam\/(modules|environments)\//, 'terraform'],
  [/^environments\/[^/]+\.env$/, 'cli'],
];

/** The target that files were written for, by their paths. */
function targetOf(written: WrittenFiles): TargetId | undefined {
  const paths = Object.keys(written);
  return MARKS.find(([mark]) => paths.some((path) => mark.test(path)))?.[1];
}

type Place = Pick<Retired, 'project' | 'environment' | 'values'>;

/** The same environment of the same project, in the same account as far as that is known. */
function isSame(one: Place, other: Place): boolean {
  const [here, there] = [one.values.account, other.values.account];
  return (
    one.project === other.project &&
    one.environment === other.environment &&
    (here === undefined || there === undefined || here === there)
  );
}

function stillRetired(
  one: Retired,
  now: readonly Definition[],
  target: TargetId,
): readonly Retired[] {
  const current = now.find((other) => isSame(one, other));
  if (one.kind === 'target') return current !== undefined && one.target === target ? [] : [one];
  if (current === undefined) return [one];
  const roles = one.roles.filter(({ name }) => !hasRole(current, name));
  const switched: readonly Retired[] =
    one.kind === 'environment' && one.target !== target ? [{ ...one, kind: 'target' }] : [];
  return roles.length === 0 ? switched : [...switched, { ...one, kind: 'role', roles }];
}

interface Change {
  readonly was: TargetId;
  readonly target: TargetId;
  readonly service: Service;
  readonly before: readonly Definition[];
}

function retiredBy(
  one: Definition,
  now: readonly Definition[],
  { was, target, service, before }: Change,
): readonly Retired[] {
  if (one.roles.length === 0) return [];
  const { project, environment, values } = one;
  const { account, partition, region, ownershipId } = values;
  const kept = { account, partition, region, ownershipId };
  const place = {
    project,
    environment,
    target: was,
    values: Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
  };
  const current = now.find((other) => isSame(other, one));
  const roles = one.roles.map(asRetired);
  const sharedStack = sharedStackOf(one, before);
  const whole = { ...place, roles, ...(sharedStack !== undefined && { sharedStack }) };
  if (current === undefined) return [{ kind: 'environment', ...whole }];
  const gone = roles.filter(
    ({ name }) => !hasRole(current, name) && !isUsed(name, environment, service),
  );
  return [
    ...(gone.length > 0 ? [{ kind: 'role' as const, ...place, roles: gone }] : []),
    ...(was === target ? [] : [{ kind: 'target' as const, ...whole }]),
  ];
}

/** The stack with what an environment shared, by the name that `sharedUnits` gave its unit. */
function sharedStackOf(one: Definition, all: readonly Definition[]): string | undefined {
  const placeOf = ({ values: { account = '', region = '' } }: Definition) => `${account} ${region}`;
  const unit = all.filter((other) => placeOf(other) === placeOf(one));
  const isShared = unit.some(
    ({ shared }) => shared.repository !== undefined || shared.resourcePolicies.length > 0,
  );
  if (!isShared) return undefined;
  return sharedStackName(
    one.project,
    unit.length === all.length ? undefined : unit[0]?.environment,
  );
}

function hasRole({ roles }: Definition, name: string): boolean {
  return roles.some((one) => one.name.toLowerCase() === name.toLowerCase());
}

/** A role that was made here and is used from now on as one that exists. */
function isUsed(name: string, environment: string, { answers }: Service): boolean {
  const names = { project: answers.project, environment };
  return Object.values(answers.existingRoles).some((arn) =>
    substitute(template(arn), names).endsWith(`/${name}`),
  );
}

function asRetired(role: DefinedRole): RetiredRole {
  return {
    ...(role.id !== undefined && { id: role.id }),
    name: role.name,
    path: role.path,
    inlinePolicies: Object.keys(role.inlinePolicies),
    managedPolicies: role.managedPolicies.map(({ name, path }) => ({ name, path })),
    attachedPolicies: role.attachedPolicies,
    ...(role.instanceProfile !== undefined && { instanceProfile: role.instanceProfile }),
  };
}

/** One entry for each environment, kind and target, with the roles of all. */
function joined(all: readonly Retired[]): readonly Retired[] {
  const entries: Retired[] = [];
  for (const one of all) {
    const at = entries.findIndex(
      (other) => other.kind === one.kind && other.target === one.target && isSame(other, one),
    );
    const known = entries[at];
    if (known === undefined) entries.push(one);
    else {
      const more = one.roles.filter(({ name }) => !known.roles.some((role) => role.name === name));
      entries[at] = { ...known, roles: [...known.roles, ...more] };
    }
  }
  return entries;
}

/** The definition of what is retired, in which a policy is known by its name alone. */
export function retiredDefinition(one: Retired): Definition {
  return {
    project: one.project,
    environment: one.environment,
    values: one.values,
    roles: one.roles.map((role) => ({
      ...role,
      description: '',
      maxSessionDuration: 3600,
      tags: {},
      trust: NOTHING,
      inlinePolicies: Object.fromEntries(role.inlinePolicies.map((name) => [name, NOTHING])),
      managedPolicies: role.managedPolicies.map((policy) => ({ ...policy, document: NOTHING })),
    })),
    shared: { serviceLinkedRoles: [], resourcePolicies: [], oidcProviders: [] },
  };
}

const NOTHING = { Version: '2012-10-17', Statement: [] };
