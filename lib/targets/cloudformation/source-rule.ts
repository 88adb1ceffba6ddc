import { template } from '../../iam/template-string.ts';
import type { EventPattern, SourceRule } from '../../service/pipeline/types.ts';
import { COMMENT, type Mapping, templateValue, textBefore, type Value } from './values.ts';

/** The EventBridge rule that starts the pipeline; its target is the resource `Pipeline`. */
export function sourceRuleResource(rule: SourceRule, role: Value): Mapping {
  const before = template('arn:<partition>:codepipeline:<region>:<account>:');
  const arn = textBefore(before, 'Pipeline');
  if (arn === undefined) throw new Error('The ARN of the pipeline cannot be written.');
  return {
    [COMMENT]: rule.description,
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: templateValue(rule.name),
      Description: rule.description,
      State: 'ENABLED',
      EventPattern: patternValue(rule.pattern),
      Targets: [{ Id: 'Pipeline', Arn: arn, RoleArn: role }],
    },
  };
}

function patternValue(pattern: EventPattern): Mapping {
  return Object.fromEntries(
    Object.entries(pattern).map(([key, value]) => [
      key,
      isList(value) ? value.map(templateValue) : patternValue(value),
    ]),
  );
}

function isList(value: EventPattern[string]): value is Exclude<typeof value, EventPattern> {
  return Array.isArray(value);
}
