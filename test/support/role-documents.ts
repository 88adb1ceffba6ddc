import type { Answers } from '../../lib/answers/types.ts';
import { type PolicyDocument, policyDocument, trustDocument } from '../../lib/iam/document.ts';
import { fillModel } from '../../lib/iam/fill.ts';
import type { ModelRole } from '../../lib/iam/model.ts';
import type { FilledString } from '../../lib/iam/template-string.ts';
import type { RoleId } from '../../lib/roles/registry.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { FACTS } from './values.ts';

/** The documents of one role as an account would hold them. */
export interface RoleDocuments {
  readonly role: ModelRole<FilledString>;
  readonly trust: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
}

/** Builds the model of some answers and fills it for the last environment. */
export function filledRoles(answers: Answers): readonly ModelRole<FilledString>[] {
  const service = buildService(answers);
  const { model } = service;
  const environment = service.environments.at(-1);
  if (environment === undefined) throw new Error('The answers name no environment.');
  return fillModel(model, environment, FACTS).roles;
}

/** The roles of every environment, those of the last one first: not every environment has each. */
function rolesEverywhere(answers: Answers): readonly ModelRole<FilledString>[] {
  const { model, environments } = buildService(answers);
  return environments.toReversed().flatMap((one) => fillModel(model, one, FACTS).roles);
}

/** One role's documents under some answers, inline and customer-managed alike. */
export function roleDocuments(id: string, answers: Answers): RoleDocuments {
  const role = rolesEverywhere(answers).find((one) => one.id === id);
  if (role === undefined) throw new Error(`The answers make no role '${id}'.`);
  const policies = [...role.inlinePolicies, ...role.managedPolicies];
  return {
    role,
    trust: trustDocument(role.trust),
    policies: policies.map(({ statements }) => policyDocument(statements)),
  };
}

/** The roles that statements refer to. */
const REFERRED: readonly RoleId[] = [
  'task-execution',
  'task',
  'container-instance',
  'infrastructure',
  'deployment-hook',
  'scheduled-task-events',
  'scheduled-task-scheduler',
];

/** A role with those that its statements refer to: without them the statements are left out. */
export function withReferences(id: RoleId): readonly RoleId[] {
  return [...new Set<RoleId>([id, ...REFERRED])];
}
