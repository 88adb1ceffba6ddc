import type { Model, ResourcePolicy } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { code } from './markdown.ts';

/** What environments of an account share, one Markdown phrase each. */
export function sharedThings(model: Model): readonly string[] {
  const { repository, project } = model;
  return [
    ...model.serviceLinkedRoles.map((service) => `the service-linked role of ${code(service)}`),
    ...(repository === undefined
      ? []
      : [`the ECR repository (${code('repository')} under [Names and values](#names-and-values))`]),
    ...model.resourcePolicies
      .filter(({ kind }) => kind !== 'ecr-repository')
      .map(({ kind, owner }) => `${KIND[kind]} ${code(substitute(owner, { project }))}`),
    ...model.oidcProviders.map(({ url }) => `the identity provider ${code(url)}`),
  ];
}

const KIND = {
  'ecr-repository': 'the policy of the ECR repository',
  logs: 'the CloudWatch Logs resource policy',
  'logs-destination': 'the policy of the log destination',
} as const satisfies Record<ResourcePolicy['kind'], string>;
