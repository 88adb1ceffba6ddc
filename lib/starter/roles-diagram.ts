import { principalValue } from '../iam/document.ts';
import type { Environment, Model, ModelRole, TrustStatement } from '../iam/model.ts';
import { arnOfRole } from '../iam/role-arn.ts';
import { substitute, type TemplateString, template } from '../iam/template-string.ts';
import { environmentsWith } from '../iam/where.ts';

/** A role is assumed or passed; `environments`: where not everywhere that both ends are. */
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'assumes' | 'passes';
  readonly only: readonly string[];
}

const ARROWS = { assumes: '-->', passes: '-.->' } as const;

/**
 * Who assumes each role and who passes it, as a Mermaid flowchart: one drawing for all environments,
 * with the names of those that have a role where not every one does. `ecs-iam map` draws each by itself.
 */
export function rolesDiagram(model: Model, environments: readonly Environment[]): string {
  const nodes = new Map<string, string>();
  const where = (thing: Pick<ModelRole, 'where'>) =>
    thing.where === undefined ? [] : environmentsWith(thing, environments, model.home);
  for (const role of model.roles) {
    nodes.set(role.id, `["${[escaped(role.title), inWords(where(role))].join('')}"]`);
  }
  const nodeOf = (arn: TemplateString): string => {
    const id = roleWith(arn, model, environments);
    const node = id ?? arn;
    if (!nodes.has(node)) {
      nodes.set(
        node,
        id === undefined ? `(["${escaped(principalLabel(arn))}"])` : `["${id} (exists already)"]`,
      );
    }
    return node;
  };
  const edges = model.roles.flatMap((role): readonly Edge[] => [
    ...role.trust
      .flatMap(assumers)
      .map((arn): Edge => ({ from: nodeOf(arn), to: role.id, kind: 'assumes', only: [] })),
    ...passed(role).map(
      ({ arn, policy }): Edge => ({
        from: role.id,
        to: nodeOf(arn),
        kind: 'passes',
        only: where(role).length > 0 ? [] : where(policy),
      }),
    ),
  ]);
  return [
    'flowchart LR',
    '  accTitle: Who assumes and who passes the roles',
    ...lines(edges, nodes),
  ].join('\n');
}

/** One line for all that one node assumes or passes; a node has its label where it comes first. */
function lines(edges: readonly Edge[], nodes: ReadonlyMap<string, string>): readonly string[] {
  const groups = new Map<string, readonly Edge[]>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.kind, edge.only]);
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  const named = new Set<string>();
  const numbers = new Map([...nodes.keys()].map((id, index) => [id, index]));
  const node = (id: string): string => {
    // A role has its id; what else there is may hold any letter.
    const name = /^[a-z][a-z-]*$/.test(id) ? id : `n${numbers.get(id)}`;
    const label = named.has(id) ? '' : (nodes.get(id) ?? '');
    named.add(id);
    return `${name}${label}`;
  };
  return [...groups.values()].map((group) => {
    const [{ from, kind, only } = { from: '', kind: 'passes', only: [] } as const] = group;
    const ends = [...new Set(group.map(({ to }) => to))];
    const start = node(from);
    return `  ${start} ${ARROWS[kind]}|"${kind}${inWords(only)}"| ${ends.map(node).join(' & ')}`;
  });
}

/** Whom a trust statement lets assume a role: the roles of an account that it names, else the principal. */
function assumers({ principal, conditions = {} }: TrustStatement): readonly TemplateString[] {
  const named = ['ArnEquals', 'ArnLike'].flatMap(
    (operator) => conditions[operator]?.['aws:PrincipalArn'] ?? [],
  );
  return named.length > 0 ? named : [template(principalValue(principal))];
}

/** An identity provider has a host's name, which says enough. */
function principalLabel(arn: string): string {
  return arn.replace(/^arn:.*:oidc-provider\//, '');
}

/** The roles that a role passes, each with the policy that says so. */
function passed(role: ModelRole) {
  return [...role.inlinePolicies, ...role.managedPolicies].flatMap((policy) =>
    policy.statements
      .filter(({ effect, actions }) => effect === 'Allow' && actions.includes('iam:PassRole'))
      .flatMap(({ resources }) => resources.map((arn) => ({ arn, policy }))),
  );
}

/** The id of the role that an ARN names, made or existing; the accounts of the environments are one place. */
function roleWith(
  arn: TemplateString,
  { roles, existing }: Model,
  environments: readonly Environment[],
): string | undefined {
  const own = new Set(['<account>', '<homeAccount>']);
  for (const { values } of environments) if (values.account !== undefined) own.add(values.account);
  const placeless = (text: string) =>
    text.replace(/^arn:[^:]+:iam::([^:]+):/, (all, account) => (own.has(account) ? 'ours:' : all));
  const found = roles.find((role) =>
    [undefined, ...environments].some((environment) => {
      const named = environment
        ? substitute(arnOfRole(role), { environment: environment.name })
        : arnOfRole(role);
      return placeless(named) === placeless(arn);
    }),
  );
  return found?.id ?? Object.keys(existing).find((id) => existing[id] === arn);
}

function inWords(environments: readonly string[]): string {
  return environments.length === 0 ? '' : ` (${environments.join(', ')})`;
}

function escaped(text: string): string {
  return text.replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
}
