import type { ResourcePolicy } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { pascalCase, separateWords } from '../../names.ts';
import type { SharedUnit } from '../../service/shared-units.ts';
import type { Service } from '../../service/types.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';
import { quotedKey, templateText, text } from './expression.ts';
import { attribute, block, comment, gap, type Item, line, list, object } from './hcl.ts';
import { foundOut } from './module-files.ts';
import { resourceDocument } from './policy-document.ts';
import { printHcl } from './print-hcl.ts';
import { provider, rootTerraform } from './root-files.ts';

/** The root of a shared unit: `iam/shared`, or `iam/shared/NAME` where accounts differ. */
export function sharedFolder({ name }: Pick<SharedUnit, 'name'>): string {
  return name === undefined ? 'iam/shared' : `iam/shared/${name}`;
}

/** The root of each shared unit; the module that they use is the same in every repo. */
export function sharedFiles(service: Service): readonly RenderedFile[] {
  return service.shared.map((unit) =>
    textFile(`${sharedFolder(unit)}/main.tf`, sharedRoot(unit, service)),
  );
}

function sharedRoot(unit: SharedUnit, service: Service): string {
  const { project } = service.model;
  const environment = service.environments.find(({ name }) => unit.environments.includes(name));
  if (environment === undefined) throw new Error('A shared unit belongs to environments.');
  const { data, locals } = foundOut(placeholdersIn(unit.policies));
  const policies = unit.policies.map((policy) => ({ policy, label: policyLabel(policy) }));
  const up = '../'.repeat(sharedFolder(unit).split('/').length - 1);
  return printHcl([
    comment(
      `What the environments of ${project} in one account and Region share (${unit.environments.join(', ')}). It stays when an environment goes.`,
    ),
    gap,
    rootTerraform(),
    provider(service, environment),
    ...data,
    ...(locals.length === 0 ? [] : [block(['locals'], locals)]),
    ...(unit.policies.some(({ kind }) => kind === 'logs-destination') ? [DESTINATIONS] : []),
    ...policies.map(({ policy, label }) => resourceDocument(label, policy.statements)),
    block(
      ['module', 'shared'],
      [
        attribute('source', text(`${up}modules/shared`)),
        gap,
        ...(unit.repositories.length === 0
          ? []
          : [attribute('repositories', list(unit.repositories.map(templateText)))]),
        ...ARGUMENTS.flatMap(([kind, name]) =>
          policyArgument(
            name,
            policies.filter(({ policy }) => policy.kind === kind),
          ),
        ),
      ],
    ),
  ]);
}

const ARGUMENTS = [
  ['ecr-repository', 'repository_policies'],
  ['logs', 'log_policies'],
  ['logs-destination', 'log_destination_policies'],
] as const;

function policyArgument(
  name: string,
  policies: readonly { readonly policy: ResourcePolicy; readonly label: string }[],
): readonly Item[] {
  if (policies.length === 0) return [];
  const members = policies.map(
    ({ policy, label }) =>
      [quotedKey(policy.owner), line(`data.aws_iam_policy_document.${label}.json`)] as const,
  );
  if (name !== 'log_destination_policies') return [attribute(name, object(members))];
  const map = members.map(([key, value]) => `${key} = ${value.kind === 'line' ? value.line : ''}`);
  return [attribute(name, line(`var.log_destinations ? { ${map.join(', ')} } : {}`))];
}

const DESTINATIONS = block(
  ['variable', 'log_destinations'],
  [
    attribute(
      'description',
      text('False while a Logs destination does not exist: no destination gets its policy then'),
    ),
    attribute('type', line('bool')),
    attribute('default', line('true')),
    attribute('nullable', line('false')),
  ],
);

/** `logs-destination` of `central/all` → `logs_destination_central_all`. */
function policyLabel({ kind, owner }: ResourcePolicy): string {
  const words = separateWords(pascalCase(`${kind} ${owner}`), '_').replace(/^_/, '');
  return words.toLowerCase().replace(/_+/g, '_');
}
