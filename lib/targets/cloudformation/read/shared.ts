import { definedShared } from '../../../iam/defined-shared.ts';
import type { DefinedResourcePolicy, DefinedShared } from '../../../iam/definition.ts';
import type { JsonDocument } from '../../../iam/document.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import { mapStrings } from '../../../iam/map-strings.ts';
import type { Environment } from '../../../iam/model.ts';
import { substitute, template } from '../../../iam/template-string.ts';
import { environmentSid } from '../../../names.ts';
import type { Service } from '../../../service/types.ts';
import { parseYaml, type SourceFile } from '../../source.ts';
import { DESTINATION_POLICY } from '../shared.ts';
import { type Resource, resourcesOf, scopeOf } from './evaluate.ts';
import { documentOf, type IamResources, jsonOf, ofType, textOf } from './policies.ts';
import type { Scope } from './scope.ts';

const TYPES = new Set(['AWS::ECR::Repository', 'AWS::Logs::ResourcePolicy']);

/**
 * Reads what an environment shares: the repository and the statements that carry its Sid from the
 * template, which is absent where nothing is shared; the service-linked roles and OIDC providers
 * from the service, since no template makes them.
 *
 * @throws UserError `BrokenYaml`, `UnreadableDefinition`, with file and line.
 */
export function readShared(
  file: SourceFile | undefined,
  service: Service,
  environment: Environment,
): DefinedShared {
  const { values } = environment;
  const { serviceLinkedRoles, oidcProviders } = mapStrings(definedShared(service.model), (value) =>
    substitute(value, values),
  );
  const found = file === undefined ? { resourcePolicies: [] } : readTemplate(file, environment);
  const suffix = environmentSid(service.model.project, environment.name);
  return {
    serviceLinkedRoles,
    ...(found.repository && { repository: found.repository }),
    resourcePolicies: found.resourcePolicies.flatMap((policy) => ownStatements(policy, suffix)),
    oidcProviders,
  };
}

type ReadShared = Pick<DefinedShared, 'repository' | 'resourcePolicies'>;

function readTemplate(file: SourceFile, { values }: Environment): ReadShared {
  const source = parseYaml(file);
  const scope = scopeOf(source, { parameters: {}, known: values });
  const found: IamResources = { scope, resources: resourcesOf(scope, TYPES) };
  const repositories = ofType('AWS::ECR::Repository', found);
  const names = repositories.map((one) => textOf('RepositoryName', one, found));
  const name = names.length > 1 ? names.find((one) => one === values.repository) : names[0];
  return {
    ...(name !== undefined && { repository: template(name) }),
    resourcePolicies: [
      ...repositories
        .filter((one) => one.properties.RepositoryPolicyText !== undefined)
        .map((one) => repositoryPolicy(one, found)),
      ...ofType('AWS::Logs::ResourcePolicy', found).map((one) => logsPolicy(one, found)),
      ...destinationPolicies(scope),
    ],
  };
}

function repositoryPolicy(resource: Resource, found: IamResources): DefinedResourcePolicy {
  return {
    kind: 'ecr-repository',
    owner: template(textOf('RepositoryName', resource, found)),
    document: jsonOf(documentOf('RepositoryPolicyText', resource, found)),
  };
}

function logsPolicy(resource: Resource, found: IamResources): DefinedResourcePolicy {
  const text = textOf('PolicyDocument', resource, found);
  return {
    kind: 'logs',
    owner: template(textOf('PolicyName', resource, found)),
    document: documentIn(text, resource.written, found.scope),
  };
}

function destinationPolicies(scope: Scope): readonly DefinedResourcePolicy[] {
  return Object.entries(scope.section('Outputs'))
    .filter(([name]) => name.endsWith(DESTINATION_POLICY))
    .map(([, output]) => {
      const near = recordOf(output);
      const document = documentIn(scope.resolveText(near.Value, near), near, scope);
      const [statement] = listOf(document.Statement);
      const [resource] = listOf(recordOf(statement).Resource);
      const owner = /:destination:(.+)$/.exec(String(resource))?.[1];
      if (owner !== undefined) {
        return { kind: 'logs-destination', owner: template(owner), document };
      }
      throw scope.fault(
        near,
        'The first statement names no log destination.',
        'Write the ARN of the destination as its Resource.',
      );
    });
}

function documentIn(text: string, near: object, scope: Scope): JsonDocument {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return recordOf(value);
  } catch {
    // Told below, as for JSON that is no object.
  }
  throw scope.fault(near, 'The policy document is no JSON.', 'Correct the text of the document.');
}

/** The statements of one environment; a policy without any does not concern it. */
function ownStatements(
  policy: DefinedResourcePolicy,
  suffix: string,
): readonly DefinedResourcePolicy[] {
  const { Statement, ...rest } = recordOf(policy.document);
  const own = listOf(Statement).filter((one) => String(recordOf(one).Sid).endsWith(suffix));
  return own.length === 0 ? [] : [{ ...policy, document: { ...rest, Statement: own } }];
}
