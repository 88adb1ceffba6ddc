import { resourceDocument } from '../iam/document.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { Model, ResourcePolicy } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { blocks, bullets, code, fenced, prose } from './markdown.ts';
import { roleSection } from './role-section.ts';
import { resourceTable } from './statement-table.ts';

/** docs/roles.md: every role with its trust, its statements and their reasons. */
export function rolesDocument(model: Model): string {
  const { project } = model;
  const shown = mapStrings(model, (value) => substitute(value, { project }));
  const text = blocks(
    `# The roles of ${prose(project)}`,
    'Words in angle brackets, such as `<environment>` or `<account>`, are values of an environment: the [README](../README.md#names-and-values) lists them. Account, Region and partition are found out from the credentials when they are not set.',
    bullets(
      shown.roles.map(({ title, name }) => `[${prose(title)}](#${anchor(title)}): ${code(name)}`),
    ),
    ...shown.roles.map(roleSection),
    ...sharedSections(shown),
  );
  return `${text}\n`;
}

const KIND = {
  'ecr-repository': 'Policy of the ECR repository',
  logs: 'CloudWatch Logs resource policy',
  'logs-destination': 'Policy of the CloudWatch Logs destination',
} as const satisfies Record<ResourcePolicy['kind'], string>;

function sharedSections({
  serviceLinkedRoles,
  oidcProviders,
  resourcePolicies,
}: Model): readonly string[] {
  const things = [
    ...serviceLinkedRoles.map(
      (service) =>
        `The service-linked role of ${code(service)}: AWS writes its policy and its trust; nobody can attach it, rename it or pass it. The account has one.`,
    ),
    ...oidcProviders.map(
      ({ url, audience }) => `The identity provider ${code(url)}, with audience ${code(audience)}.`,
    ),
  ];
  if (things.length + resourcePolicies.length === 0) return [];
  return [
    '## What the environments of an account share',
    'No stack or state holds these: a second environment in the same account would collide with them. `scripts/deploy-iam.sh` makes what is absent and adds its own statements, one Sid an environment; `scripts/destroy-iam.sh` takes its statements out and leaves the rest.',
    bullets(things),
    ...resourcePolicies.map((policy) =>
      blocks(
        `### ${KIND[policy.kind]}: ${code(policy.owner)}`,
        resourceTable(policy.statements),
        fenced('json', JSON.stringify(resourceDocument(policy.statements), null, 2)),
      ),
    ),
  ];
}

/** The anchor GitHub gives a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
