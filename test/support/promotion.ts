import type { Answers, SourceKind } from '../../lib/answers/types.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { isAllowed } from '../../lib/evaluate/decide.ts';
import { readPolicy } from '../../lib/evaluate/read-policy.ts';
import { readRequester } from '../../lib/evaluate/requester.ts';
import type { AttachedPolicy } from '../../lib/evaluate/types.ts';
import { fillString, template } from '../../lib/iam/template-string.ts';
import { DEFAULT_ANSWERS } from './answers.ts';
import { type BuiltPipeline, builtPipeline } from './pipeline-kinds.ts';

/** Where the emulated environments lie. */
export const PLACE = { partition: 'aws', region: 'eu-west-1', dnsSuffix: 'amazonaws.com' };
/** A pipeline of some kind, with a value for everything that it needs. */
export function serviceOf(deploy: Answers['deploy'], more: Partial<Answers>, source?: SourceKind) {
  const values = {
    connectionId: '01234567-89ab-cdef-0123-456789abcdef',
    loadBalancer: 'shop',
    sourceBucket: 'shop-source',
    sourceKey: 'source.zip',
    sourceRepository: 'shop',
  };
  return builtPipeline({
    ...DEFAULT_ANSWERS,
    ...more,
    ...(source && { source }),
    deploy,
    repositoryId: 'example/shop',
    values,
  });
}

/** The account of an environment. */
export function accountOf({ environments }: BuiltPipeline, name: string): string {
  return environments.find((one) => one.name === name)?.values.account ?? '111122223333';
}

/** The roles of an environment as its account holds them. */
export function rolesIn(service: BuiltPipeline, name: string) {
  const environment = service.environments.find((one) => one.name === name);
  if (environment === undefined) throw new Error(`There is no environment '${name}'.`);
  const facts = { ...PLACE, account: accountOf(service, name) };
  return fillDefinition(definitionOf(service.model, environment), facts).roles;
}

/** One of them. */
export function roleIn(service: BuiltPipeline, name: string, id: string) {
  const role = rolesIn(service, name).find((one) => one.id === id);
  if (role === undefined) throw new Error(`There is no role '${id}' in '${name}'.`);
  return role;
}

/** A request of a role. */
export interface Ask {
  readonly environment: string;
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  /** What the resource says itself, where it is in another account. */
  readonly side?: readonly AttachedPolicy[];
}

/** True where every policy that has a say allows a request. */
export function allows(service: BuiltPipeline, ask: Ask): boolean {
  const role = roleIn(service, ask.environment, ask.role);
  const account = accountOf(service, ask.environment);
  const policies = [
    ...Object.entries(role.inlinePolicies),
    ...role.managedPolicies.map(({ name, document }) => [String(name), document] as const),
  ];
  const arn = `arn:aws:iam::${account}:role${role.path}${role.name}`;
  return isAllowed(
    {
      identity: policies.map(([name, document]) => ({
        name,
        policy: readPolicy(document, { name, kind: 'identity' }),
      })),
      ...(ask.side && { resource: ask.side }),
    },
    {
      principal: readRequester(arn),
      action: ask.action,
      resource: ask.resource,
      context: { 'aws:PrincipalArn': arn, ...ask.context },
    },
  );
}

/** A policy of a resource. */
export function attached(document: object, name: string): readonly AttachedPolicy[] {
  return [{ name, policy: readPolicy(document, { name, kind: 'resource' }) }];
}

/** A document of home's pipeline, filled in home's account. */
export function ofHome<Document extends object>(
  service: BuiltPipeline,
  document: Document,
): Document {
  const { model, environments } = service;
  const values = environments.find(({ name }) => name === model.home)?.values;
  const account = accountOf(service, model.home);
  const known = { ...PLACE, ...values, account };
  return JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === 'string' ? fillString(template(value), known) : value,
  ) as Document;
}
