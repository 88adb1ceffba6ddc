import type { Environment, Model, ModelRole, Where } from './model.ts';

/** True where something is made in an environment. */
export function standsIn(
  { where }: { readonly where?: Where },
  environment: string,
  home: string,
): boolean {
  return where === undefined || (where === 'home') === (environment === home);
}

/**
 * The part of a model that one environment has: its roles with their policies, and the repository
 * only in home's account.
 */
export function modelIn<S extends string>(model: Model<S>, environment: Environment): Model<S> {
  const { name, values } = environment;
  const isElsewhere = values.homeAccount !== undefined && values.homeAccount !== values.account;
  const parts = partsOf.get(model) ?? new Map<string, Model>();
  partsOf.set(model, parts);
  // Environments beside home have the same part, and what is kept for its roles holds for all.
  const key = `${name === model.home} ${isElsewhere}`;
  const part = (parts.get(key) as Model<S> | undefined) ?? partFor(model, name, isElsewhere);
  parts.set(key, part);
  return part;
}

const partsOf = new WeakMap<Model<string>, Map<string, Model<string>>>();

function partFor<S extends string>(model: Model<S>, name: string, isElsewhere: boolean): Model<S> {
  const isHere = (one: { readonly where?: Where }) => standsIn(one, name, model.home);
  const { repository, ...rest } = model;
  return {
    ...rest,
    roles: model.roles.filter(isHere).map((role) => partOf(role, isHere)),
    ...(repository !== undefined && !isElsewhere && { repository }),
    resourcePolicies: model.resourcePolicies
      .filter(isHere)
      .filter(({ kind }) => kind !== 'ecr-repository' || !isElsewhere),
  };
}

/** A role with the policies that are here: itself where that is all of them. */
function partOf<S extends string>(
  role: ModelRole<S>,
  isHere: (one: { readonly where?: Where }) => boolean,
): ModelRole<S> {
  const { inlinePolicies, managedPolicies } = role;
  if (inlinePolicies.every(isHere) && managedPolicies.every(isHere)) return role;
  return {
    ...role,
    inlinePolicies: inlinePolicies.filter(isHere),
    managedPolicies: managedPolicies.filter(isHere),
  };
}

/** True where some environments have what others do not. */
export function hasParts({ roles }: Pick<Model, 'roles'>): boolean {
  return roles.some(({ where }) => where !== undefined);
}

/** The names of the environments that have something. */
export function environmentsWith(
  thing: { readonly where?: Where },
  environments: readonly Environment[],
  home: string,
): readonly string[] {
  return environments.map(({ name }) => name).filter((name) => standsIn(thing, name, home));
}
