import type { Answers, DeployKind, SourceKind } from '../../lib/answers/types.ts';
import { GRANTS, type GrantId } from '../../lib/grants/registry.ts';
import { type PolicyDocument, policyDocument, resourceDocument } from '../../lib/iam/document.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import { mapStrings } from '../../lib/iam/map-strings.ts';
import type { Statement } from '../../lib/iam/model.ts';
import { type FilledString, fillString } from '../../lib/iam/template-string.ts';
import { ROLES, type RoleId, roleById } from '../../lib/roles/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { execStatements, pipelineStatements } from '../../lib/service/people.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from './answers.ts';
import { roleDocuments, withReferences } from './role-documents.ts';
import { FACTS, VALUES } from './values.ts';

/** A generated document and where it comes from. */
export interface CatalogueDocument {
  readonly where: string;
  readonly role: string;
  readonly kind: 'identity' | 'trust' | 'resource';
  readonly document: PolicyDocument;
}

const DEPLOYS: readonly DeployKind[] = ['pipeline', 'build', 'codedeploy'];
const SOURCES: readonly SourceKind[] = ['codeconnections', 'codecommit', 'ecr', 's3'];

function answersFor(role: RoleId, more: Partial<Answers>): Answers {
  return {
    ...DEFAULT_ANSWERS,
    project: VALUES.project,
    environments: [{ name: VALUES.environment, values: VALUES }],
    roles: withReferences(role),
    ...more,
  };
}

/** Each kind of deployment with each kind of source that it goes with. */
const PIPELINES = SOURCES.flatMap((source) =>
  DEPLOYS.filter((deploy) => source !== 'ecr' || deploy === 'pipeline').map(
    (deploy) => ({ deploy, source }) as const,
  ),
);

/**
 * Every document that the catalogue can make: under each kind of deployment and source each role
 * bare, with each of its options, and with all of them; each role under each kind of trust; each
 * grant, and ten at a time; and the policies on shared things.
 */
export function catalogueDocuments(): readonly CatalogueDocument[] {
  return [
    ...ROLES.flatMap(({ id }) => documentsOfRole(id)),
    ...GRANTS.map(({ id }) => [id]).flatMap(documentsOfGrants),
    ...inTens(GRANTS.map(({ id }) => id)).flatMap(documentsOfGrants),
    ...sharedDocuments(),
    ...peopleDocuments(),
  ];
}

function documentsOfRole(id: RoleId): readonly CatalogueDocument[] {
  const trusts = ['default', 'strict', 'plain'] as const;
  const names = Object.keys(roleById(id).options);
  const sets = [[], ...names.map((name) => [name]), ...(names.length > 1 ? [names] : [])];
  const ofPipelines = PIPELINES.flatMap(({ deploy, source }) =>
    sets.flatMap((set) => {
      const options = Object.fromEntries(set.map((name) => [`${id}.${name}`, true]));
      const what = `source ${source}, deploy ${deploy}, options ${set.join(' ') || 'none'}`;
      return documentsUnder(id, what, { source, deploy, options });
    }),
  );
  return [
    ...ofPipelines,
    ...trusts.flatMap((trust) => documentsUnder(id, `trust ${trust}`, { trust })),
  ];
}

function documentsOfGrants(ids: readonly GrantId[]): readonly CatalogueDocument[] {
  const grants = ids.map((preset) => ({ preset, values: {} }));
  return documentsUnder('task', `grants ${ids.join(' ')}`, { grants });
}

/** All grants at once are more than fits into one role. */
function inTens<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.length === 0 ? [] : [items.slice(0, 10), ...inTens(items.slice(10))];
}

/** Each role with all its options, for an account of China. */
export function documentsInChina(): readonly CatalogueDocument[] {
  const place = { partition: 'aws-cn', region: 'cn-north-1', dnsSuffix: 'amazonaws.com.cn' };
  // What the user gives as a whole ARN stays as it is given.
  const deployerRoleArn = 'arn:aws-cn:iam::111122223333:role/shop-deployer';
  const airflowRoleArn = 'arn:aws-cn:iam::111122223333:role/shop-airflow';
  const wholes = { deployerRoleArn, airflowRoleArn };
  const values = { ...VALUES, ...place, ...wholes, registryRegion: place.region };
  return ROLES.flatMap(({ id }) => {
    const names = Object.keys(roleById(id).options);
    const options = Object.fromEntries(names.map((name) => [`${id}.${name}`, true]));
    return documentsUnder(id, 'in China', { options, environments: [{ name: 'prod', values }] });
  });
}

function documentsUnder(
  id: RoleId,
  what: string,
  more: Partial<Answers>,
): readonly CatalogueDocument[] {
  const { trust, policies } = roleDocuments(id, answersFor(id, more));
  const where = `${id}, ${what}`;
  return [
    { where, role: id, kind: 'trust', document: trust },
    ...policies.map((document) => ({ where, role: id, kind: 'identity', document }) as const),
  ];
}

/** The policies for people, under each kind of source. */
function peopleDocuments(): readonly CatalogueDocument[] {
  return SOURCES.flatMap((source) => {
    const service = buildService({ ...everythingAnswers(), source, deploy: 'pipeline' });
    const tag = { key: 'team', value: 'orders' };
    return [
      ['people exec', execStatements(service, tag)] as const,
      ['people pipeline', pipelineStatements(service)] as const,
    ].map(([role, statements]) => ({
      where: `${role}, source ${source}`,
      role,
      kind: 'identity' as const,
      document: policyDocument(
        mapStrings<readonly Statement[], readonly Statement<FilledString>[]>(statements, (one) =>
          fillString(one, { ...VALUES, rolePath: '/team/shop/' }),
        ),
      ),
    }));
  });
}

function sharedDocuments(): readonly CatalogueDocument[] {
  const service = buildService(everythingAnswers());
  const { model } = service;
  return service.environments.flatMap((environment) =>
    fillModel(model, environment, FACTS).resourcePolicies.map(
      ({ kind, statements }) =>
        ({
          where: `${kind} policy, ${environment.name}`,
          role: kind,
          kind: 'resource',
          document: resourceDocument(statements),
        }) as const,
    ),
  );
}
