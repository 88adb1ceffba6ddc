import type { TemplateString } from '../../../iam/template-string.ts';
import type { BuildProject } from '../../../service/pipeline/types.ts';
import { mapKey, templateText, text } from '../expression.ts';
import {
  attribute,
  type Block,
  block,
  type Expression,
  gap,
  type Item,
  line,
  type Member,
  object,
} from '../hcl.ts';

/** Writes a value of the pipeline; the ARN of a role as the local that holds it. */
export type WriteValue = (value: TemplateString) => Expression;

/** How the blocks of a project write what differs between projects that are alike. */
export interface Written {
  /** The projects by their environments. */
  readonly locals?: Item;
  /** `for_each`, before everything else. */
  readonly first: readonly Item[];
  readonly name: Expression;
  readonly logGroup: Expression;
  readonly role: Expression;
  readonly variables: readonly Block[];
  /** Follows the label in a reference. */
  readonly key: string;
}

/** A project by itself. */
export function oneOf(
  { name, logGroup: { name: group }, role, variables }: BuildProject,
  value: WriteValue,
): Written {
  return {
    first: [],
    name: templateText(name),
    logGroup: templateText(group),
    role: value(role.arn),
    variables: variableBlocks(variables.map((one) => [one.name, value(one.value)])),
    key: '',
  };
}

/** Projects that are alike, as the values of a map. */
export function eachOf(
  label: string,
  projects: readonly BuildProject[],
  value: WriteValue,
): Written {
  const names = projects[0]?.variables.map(({ name }) => name) ?? [];
  // The name of the environment is the key.
  const keyed = names.length === 1 && names[0] === 'ENVIRONMENT';
  const members = projects.map(({ environment, name, role, variables }) => {
    const key = environment === undefined ? '(var.environment)' : mapKey(environment);
    const own = object(variables.map((one) => [one.name, value(one.value)]));
    const fields: readonly Member[] = [
      ['name', templateText(name)],
      ['role', value(role.arn)],
      ...(keyed ? [] : [['variables', own] as const]),
    ];
    return [key, object(fields)] as const;
  });
  return {
    locals: attribute(`${label}_projects`, object(members)),
    first: [attribute('for_each', line(`local.${label}_projects`)), gap],
    name: line('each.value.name'),
    // The hole is Terraform's, not ours.
    logGroup: line('"/aws/codebuild/${each.value.name}"'),
    role: line('each.value.role'),
    variables: keyed
      ? variableBlocks([['ENVIRONMENT', line('each.key')]])
      : [dynamicVariables(line('each.value.variables'))],
    key: '[each.key]',
  };
}

/** One variable is a block; of several, a map is easier to read. */
function variableBlocks(variables: readonly Member[]): readonly Block[] {
  const [first, ...others] = variables;
  if (first === undefined) return [];
  if (others.length > 0) return [dynamicVariables(object(variables))];
  const [name, value] = first;
  return [
    block(['environment_variable'], [attribute('name', text(name)), attribute('value', value)]),
  ];
}

function dynamicVariables(all: Expression): Block {
  return block(
    ['dynamic', 'environment_variable'],
    [
      attribute('for_each', all),
      block(
        ['content'],
        [
          attribute('name', line('environment_variable.key')),
          attribute('value', line('environment_variable.value')),
        ],
      ),
    ],
  );
}
