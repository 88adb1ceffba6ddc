import fc from 'fast-check';
import { template } from '../../../lib/iam/template-string.ts';
import {
  COMMENT,
  onlyIf,
  ref,
  templateValue,
  type Value,
} from '../../../lib/targets/cloudformation/values.ts';
import { printTemplate } from '../../../lib/targets/cloudformation/yaml.ts';
import { parseTemplate } from '../../support/template.ts';

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

const word = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    'yes',
    '0123',
    '1:30',
    '=',
    '---',
    '# no',
    'a: b',
    '- a',
    '${A}',
    'ö',
    '? a',
    '~',
  ),
  fc.constantFrom('{\n  "a": [1]\n}\n', ' two\nlines', '\n', 'a, b', '[a]', '{a: b}', "it's", '*a'),
);
const key = word.filter((name) => !['', '__proto__'].includes(name) && !/^(Ref$|Fn::)/.test(name));

const { value: anyValue } = fc.letrec<{ value: Value; list: Value[]; mapping: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    fc.integer(),
    fc.boolean(),
    tie('list'),
    tie('mapping'),
    word.map((name) => ({ Ref: name })),
    tie('list').map((items) => ({ 'Fn::Join': ['', items] })),
    tie('value').map((value) => ({ 'Fn::If': ['Asked', value, { Ref: 'AWS::NoValue' }] })),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
  mapping: fc
    .tuple(fc.dictionary(key, tie('value'), { maxKeys: 5 }), fc.option(fc.lorem()))
    .map(([fields, comment]): Value => {
      return comment === null ? fields : { ...fields, [COMMENT]: comment };
    }),
}));

test('whatever a template holds is read back as it is, in ASCII but for comments', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const resource = { Type: 'AWS::IAM::Role', Properties: { Value: value, Last: 'one' } };
      const text = printTemplate('A template.', { Resources: { First: resource } });
      const { Resources } = parseTemplate(text);
      expect(Resources.First).toEqual(JSON.parse(JSON.stringify(resource)));
      expect(text.replace(/^ *#.*$/gm, '')).toMatch(/^[\x20-\x7e\n]*$/);
    }),
    { numRuns: 1000 },
  );
});
