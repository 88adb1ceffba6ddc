import { sourceOf } from '../can/ask.ts';
import type { CanRole } from '../can/documents.ts';
import { accountOf } from '../evaluate/arns.ts';
import { listOf } from '../evaluate/lists.ts';
import type { PolicyStatement } from '../evaluate/types.ts';
import { matchesPattern } from '../evaluate/wildcards.ts';
import { allows, contextOf, example, exampleAction, type MapPart } from './request.ts';

/** A role, somebody who assumes one, or a resource. */
export interface MapNode {
  /** ARN, host name of a service, or `*`; for a role with its environment. */
  readonly id: string;
  readonly kind: 'role' | 'principal' | 'resource';
  readonly label: string;
  /** Of a resource: the service, such as `s3`. */
  readonly service: string;
  /** Twelve digits; absent for a service of AWS. */
  readonly account?: string;
  /** Of a role. */
  readonly environment?: string;
}

/** Who may do what: it exists exactly where the evaluator allows the request. */
export interface MapEdge {
  readonly kind: 'assumes' | 'passes' | 'may';
  readonly from: string;
  readonly to: string;
  readonly environment: string;
  /** `service:Action`, sorted. */
  readonly actions: readonly string[];
  /** Why the statements are there, each once. */
  readonly whys: readonly string[];
}

/** Who trusts whom, who passes what, who may do what to which resource. */
export interface AccessMap {
  readonly project: string;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

/** Draws the map of some environments, each by its own documents. */
export function accessMap(project: string, parts: readonly MapPart[]): AccessMap {
  const roles = parts.flatMap((part) => part.documents.roles.map((role) => roleNode(role, part)));
  const everyone = parts.flatMap(({ documents }) => documents.roles);
  const edges = parts.flatMap((part) => [...assumeEdges(part, everyone), ...rightEdges(part)]);
  const known = new Set(roles.map(({ id }) => id));
  const others = new Map<string, MapNode>();
  for (const { kind, from, to } of edges) {
    for (const id of [from, to]) {
      if (!known.has(id) && !others.has(id)) others.set(id, otherNode(id, kind === 'assumes'));
    }
  }
  return { project, nodes: [...roles, ...others.values()], edges };
}

function roleNode({ id, name, arn }: CanRole, { environment, facts }: MapPart): MapNode {
  return {
    id: arn,
    kind: 'role',
    label: id ?? name,
    service: 'iam',
    account: facts.account,
    environment,
  };
}

function otherNode(id: string, assumes: boolean): MapNode {
  const [, , service = '*', , , ...rest] = id.split(':');
  const account = accountOf(id);
  const isArn = id.startsWith('arn:');
  return {
    id,
    kind: assumes ? 'principal' : 'resource',
    label: isArn
      ? `${service} ${rest.join(':')}`
      : id === '*'
        ? 'anything (these actions take no ARN)'
        : id,
    service: isArn ? service : assumes ? 'service' : '*',
    ...(account !== undefined && { account }),
  };
}

/** Who may assume each role: every principal that some trust policy names, and every role. */
function assumeEdges(part: MapPart, everyone: readonly CanRole[]): readonly MapEdge[] {
  const { documents, environment } = part;
  return documents.roles.flatMap((role) => {
    const statements = listOf(role.trust?.policy.Statement);
    const named = statements.flatMap(({ Principal }) =>
      Principal === undefined || Principal === '*' ? [] : Object.values(Principal).flatMap(listOf),
    );
    const principals = [
      ...new Set([
        ...named.filter((one) => !one.endsWith(':root')),
        ...everyone.map(({ arn }) => arn),
      ]),
    ];
    return principals.flatMap((principal): readonly MapEdge[] => {
      const actions = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'].filter((action) =>
        statements.some((one) =>
          allows(
            part,
            { principal, action, resource: role.arn, context: contextOf(one, role.arn) },
            everyone,
          ),
        ),
      );
      return actions.length === 0
        ? []
        : [{ kind: 'assumes', from: principal, to: role.arn, environment, actions, whys: [] }];
    });
  });
}

/** What each role passes, and what it may do to each resource that its statements name. */
function rightEdges(part: MapPart): readonly MapEdge[] {
  const { documents, environment } = part;
  const named = [...new Set(documents.roles.flatMap(resourcesNamed))];
  return documents.roles.flatMap((role) => {
    const found = new Map<string, { readonly actions: Set<string>; readonly whys: Set<string> }>();
    for (const policy of role.identity) {
      listOf(policy.policy.Statement).forEach((statement, index) => {
        if (statement.Effect !== 'Allow') return;
        for (const resource of resourcesOf(statement, named)) {
          for (const action of listOf(statement.Action)) {
            const request = {
              principal: role.arn,
              action: exampleAction(action),
              resource,
              context: contextOf(statement, resource),
            };
            if (/^sts:Assume/.test(action) || !allows(part, request)) continue;
            const one = found.get(resource) ?? { actions: new Set(), whys: new Set() };
            one.actions.add(action);
            const { why } = sourceOf(
              { identity: role.identity },
              { layer: 'identity', policy: policy.name, index },
            );
            if (why !== undefined) one.whys.add(why);
            found.set(resource, one);
          }
        }
      });
    }
    return [...found].map(
      ([to, { actions, whys }]): MapEdge => ({
        kind: actions.has('iam:PassRole') ? 'passes' : 'may',
        from: role.arn,
        to,
        environment,
        actions: [...actions].sort(),
        whys: [...whys],
      }),
    );
  });
}

/** Every resource that the statements of a role name. */
function resourcesNamed({ identity }: CanRole): readonly string[] {
  return identity.flatMap(({ policy }) =>
    listOf(policy.Statement).flatMap(({ Resource }) => listOf(Resource)),
  );
}

/** What a statement names, and what others name that its patterns match; `*` is itself alone. */
function resourcesOf({ Resource }: PolicyStatement, named: readonly string[]): readonly string[] {
  const own = listOf(Resource);
  const wider = own.filter((one) => one !== '*' && /[*?]/.test(one));
  const matched = named.filter((one) =>
    wider.some((pattern) => matchesPattern(pattern, example(one))),
  );
  return [...new Set([...own, ...matched])];
}
