import {
  type ActionFacts,
  actionsMatching,
  findAction,
  type ResourceType,
} from '../../lib/authorization/actions.ts';
import { arnsOverlap } from '../../lib/authorization/arn-overlap.ts';
import { hasSeveralValues, sendsKey } from '../../lib/authorization/keys.ts';
import type { PolicyDocument } from '../../lib/iam/document.ts';
import {
  ALLOWED_ACTION_WILDCARDS,
  ALLOWED_ARN_FORMS,
  ALLOWED_RESOURCE_WILDCARDS,
  type AllowedWildcard,
} from '../roles/allowed-wildcards.ts';
import type { CatalogueDocument } from './catalogue-documents.ts';

/** What a lint found: faults, how many wildcards could be narrower, and the exceptions it needed. */
export interface LintResult {
  readonly faults: readonly string[];
  readonly avoidableWildcards: readonly string[];
  readonly used: readonly AllowedWildcard[];
}

type Statement = PolicyDocument['Statement'][number];

interface ActionResult extends LintResult {
  /** The resources that the action takes. */
  readonly matched: readonly string[];
}

const CLEAN: ActionResult = { faults: [], avoidableWildcards: [], used: [], matched: [] };

/** Lints one statement against the Service Authorization Reference. */
export function lintStatement(
  { role, kind, where }: CatalogueDocument,
  statement: Statement,
): LintResult {
  const at = `${where}, ${statement.Sid}`;
  const results = list(statement.Action).map((action) =>
    action.includes('*')
      ? lintPattern(at, action, role, statement)
      : lintAction(at, action, statement, kind === 'identity'),
  );
  const matched = results.flatMap((result) => result.matched);
  const idle = list(statement.Resource).filter((resource) => !matched.includes(resource));
  return {
    faults: [
      ...results.flatMap((result) => result.faults),
      ...idle.map((resource) => `${at}: no action of the statement takes ${resource}`),
    ],
    avoidableWildcards: results.flatMap((result) => result.avoidableWildcards),
    used: results.flatMap((result) => result.used),
  };
}

function lintPattern(
  at: string,
  pattern: string,
  role: string,
  { Resource }: Statement,
): ActionResult {
  const isKnown = actionsMatching(pattern).length > 0;
  const allowed = ALLOWED_ACTION_WILDCARDS.find(
    (one) => one.action === pattern && one.role === role,
  );
  return {
    faults: isKnown ? [] : [`${at}: ${pattern} matches no action`],
    avoidableWildcards: allowed === undefined ? [`${at}: action ${pattern}`] : [],
    used: allowed === undefined ? [] : [allowed],
    matched: list(Resource),
  };
}

function lintAction(
  at: string,
  action: string,
  statement: Statement,
  isIdentity: boolean,
): ActionResult {
  const facts = findAction(action);
  if (facts === undefined) return { ...CLEAN, faults: [`${at}: there is no action ${action}`] };
  const resources = list(statement.Resource);
  const found = isIdentity
    ? lintResources(at, action, resources, facts.resourceTypes)
    : { ...CLEAN, matched: resources, types: facts.resourceTypes };
  const conditions = conditionFaults(at, statement, {
    ...facts,
    resourceTypes: found.types,
  });
  return { ...found, faults: [...found.faults, ...conditions] };
}

interface ResourceResult extends ActionResult {
  /** The kinds of resource that the statement names. */
  readonly types: readonly ResourceType[];
}

function lintResources(
  at: string,
  action: string,
  resources: readonly string[],
  types: readonly ResourceType[],
): ResourceResult {
  const hits = resources.map((resource) => {
    const named = types.filter(({ arn }) => resource !== '*' && arnsOverlap(resource, arn));
    const form = ALLOWED_ARN_FORMS.find((one) => one.action === action && one.arn.test(resource));
    return named.length > 0 || form === undefined
      ? { resource, named, forms: [] }
      : { resource, named: types, forms: [form] };
  });
  const named = hits.flatMap((hit) => hit.named);
  const matched = hits
    .filter((hit) => hit.resource === '*' || hit.named.length > 0)
    .map(({ resource }) => resource);
  const forms = hits.flatMap((hit) => hit.forms);
  const result = { ...CLEAN, matched, used: forms, types: named.length > 0 ? named : types };
  if (!resources.includes('*')) {
    if (named.length > 0) return result;
    return { ...result, faults: [`${at}: ${action} takes none of its resources`] };
  }
  if (types.length === 0) return result;
  const allowed = ALLOWED_RESOURCE_WILDCARDS.find((one) => one.action === action);
  if (allowed !== undefined) return { ...result, used: [...forms, allowed] };
  const names = types.map(({ name }) => name).join(', ');
  return { ...result, avoidableWildcards: [`${at}: ${action} on * takes ${names}`] };
}

const OPERATORS =
  /^(ForAnyValue:|ForAllValues:)?(String(Not)?(Equals|Like)|Arn(Not)?(Equals|Like)|Bool|Null)(IfExists)?$/;

function conditionFaults(
  at: string,
  { Condition = {} }: Statement,
  facts: ActionFacts,
): readonly string[] {
  const faults: string[] = [];
  for (const [operator, keys] of Object.entries(Condition)) {
    if (!OPERATORS.test(operator)) faults.push(`${at}: there is no operator ${operator}`);
    for (const key of Object.keys(keys)) {
      if (!sendsKey(facts, key)) {
        faults.push(`${at}: ${facts.action} knows no condition key ${key}`);
      } else if (/^(String|Arn|Bool)/.test(operator) && hasSeveralValues(key)) {
        faults.push(`${at}: ${key} has several values and needs ForAnyValue or ForAllValues`);
      }
    }
  }
  return faults;
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
