import type { Answers } from '../../lib/answers/types.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import { type PolicyDocument, resourceDocument } from '../../lib/iam/document.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import { ROLES, type RoleId, roleById } from '../../lib/roles/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
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

function answersFor(role: RoleId, more: Partial<Answers>): Answers {
  return {
    ...DEFAULT_ANSWERS,
    project: VALUES.project,
    environments: [{ name: VALUES.environment, values: VALUES }],
    roles: withReferences(role),
    ...more,
  };
}

/**
 * Every document that the catalogue can make: each role bare and with each of its options alone,
 * under each kind of trust and of deployment; each grant; and the policies on shared things.
 */
export function catalogueDocuments(): readonly CatalogueDocument[] {
  return [
    ...ROLES.flatMap(({ id }) => documentsOfRole(id)),
    ...GRANTS.flatMap(({ id }) =>
      documentsUnder('task', `grant ${id}`, { grants: [{ preset: id, values: {} }] }),
    ),
    ...sharedDocuments(),
  ];
}

function documentsOfRole(id: RoleId): readonly CatalogueDocument[] {
  const kinds = ['pipeline', 'build', 'codedeploy'] as const;
  const trusts = ['default', 'strict', 'plain'] as const;
  return [
    ...kinds.flatMap((deploy) => documentsUnder(id, `deploy ${deploy}`, { deploy })),
    ...trusts.flatMap((trust) => documentsUnder(id, `trust ${trust}`, { trust })),
    ...Object.keys(roleById(id).options).flatMap((option) =>
      documentsUnder(id, `option ${option}`, { options: { [`${id}.${option}`]: true } }),
    ),
  ];
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
