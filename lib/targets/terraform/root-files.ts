import type { Environment } from '../../iam/model.ts';
import { type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { placeholdersOf, substitute, template } from '../../iam/template-string.ts';
import type { Service } from '../../service/types.ts';
import { mapKey, text } from './expression.ts';
import {
  attribute,
  type Block,
  block,
  comment,
  gap,
  type Item,
  line,
  list,
  object,
} from './hcl.ts';
import { terraformBlock } from './module-files.ts';
import { isDefault, sourceOf, variableName, withWhatTheyNeed } from './names.ts';

/** `terraform { … }` of a root: bounds of versions, and where its state is kept. */
export function rootTerraform(): Block {
  return terraformBlock('~> 1.11', '>= 5.0, < 7.0', [
    gap,
    comment(
      'The state is a local file. Where others deploy too, put a backend here: docs/roles.md.',
    ),
  ]);
}

/** `provider "aws"` of a root in the place of an environment, with the user's own tags. */
export function provider({ answers }: Service, { values }: Environment): Block {
  const tags = Object.entries(answers.tags).filter(([, value]) => isDefaultTag(value));
  const members = tags.map(
    ([key, value]) => [mapKey(key), text(substitute(template(value), values))] as const,
  );
  const { account, region } = values;
  return block(
    ['provider', 'aws'],
    [
      ...(region === undefined
        ? [
            comment("The region is that of the caller's AWS configuration."),
            ...(members.length > 0 ? [gap] : []),
          ]
        : [attribute('region', text(region))]),
      ...(account === undefined ? [] : [attribute('allowed_account_ids', list([text(account)]))]),
      ...(members.length === 0
        ? []
        : [block(['default_tags'], [attribute('tags', object(members))])]),
    ],
  );
}

/** True for a tag that a root gives everything: a value of the account stands with the roles. */
export function isDefaultTag(value: string): boolean {
  const allowed: readonly Placeholder[] = ['project', 'environment'];
  return placeholdersOf(template(value)).every((one) => allowed.includes(one));
}

/** The arguments of a module in an environment: what the module does not come to by itself. */
export function moduleArguments(
  placeholders: readonly Placeholder[],
  environment: Environment,
  source: string,
): readonly Item[] {
  const given = withWhatTheyNeed(['project', 'environment', ...placeholders])
    .filter((one) => sourceOf(one) !== 'provider' && !isDefault(one, environment))
    .filter((one) => environment.values[one] !== undefined || !placeholderSpec(one).optional);
  return [
    attribute('source', text(source)),
    gap,
    ...given.map((one) => argument(one, environment)),
  ];
}

function argument(placeholder: Placeholder, { values }: Environment): Item {
  const value = values[placeholder];
  const written = placeholder === 'approval' ? line(value ?? 'false') : text(value ?? '');
  return attribute(variableName(placeholder), written);
}
