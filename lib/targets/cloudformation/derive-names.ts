import { mapStrings } from '../../iam/map-strings.ts';
import type { Environment } from '../../iam/model.ts';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
  placeholderSpec,
} from '../../iam/placeholders.ts';
import { placeholdersOf, substitute, template } from '../../iam/template-string.ts';
import { pipelinePlaceholders } from '../../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';

/**
 * Writes names that follow from others in every environment as what they follow from, so that the
 * templates need no parameter for them: `<cluster>` becomes `<project>-<environment>`.
 */
export function deriveNames(service: Service): Service {
  const derived = derivedNames(service.environments);
  const derive = <From extends object>(from: From) =>
    mapStrings(from, (value) => substitute(value, derived));
  return {
    ...service,
    model: derive(service.model),
    pipeline: service.pipeline && withPlaceholders(derive(service.pipeline)),
  };
}

/** A name that follows from the project brings `<project>` in, which nothing else may hold. */
function withPlaceholders(pipeline: Pipeline): Pipeline {
  return { ...pipeline, placeholders: pipelinePlaceholders(pipeline) };
}

/** The placeholders whose value is the default in every environment, and what they follow from. */
function derivedNames(environments: readonly Environment[]): PlaceholderValues {
  const derived: { [Name in Placeholder]?: string } = {};
  for (const placeholder of PLACEHOLDER_NAMES) {
    const initial = template(placeholderSpec(placeholder).initial ?? '');
    const follows =
      placeholdersOf(initial).length > 0 &&
      environments.every(({ values }) => values[placeholder] === substitute(initial, values));
    if (follows) derived[placeholder] = substitute(initial, derived);
  }
  return derived;
}
