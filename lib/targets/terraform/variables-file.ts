import { type Placeholder, placeholderSpec } from '../../iam/placeholders.ts';
import { text, variableName } from './expression.ts';
import { attribute, type Block, block, type Item, line } from './hcl.ts';
import { printHcl } from './print-hcl.ts';
import { re2Conditions } from './re2.ts';
import { isSwitch, type RootModule, valueOfAll, variablePlaceholders } from './root-module.ts';

/** `variables.tf`: where the module is deployed to, and every placeholder that environments give. */
export function variablesFile(module: RootModule): string {
  return printHcl([
    variable('account', OWN.account),
    variable('region', OWN.region),
    ...variablePlaceholders(module).map((placeholder) =>
      variable(variableName(placeholder), describe(placeholder, module)),
    ),
  ]);
}

interface Variable {
  readonly placeholder: Placeholder;
  readonly description: string;
  /** `null`, or a value for every environment; without one each environment gives its own. */
  readonly initial?: string | null;
}

/** Their values are guards and settings of the provider; policies hold what it then finds out. */
const OWN = {
  account: {
    placeholder: 'account',
    description: 'Account to deploy to: any other is refused; null: not checked',
    initial: null,
  },
  region: {
    placeholder: 'region',
    description: "Region of the service; null: the one of the caller's AWS configuration",
    initial: null,
  },
} as const satisfies Record<string, Variable>;

function describe(placeholder: Placeholder, module: RootModule): Variable {
  const { meaning, optional } = placeholderSpec(placeholder);
  if (optional) return { placeholder, description: `${meaning}; null: none`, initial: null };
  const initial = valueOfAll(placeholder, module);
  return { placeholder, description: meaning, ...(initial !== undefined && { initial }) };
}

function variable(name: string, { placeholder, description, initial }: Variable): Block {
  return block(
    ['variable', name],
    [
      attribute('description', text(description)),
      attribute('type', line(isSwitch(placeholder) ? 'bool' : 'string')),
      ...(initial === undefined ? [] : [attribute('default', initialValue(initial))]),
      // Without a default null would be taken, and stand in names as nothing.
      ...(initial === null ? [] : [attribute('nullable', line('false'))]),
      ...(isSwitch(placeholder) ? [] : [validation(name, placeholder, initial === null)]),
    ],
  );
}

function initialValue(initial: string | null) {
  return initial === null ? line('null') : text(initial);
}

function validation(name: string, placeholder: Placeholder, nullable: boolean): Item {
  const { pattern, takes } = placeholderSpec(placeholder);
  const { matches, avoids } = re2Conditions(pattern);
  const matching = (source: string) => `can(regex(${lineOf(source)}, var.${name}))`;
  const conditions = [matching(matches), ...avoids.map((source) => `!${matching(source)}`)].join(
    ' && ',
  );
  const allOf = nullable && avoids.length > 0 ? `(${conditions})` : conditions;
  return block(
    ['validation'],
    [
      attribute('condition', line(nullable ? `var.${name} == null || ${allOf}` : allOf)),
      attribute('error_message', text(`The ${name} must be ${takes}.`)),
    ],
  );
}

function lineOf(source: string): string {
  const written = text(source);
  return written.kind === 'line' ? written.line : '';
}
