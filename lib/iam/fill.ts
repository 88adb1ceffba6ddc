import { mapStrings } from './map-strings.ts';
import type { Environment, Model } from './model.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { type FilledString, fillString } from './template-string.ts';
import { modelIn } from './where.ts';

/** What the credentials tell about the account: a filled model always has these. */
export interface AccountFacts {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  readonly dnsSuffix: string;
}

/**
 * Fills a model with one environment's values: the roles of that environment as they shall be in its account.
 * A permissions boundary without a value in this environment is dropped.
 */
export function fillModel(
  model: Model,
  environment: Environment,
  facts: AccountFacts,
): Model<FilledString> {
  const values: PlaceholderValues = { ...facts, ...environment.values };
  return mapStrings(dropBoundary(modelIn(model, environment), values), (value) =>
    fillString(value, values),
  );
}

function dropBoundary(model: Model, values: PlaceholderValues): Model {
  if (values.permissionsBoundary !== undefined) return model;
  const roles = model.roles.map((role) => {
    const { boundary, ...settings } = role.settings;
    return boundary === undefined ? role : { ...role, settings };
  });
  return { ...model, roles };
}
