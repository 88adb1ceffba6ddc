import type { EventPattern, SourceRule } from '../../../service/pipeline/types.ts';
import { array, block, type Code, list } from '../code.ts';
import { propertyName, stringLiteral } from '../literals.ts';
import { expression } from '../statement-code.ts';

/** The EventBridge rule that starts the pipeline, as a construct. */
export function sourceRuleCode({ name, description, pattern }: SourceRule): Code {
  const target = list('new CodePipeline(', [{ code: 'pipeline' }, { code: '{ eventRole }' }], ')');
  return block(
    "new Rule(this, 'SourceRule', {",
    [
      { label: 'ruleName: ', code: expression(name) },
      { label: 'description: ', code: stringLiteral(description) },
      { label: 'eventPattern: ', code: patternCode(pattern) },
      { label: 'targets: ', code: array([target]) },
    ],
    '})',
  );
}

function patternCode(pattern: EventPattern): Code {
  return block(
    '{',
    Object.entries(pattern).map(([key, value]) => ({
      // The CDK has a name of its own for one member of an event.
      label: `${propertyName(key === 'detail-type' ? 'detailType' : key)}: `,
      code: isList(value) ? array(value.map(expression)) : patternCode(value),
    })),
    '}',
  );
}

function isList(value: EventPattern[string]): value is Exclude<typeof value, EventPattern> {
  return Array.isArray(value);
}
