import { template } from '../../../lib/iam/template-string.ts';
import {
  COMMENT,
  onlyIf,
  ref,
  templateValue,
  type Value,
} from '../../../lib/targets/cloudformation/values.ts';
import { printTemplate } from '../../../lib/targets/cloudformation/yaml.ts';

function printed(value: Value): string {
  return printTemplate('A template.', { Value: value }).replace('# A template.\n\n', '');
}

test.each([
  ['a reference', ref('AWS::Region'), 'Value: !Ref AWS::Region\n'],
  ['a substitution', { 'Fn::Sub': '${A}-b' }, 'Value: !Sub ${A}-b\n'],
  ['an attribute', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'Value: !GetAtt Role.Arn\n'],
  [
    'a question in quotes, as Python reads it between braces',
    { Configuration: { CustomData: 'Deploy?' } },
    "Value:\n  Configuration:\n    CustomData: 'Deploy?'\n",
  ],
  [
    'a list of short values on one line',
    { 'Fn::Not': [{ 'Fn::Equals': [ref('A'), ''] }] },
    "Value: !Not [!Equals [!Ref A, '']]\n",
  ],
  [
    'a list with a mapping of several members on several',
    onlyIf('Asked', { Name: 'Approve', Category: 'Approval' }),
    'Value: !If\n  - Asked\n  - Name: Approve\n    Category: Approval\n  - !Ref AWS::NoValue\n',
  ],
  [
    'a function of a function in its long form, as YAML takes one tag',
    { 'Fn::ImportValue': { 'Fn::Sub': '${Stack}-Arn' } },
    '\nValue:\n  Fn::ImportValue: !Sub ${Stack}-Arn\n',
  ],
])('%s', (_, value, text) => {
  expect(printed(value).trimStart()).toBe(text.trimStart());
});

test('comments stand above a resource and a statement, blank lines between resources', () => {
  const statement = { [COMMENT]: 'It reads.', Sid: 'Read' };
  const resource = { Type: 'AWS::IAM::Policy', Statement: [statement] };
  expect(
    printTemplate('Two policies.', {
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: { First: { [COMMENT]: 'The first.', ...resource }, Second: resource },
    }),
  ).toBe(`# Two policies.

AWSTemplateFormatVersion: '2010-09-09'

Resources:
  # The first.
  First:
    Type: AWS::IAM::Policy
    Statement:
      # It reads.
      - {Sid: Read}

  Second:
    Type: AWS::IAM::Policy
    Statement:
      # It reads.
      - {Sid: Read}
`);
});

test.each([
  ['plain text', 'plain', 'plain'],
  ['one placeholder', '<project>', { Ref: 'Project' }],
  ['text with a placeholder', 'a-<account>', { 'Fn::Sub': 'a-${AWS::AccountId}' }],
  ['a policy variable', '<project>/${aws:username}', { 'Fn::Sub': '${Project}/${!aws:username}' }],
  ['what Sub cannot escape', '$<project>', { 'Fn::Join': ['', ['$', { Ref: 'Project' }]] }],
])('a template string: %s', (_, text, value) => {
  expect(templateValue(template(text))).toEqual(value);
});
