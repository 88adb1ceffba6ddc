import { definedShared } from '../../../iam/defined-shared.ts';
import type { DefinedResourcePolicy, DefinedShared } from '../../../iam/definition.ts';
import { listOf, recordOf } from '../../../iam/equality.ts';
import { mapStrings } from '../../../iam/map-strings.ts';
import type { Environment, ResourcePolicyKind } from '../../../iam/model.ts';
import { sharedSids } from '../../../iam/shared-sids.ts';
import { substitute, template } from '../../../iam/template-string.ts';
import { modelIn } from '../../../iam/where.ts';
import { environmentSid } from '../../../names.ts';
import type { Service } from '../../../service/types.ts';
import { documentOf } from './read-roles.ts';
import { type Resource, textIn } from './resources.ts';

/** What the resources of a shared unit are to one environment: the statements of others left out. */
export function sharedOf(
  resources: readonly Resource[],
  service: Service,
  environment: Environment,
): DefinedShared {
  const {
    repository: _,
    resourcePolicies: __,
    ...ofAccount
  } = sharedByAnswers(service, environment);
  const names = resources
    .filter(({ mode, type }) => mode === 'managed' && type === 'aws_ecr_repository')
    .map((one) => textIn(one, 'name', ''));
  const expected = environment.values.repository;
  const [only, ...others] = names;
  const repository =
    names.find((name) => name === expected) ?? (others.length === 0 ? only : undefined);
  return {
    ...ofAccount,
    ...(repository !== undefined && { repository: template(repository) }),
    resourcePolicies: KINDS.flatMap((kind) => policiesOf(kind, resources, service, environment)),
  };
}

/** What the answers say that environments share: what stands in no file, or in no plan that was given. */
export function sharedByAnswers({ model }: Service, environment: Environment): DefinedShared {
  const filled = mapStrings(modelIn(model, environment), (value) =>
    substitute(value, environment.values),
  );
  return definedShared(filled);
}

interface Kind {
  readonly kind: ResourcePolicyKind;
  readonly type: string;
  readonly owner: string;
  readonly policy: string;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'ecr-repository',
    type: 'aws_ecr_repository_policy',
    owner: 'repository',
    policy: 'policy',
  },
  {
    kind: 'logs',
    type: 'aws_cloudwatch_log_resource_policy',
    owner: 'policy_name',
    policy: 'policy_document',
  },
  {
    kind: 'logs-destination',
    type: 'aws_cloudwatch_log_destination_policy',
    owner: 'destination_name',
    policy: 'access_policy',
  },
];

function policiesOf(
  { kind, type, owner, policy }: Kind,
  resources: readonly Resource[],
  { model, environments }: Service,
  environment: Environment,
): readonly DefinedResourcePolicy[] {
  const others = new Set(
    environments
      .filter(({ name }) => name !== environment.name)
      .flatMap(({ name }) =>
        sharedSids(kind).map((sid) =>
          substitute(sid, { environmentSid: environmentSid(model.project, name) }),
        ),
      )
      .map(String),
  );
  return resources
    .filter((one) => one.mode === 'managed' && one.type === type)
    .flatMap((one) => {
      const { Statement, ...rest } = recordOf(documentOf(one, policy));
      const ours = listOf(Statement).filter(
        (statement) => !others.has(String(recordOf(statement).Sid)),
      );
      const document = { ...rest, Statement: ours };
      return ours.length === 0 ? [] : [{ kind, owner: template(textIn(one, owner, '')), document }];
    });
}
