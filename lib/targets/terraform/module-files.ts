import { type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { template } from '../../iam/template-string.ts';
import { textFile } from '../files.ts';
import type { RenderedFile } from '../types.ts';
import { templateText, text } from './expression.ts';
import {
  attribute,
  type Block,
  block,
  comment,
  type Expression,
  gap,
  type Item,
  line,
  object,
} from './hcl.ts';
import { reference, sourceOf, spellInHcl, variableName, withWhatTheyNeed } from './names.ts';
import { printHcl } from './print-hcl.ts';

/** A module without a provider: what its variables and locals are printed from. */
export interface Module {
  readonly folder: string;
  /** Bounds of the provider's version, where the first of version 5 lacks something. */
  readonly provider?: string;
  /** The placeholders that its resources hold. */
  readonly placeholders: readonly Placeholder[];
  /** Those of them that it can do without in some environment. */
  readonly sometimes?: readonly Placeholder[];
  /** Locals besides the names. */
  readonly locals: readonly Item[];
  /** What else stands in `main.tf`. */
  readonly resources: readonly Block[];
}

/** `main.tf` and `variables.tf`: what a module needs, finds out and takes. */
export function moduleFiles(module: Module): readonly RenderedFile[] {
  const placeholders = withWhatTheyNeed(['project', 'environment', ...module.placeholders]);
  const sometimes = new Set(module.sometimes);
  const variables = placeholders.filter((one) => sourceOf(one) !== 'provider');
  return [
    textFile(
      `${module.folder}/variables.tf`,
      printHcl(variables.map((one) => variable(one, sometimes.has(one)))),
    ),
    textFile(`${module.folder}/main.tf`, mainFile(placeholders, module)),
  ];
}

/** `terraform { … }` with bounds of Terraform's and the provider's version. */
export function terraformBlock(terraform: string, aws: string, more: readonly Item[] = []): Block {
  const provider = object([
    ['source', text('hashicorp/aws')],
    ['version', text(aws)],
  ]);
  return block(
    ['terraform'],
    [
      attribute('required_version', text(terraform)),
      block(['required_providers'], [attribute('aws', provider)]),
      ...more,
    ],
  );
}

/** What a placeholder is read from. In versions 5 and 6 of the provider alike, a Region's `id` is its code. */
const FOUND: readonly { placeholder: Placeholder; source: string; attribute: string }[] = [
  { placeholder: 'account', source: 'aws_caller_identity', attribute: 'account_id' },
  { placeholder: 'partition', source: 'aws_partition', attribute: 'partition' },
  { placeholder: 'dnsSuffix', source: 'aws_partition', attribute: 'dns_suffix' },
  { placeholder: 'region', source: 'aws_region', attribute: 'id' },
];

/** Data sources for what the provider finds out, and the locals that hold it. */
export function foundOut(placeholders: readonly Placeholder[]) {
  const found = FOUND.filter(({ placeholder }) => placeholders.includes(placeholder));
  const sources = new Set(found.map(({ source }) => source));
  return {
    data: [...sources].map((source) => block(['data', source, 'current'], [])),
    locals: found.map(({ placeholder, source, attribute: name }) =>
      attribute(localName(placeholder), line(`data.${source}.current.${name}`)),
    ),
  };
}

function mainFile(
  placeholders: readonly Placeholder[],
  { locals: more, resources, provider = '>= 5.0' }: Module,
): string {
  const { data, locals } = foundOut(placeholders);
  const names = placeholders
    .filter((one) => sourceOf(one) === 'derived')
    .map((one) => attribute(localName(one), derivedName(one)));
  const groups = [
    locals,
    names.length === 0
      ? []
      : [
          comment('What follows from project and environment, unless an argument says otherwise.'),
          ...names,
        ],
    more,
  ].filter((group) => group.length > 0);
  const items = groups.flatMap((group, index) => (index === 0 ? group : [gap, ...group]));
  return printHcl([
    terraformBlock('>= 1.5', provider),
    ...data,
    ...(items.length === 0 ? [] : [block(['locals'], items)]),
    ...resources,
  ]);
}

function localName(placeholder: Placeholder): string {
  return reference(placeholder).replace('local.', '');
}

function derivedName(placeholder: Placeholder): Expression {
  const { initial = '' } = placeholderSpec(placeholder);
  const name = templateText(template(initial));
  const written = name.kind === 'line' ? name.line : '';
  return line(`coalesce(var.${variableName(placeholder)}, ${spellInHcl(placeholder, written)})`);
}

function variable(placeholder: Placeholder, isSometimes: boolean): Block {
  const { meaning, initial, optional } = placeholderSpec(placeholder);
  if (placeholder === 'approval') {
    const items = withDefault('Ask for approval before deploying', 'bool', line('false'));
    return block(['variable', variableName(placeholder)], [...items, NOT_NULL]);
  }
  return block(['variable', variableName(placeholder)], items());

  function items(): readonly Item[] {
    if (optional) return withDefault(`${meaning}, if any`, 'string', line('null'));
    if (sourceOf(placeholder) === 'derived')
      return withDefault(`${meaning}, by default ${readable(initial)}`, 'string', line('null'));
    if (initial !== undefined && !initial.includes('<'))
      return [...withDefault(meaning, 'string', text(initial)), NOT_NULL];
    if (isSometimes)
      return withDefault(`${meaning}, where a role needs it`, 'string', line('null'));
    const checks = CHECKED.includes(placeholder) ? [validation(placeholder)] : [];
    return [...described(meaning, 'string'), ...checks];
  }
}

/** Null is then the default, as for a name that follows from others. */
const NOT_NULL = attribute('nullable', line('false'));

function described(description: string, type: string): readonly Item[] {
  return [attribute('description', text(description)), attribute('type', line(type))];
}

function withDefault(description: string, type: string, value: Expression): readonly Item[] {
  return [...described(description, type), attribute('default', value)];
}

/** Everything else follows from these: a fault in them would stand in every name. */
const CHECKED: readonly Placeholder[] = ['project', 'environment', 'ownershipId'];

function validation(placeholder: Placeholder): Block {
  const { pattern, takes } = placeholderSpec(placeholder);
  const name = variableName(placeholder);
  const written = text(pattern.source);
  const regex = written.kind === 'line' ? written.line : '';
  return block(
    ['validation'],
    [
      attribute('condition', line(`can(regex(${regex}, var.${name}))`)),
      attribute('error_message', text(`The ${name} must be ${takes}.`)),
    ],
  );
}

/** `<buildProject>-validate` → `<build_project>-validate`, as the reader of a variable knows it. */
function readable(initial = ''): string {
  return initial.replace(
    /<(\w+)>/g,
    (_, placeholder: Placeholder) => `<${variableName(placeholder)}>`,
  );
}
