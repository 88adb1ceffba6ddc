import { mapStrings } from '../iam/map-strings.ts';
import type { Environment, Model, ResourcePolicy } from '../iam/model.ts';
import { substitute, type TemplateString } from '../iam/template-string.ts';
import { modelIn } from '../iam/where.ts';

/**
 * What the environments of one account and Region share: made once, before their roles, and kept
 * when an environment goes. Every value is filled in but those that only the account knows.
 */
export interface SharedUnit {
  /** Of the account's first environment; absent where all environments share one account. */
  readonly name?: string;
  /** Names of the environments, in the order of the answers. */
  readonly environments: readonly string[];
  /** Names of the ECR repositories to make. */
  readonly repositories: readonly TemplateString[];
  /** One for each thing that has a policy, with the statements of all environments. */
  readonly policies: readonly ResourcePolicy[];
}

/**
 * Gives the shared units of a service; a unit that would be empty is left out. Environments whose
 * account or Region is not known are taken to be in the same place.
 */
export function sharedUnits(
  model: Model,
  environments: readonly Environment[],
): readonly SharedUnit[] {
  const groups = groupByPlace(environments);
  const units = groups.map((group): SharedUnit => {
    const [first] = group;
    return {
      ...(groups.length > 1 && first && { name: first.name }),
      environments: group.map(({ name }) => name),
      repositories: repositoriesOf(model, group),
      policies: sharedPolicies(
        (environment) => modelIn(model, environment).resourcePolicies,
        group,
      ),
    };
  });
  return units.filter(({ repositories, policies }) => repositories.length + policies.length > 0);
}

function groupByPlace(environments: readonly Environment[]): readonly (readonly Environment[])[] {
  const groups = new Map<string, Environment[]>();
  for (const environment of environments) {
    const { account = '', region = '' } = environment.values;
    const place = `${account} ${region}`;
    groups.set(place, [...(groups.get(place) ?? []), environment]);
  }
  return [...groups.values()];
}

function repositoriesOf(model: Model, group: readonly Environment[]): readonly TemplateString[] {
  const names = group.flatMap((environment) => {
    const { repository } = modelIn(model, environment);
    return repository === undefined ? [] : [substitute(repository, environment.values)];
  });
  return [...new Set(names)];
}

/** The policies of several environments: those of one thing stand in one document. */
export function sharedPolicies(
  policiesIn: (environment: Environment) => readonly ResourcePolicy[],
  group: readonly Environment[],
): readonly ResourcePolicy[] {
  const byOwner = new Map<string, ResourcePolicy>();
  for (const environment of group) {
    for (const policy of policiesIn(environment)) {
      const filled = mapStrings(policy, (value) => substitute(value, environment.values));
      const key = `${filled.kind} ${filled.owner}`;
      const before = byOwner.get(key)?.statements ?? [];
      byOwner.set(key, { ...filled, statements: [...before, ...filled.statements] });
    }
  }
  return [...byOwner.values()];
}
