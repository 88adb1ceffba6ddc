import { layersWithSay, neededLayers, type Standing } from './layers.ts';
import { listOf } from './lists.ts';
import { identitiesOf, type Naming } from './principals.ts';
import { type Asked, applies, type CompiledStatement, compileStatements } from './statements.ts';
import type {
  AccessRequest,
  AttachedPolicy,
  Decision,
  Layer,
  Policies,
  StatementReference,
} from './types.ts';

/** The statements of one layer, or of one level of SCPs. */
export interface CompiledLayer {
  readonly layer: Layer;
  readonly statements: readonly CompiledStatement[];
}

/** Compiles policies once for many decisions. @throws UserError UnknownOperator */
export function compilePolicies(policies: Policies): readonly CompiledLayer[] {
  const { scps = [], rcps, resource, identity = [], boundary, session } = policies;
  return [
    ...scps.flatMap((level) => compileLayer('scp', level)),
    ...compileLayer('rcp', rcps),
    ...compileLayer('resource', resource),
    ...compileLayer('identity', identity),
    ...compileLayer('boundary', boundary && [boundary]),
    ...compileLayer('session', session),
  ];
}

function compileLayer(
  layer: Layer,
  policies: readonly AttachedPolicy[] | undefined,
): readonly CompiledLayer[] {
  return policies === undefined ? [] : [{ layer, statements: compileStatements(policies, layer) }];
}

/**
 * Decides a request as IAM does (IAM User Guide: reference_policies_evaluation-logic): an explicit
 * deny in any layer wins; else every layer that has to must allow it.
 */
export function decide(layers: readonly CompiledLayer[], request: AccessRequest): Decision {
  const asked = askedOf(request);
  const withSay = layersWithSay(layers, request.principal);
  const findings: Finding[] = [];
  for (const layer of withSay) {
    const finding = ask(layer, asked);
    if (finding.deny !== undefined) return { result: 'explicitDeny', by: finding.deny };
    findings.push(finding);
  }
  const needed = neededLayers(standingOf(request, findings));
  if (needed === undefined) return { result: 'implicitDeny', lacking: [] };
  const lacking = needed.filter((layer) => lacksAllow(findings, layer));
  if (lacking.length > 0) return { result: 'implicitDeny', lacking };
  const allowing = findings.filter(({ layer }) => needed.includes(layer));
  return { result: 'allowed', by: allowing.flatMap(({ allow }) => listOf(allow)) };
}

/** Decides one request, for those who have no more. @throws UserError UnknownOperator */
export function isAllowed(policies: Policies, request: AccessRequest): boolean {
  return decide(compilePolicies(policies), request).result === 'allowed';
}

/** What one layer says of a request. */
interface Finding {
  readonly layer: Layer;
  readonly deny?: StatementReference;
  readonly allow?: StatementReference;
  /** How the allow names the requester: the strongest way that a resource's policy has. */
  readonly naming?: Naming;
}

function standingOf(request: AccessRequest, findings: readonly Finding[]): Standing {
  return {
    request,
    existing: findings.map(({ layer }) => layer),
    naming: findings.find(({ layer }) => layer === 'resource')?.naming,
  };
}

/** Every level of SCPs must allow it (Organizations User Guide: orgs_manage_policies_scps_evaluation). */
function lacksAllow(findings: readonly Finding[], layer: Layer): boolean {
  const own = findings.filter((finding) => finding.layer === layer);
  return own.length === 0 || own.some(({ allow }) => allow === undefined);
}

const STRENGTH = { account: 1, role: 2, direct: 3 } as const satisfies Record<Naming, number>;

function ask({ layer, statements }: CompiledLayer, asked: Asked): Finding {
  let best: CompiledStatement | undefined;
  let strength: Naming | undefined;
  for (const statement of statements) {
    const { effect, reference } = statement;
    // Another allow of an identity policy changes nothing.
    if (effect === 'Allow' && strength === 'direct') continue;
    const naming = layer === 'resource' ? statement.names(asked.identities) : 'direct';
    if (naming === undefined || !applies(statement, asked)) continue;
    if (effect === 'Deny') return { layer, deny: reference };
    if (strength !== undefined && STRENGTH[naming] <= STRENGTH[strength]) continue;
    best = statement;
    strength = naming;
  }
  if (best === undefined || strength === undefined) return { layer };
  return { layer, allow: best.reference, naming: strength };
}

/** Prepares a request for the statements. */
export function askedOf(request: AccessRequest): Asked {
  const { action, resource = '*', principal, context } = request;
  let values: ReadonlyMap<string, readonly string[]> | undefined;
  const valuesOf = (key: string): readonly string[] | undefined => {
    values ??= new Map(
      Object.entries(context).map(([name, value]) => [name.toLowerCase(), listOf(value)]),
    );
    return values.get(key);
  };
  return {
    action: action.toLowerCase(),
    resource,
    identities: identitiesOf(principal),
    valuesOf,
    // A key with several values is no variable (IAM User Guide: reference_policies_variables).
    lookup: (key) => {
      const found = valuesOf(key.toLowerCase());
      return found?.length === 1 ? found[0] : undefined;
    },
  };
}
