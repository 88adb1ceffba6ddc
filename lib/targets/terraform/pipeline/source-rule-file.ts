import type { EventPattern, SourceRule } from '../../../service/pipeline/types.ts';
import { mapKey, templateText, text } from '../expression.ts';
import { attribute, block, type Expression, line, list, object } from '../hcl.ts';
import { printHcl } from '../print-hcl.ts';

/** `source.tf`: the EventBridge rule that starts the pipeline, and its target. */
export function sourceRuleFile(rule: SourceRule): string {
  return printHcl([
    block(['locals'], [attribute('source_events', patternObject(rule.pattern))]),
    block(
      ['resource', 'aws_cloudwatch_event_rule', 'source'],
      [
        attribute('name', templateText(rule.name)),
        attribute('description', text(rule.description)),
        attribute('event_pattern', line('jsonencode(local.source_events)')),
      ],
      rule.description,
    ),
    block(
      ['resource', 'aws_cloudwatch_event_target', 'pipeline'],
      [
        attribute('rule', line('aws_cloudwatch_event_rule.source.name')),
        attribute('target_id', text('Pipeline')),
        attribute('arn', line('aws_codepipeline.service.arn')),
        attribute('role_arn', line('local.role_arns.pipeline_trigger')),
      ],
    ),
  ]);
}

function patternObject(pattern: EventPattern): Expression {
  return object(
    Object.entries(pattern).map(([key, value]) => [
      mapKey(key),
      isList(value) ? list(value.map(templateText)) : patternObject(value),
    ]),
  );
}

function isList(value: EventPattern[string]): value is Exclude<typeof value, EventPattern> {
  return Array.isArray(value);
}
