import fc from 'fast-check';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import { UserError } from '../../../lib/errors.ts';
import type { DefinedRole } from '../../../lib/iam/definition.ts';
import { listOf } from '../../../lib/iam/equality.ts';
import type { Environment } from '../../../lib/iam/model.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { readParameters } from '../../../lib/targets/cloudformation/read/parameters.ts';
import { readTemplate } from '../../../lib/targets/cloudformation/read/roles.ts';
import type { TemplateInputs } from '../../../lib/targets/cloudformation/read/scope.ts';
import type { ReadRoles } from '../../../lib/targets/read-roles.ts';
import { everythingAnswers } from '../../support/answers.ts';
import { randomServices } from '../../support/random-answers.ts';
import { fileOf, parametersOf } from './rendered.ts';

const PATH = 'iam/roles.yaml';

function readService(service: Service, environment: Environment): ReadRoles {
  return readTemplate(
    { path: PATH, contents: fileOf(service, PATH) },
    {
      parameters: parametersOf(service, environment.name),
      known: environment.values,
    },
  );
}

test('what is written from random answers is read as the definition of the model', () => {
  fc.assert(
    fc.property(randomServices, (service) => {
      for (const environment of service.environments) {
        expect(readService(service, environment).roles).toEqual(
          definitionOf(service.model, environment).roles,
        );
      }
    }),
    { numRuns: 60 },
  );
});

test('the place of every statement is the line on which it begins', () => {
  const service = buildService(everythingAnswers());
  const [environment] = service.environments;
  if (environment === undefined) throw new Error('There is no environment.');
  const lines = fileOf(service, PATH).split('\n');
  const { roles, places } = readService(service, environment);
  const statements = roles.flatMap(statementsOf);
  expect(places.length).toBe(statements.length);
  expect(places.map(({ line }) => lines[line - 1]?.trim())).toEqual(
    statements.map(({ Sid }) => `- Sid: ${Sid}`),
  );
  expect(new Set(places.map(({ path }) => path))).toEqual(new Set([PATH]));
});

function statementsOf(role: DefinedRole): readonly { readonly Sid: string }[] {
  const documents = [
    role.trust,
    ...Object.values(role.inlinePolicies),
    ...role.managedPolicies.map(({ document }) => document),
  ];
  return documents.flatMap(({ Statement }) => listOf(Statement)) as { Sid: string }[];
}

/** A template with one role, whose only tag has a value to resolve. */
function tagValue(value: string, sections = '', inputs: Partial<TemplateInputs> = {}): unknown {
  const contents = `${sections}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop
      AssumeRolePolicyDocument: {}
      Tags:
        - Key: value
          Value: ${value}
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub \${AWS::StackName}-data
  Topic:
    Type: AWS::SNS::Topic
`;
  const read = readTemplate(
    { path: PATH, contents },
    { parameters: {}, stackName: 'stack', ...inputs },
  );
  return read.roles[0]?.tags.value;
}

const PARAMETERS = `
Parameters:
  Name: { Type: String, Default: web }
  Names: { Type: CommaDelimitedList, Default: 'a, b,c' }
  None: { Type: String }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /name }
Mappings:
  Sizes:
    eu-west-1: { small: s, large: !Ref Name }
Conditions:
  IsWeb: !Equals [!Ref Name, web]
  IsNot: !Not [!Condition IsWeb]
  Both: !And [!Condition IsWeb, !Not [!Condition IsNot]]
  Either: !Or [!Condition IsNot, !Condition IsWeb]
  IsChina: !Equals [!Ref AWS::Partition, aws-cn]
  WebOrChina: !Or [!Condition IsChina, !Condition IsWeb]
  Circle: !Not [!Condition Circle]
`;

test.each([
  ['a parameter with its default', '!Ref Name', 'web'],
  ['a pseudo parameter that is not known', '!Ref AWS::Region', '<region>'],
  ['a pseudo parameter within text', '!Sub "a-${AWS::AccountId}-${Name}"', 'a-<account>-web'],
  [
    'Fn::Sub with variables',
    '!Sub ["${A}-${Name}", { A: !Ref AWS::Partition }]',
    '<partition>-web',
  ],
  ['Fn::Sub with a policy variable', '!Sub "${!aws:username}/${Name}"', '${aws:username}/web'],
  ['Fn::Sub with an attribute', '!Sub "${Bucket.Arn}/*"', 'arn:<partition>:s3:::stack-data/*'],
  ['Fn::GetAtt', '!GetAtt Bucket.Arn', 'arn:<partition>:s3:::stack-data'],
  [
    'Fn::GetAtt in its long form',
    '{ Fn::GetAtt: [Bucket, Arn] }',
    'arn:<partition>:s3:::stack-data',
  ],
  ['Ref of a resource', '!Ref Bucket', 'stack-data'],
  ['Fn::Join', "!Join ['-', [a, !Ref Name]]", 'a-web'],
  ['Fn::Join of a list parameter', "!Join ['+', !Ref Names]", 'a+b+c'],
  ['Fn::Select', '!Select [1, !Ref Names]', 'b'],
  ['Fn::Split', "!Select [5, !Split [':', !GetAtt Bucket.Arn]]", 'stack-data'],
  ['Fn::FindInMap', '!FindInMap [Sizes, eu-west-1, large]', 'web'],
  ['Fn::FindInMap with a default', '!FindInMap [Sizes, x, y, { DefaultValue: none }]', 'none'],
  ['Fn::If', '!If [IsWeb, yes-it-is, no-it-is-not]', 'yes-it-is'],
  ['Fn::Not', '!If [IsNot, a, b]', 'b'],
  ['Fn::And', '!If [Both, a, b]', 'a'],
  ['Fn::Or', '!If [Either, a, b]', 'a'],
  ['an unknown condition that does not matter', '!If [WebOrChina, a, b]', 'a'],
  ['a date, which CloudFormation takes for text', '2012-10-17', '2012-10-17'],
])('%s', (_, value, expected) => {
  expect(tagValue(value, PARAMETERS)).toBe(expected);
});

test('what is known of the account is filled in', () => {
  const known = { region: 'cn-north-1', partition: 'aws-cn' };
  expect(tagValue('!Ref AWS::Region', PARAMETERS, { known })).toBe('cn-north-1');
  expect(tagValue('!If [IsChina, a, b]', PARAMETERS, { known })).toBe('a');
  const parameters = { Name: 'api', None: 'some' };
  expect(tagValue('!Sub ${None}-${Name}', PARAMETERS, { parameters })).toBe('some-api');
});

/** The fault of a value, as a user reads it. */
function faultOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return `${error.name}: ${error.message} ${error.hint}`;
    throw error;
  }
  return '';
}

const LINE = PARAMETERS.split('\n').length + 9;

test.each([
  ['!Ref None', 'Parameter None has no value. Add it to the parameters file of the environment.'],
  ['!Ref Stored', 'Parameter Stored is read from Parameter Store when the stack is deployed.'],
  ['!Ref Nobody', 'There is neither a parameter nor a resource Nobody.'],
  ['!Ref Topic', 'Topic has no TopicName, so that its name is known only when it is deployed.'],
  ['!GetAtt Bucket.DomainName', 'Bucket.DomainName is known only when the stack is deployed.'],
  ['!Ref AWS::StackId', 'AWS::StackId is known to a stack alone.'],
  ['!If [Nothing, a, b]', 'There is no condition Nothing.'],
  ['!If [IsChina, a, b]', 'Condition IsChina depends on AWS::Partition, which is not known here.'],
  ['!If [Circle, a, b]', 'Condition Circle depends on itself.'],
  ['!If [IsWeb, a]', 'The argument of Fn::If is not what the function takes.'],
  ['!Select [3, !Ref Names]', 'Fn::Select wants item 3 of a list of 3.'],
  ['!Split [a]', 'The argument of Fn::Split is not what the function takes.'],
  ['!FindInMap [Sizes, x, y]', 'Mapping Sizes has no value for x, y.'],
  ['!FindInMap [Sizes, !Ref AWS::Region, small]', 'Fn::FindInMap depends on AWS::Region'],
  ['!Base64 a', 'Fn::Base64 cannot be resolved without CloudFormation.'],
  ['{ Fn::ImportValue: shared-name }', 'Fn::ImportValue shared-name stays unresolved'],
  ['<account>', '<account> has no meaning to CloudFormation.'],
  ['', 'A value is missing.'],
])('%s is a fault with file, line and what to do', (value, message) => {
  const fault = faultOf(() => tagValue(value, PARAMETERS));
  expect(fault).toMatch(/^UnreadableDefinition: iam\/roles\.yaml:\d+: .*\. \S.*\.$/);
  expect(fault).toContain(message);
});

test('the line of a fault is that of the value', () => {
  expect(faultOf(() => tagValue('!Base64 a', PARAMETERS))).toContain(`:${LINE}: Fn::Base64`);
});

test.each([
  ['[a', /:\d+: /],
  ["'", /:\d+: /],
  ['0042', /YAML reads 0042 as the number 34; put it in quotes/],
  ['1.0', /YAML reads 1\.0 as the number 1; put it in quotes/],
])('%s is broken, with the line', (value, message) => {
  const fault = faultOf(() => tagValue(value));
  expect(fault).toMatch(/^BrokenYaml: iam\/roles\.yaml:\d+: /);
  expect(fault).toMatch(message);
});

function readResources(resources: string): ReadRoles {
  return readTemplate(
    { path: PATH, contents: `Resources:\n${resources.replace(/^/gm, '  ')}` },
    { parameters: {} },
  );
}

const ROLE = `
Role:
  Type: AWS::IAM::Role
  Properties:
    RoleName: shop
    AssumeRolePolicyDocument: { Version: 2012-10-17, Statement: [] }
`;
const DOCUMENT =
  '{ Version: 2012-10-17, Statement: { Effect: Allow, Action: "*", Resource: "*" } }';

test('policies are read wherever a template can have them', () => {
  const { roles } = readResources(`${ROLE}
    Policies:
      - PolicyName: Embedded
        PolicyDocument: ${DOCUMENT}
    ManagedPolicyArns:
      - arn:aws:iam::aws:policy/ReadOnlyAccess
      - !Ref FromTheRole
Policy:
  Type: AWS::IAM::Policy
  Properties: { PolicyName: Apart, Roles: [!Ref Role], PolicyDocument: ${DOCUMENT} }
RolePolicy:
  Type: AWS::IAM::RolePolicy
  Properties: { PolicyName: Newer, RoleName: !Ref Role, PolicyDocument: ${DOCUMENT} }
FromThePolicy:
  Type: AWS::IAM::ManagedPolicy
  Properties: { ManagedPolicyName: One, Roles: [!Ref Role], PolicyDocument: ${DOCUMENT} }
FromTheRole:
  Type: AWS::IAM::ManagedPolicy
  Properties: { ManagedPolicyName: Two, Path: /x/, PolicyDocument: ${DOCUMENT} }
Profile:
  Type: AWS::IAM::InstanceProfile
  Properties: { InstanceProfileName: profile, Roles: [!Ref Role] }
SomebodyElses:
  Type: AWS::IAM::Policy
  Properties: { PolicyName: Group, Groups: [staff], PolicyDocument: ${DOCUMENT} }
`);
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
  };
  expect(roles).toEqual([
    {
      name: 'shop',
      path: '/',
      description: '',
      maxSessionDuration: 3600,
      tags: {},
      trust: { Version: '2012-10-17', Statement: [] },
      inlinePolicies: { Embedded: document, Apart: document, Newer: document },
      managedPolicies: [
        { name: 'One', path: '/', document },
        { name: 'Two', path: '/x/', document },
      ],
      attachedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      instanceProfile: 'profile',
    },
  ]);
});

test.each([
  [ROLE.replace('RoleName: shop', 'Path: /'), 'Role has no RoleName'],
  [ROLE.replace(/AssumeRole.*/, ''), 'Role has no AssumeRolePolicyDocument'],
  [`${ROLE}    MaxSessionDuration: long`, 'MaxSessionDuration is long.'],
  [
    `${ROLE}    Policies: [{ PolicyName: A, PolicyDocument: {} }, { PolicyName: A, PolicyDocument: {} }]`,
    'Role shop has two inline policies A.',
  ],
  [
    `${ROLE}Profile:\n  Type: AWS::IAM::InstanceProfile\n  Properties: { InstanceProfileName: p, Path: /x/, Roles: [shop] }`,
    'Role shop has an instance profile with another path.',
  ],
  [`${ROLE}'Fn::ForEach::Roles': []`, 'Fn::ForEach::Roles cannot be resolved'],
])('a role that cannot be read: %#', (resources, message) => {
  const fault = faultOf(() => readResources(resources));
  expect(fault).toMatch(/^UnreadableDefinition: iam\/roles\.yaml:\d+: .*\. \S.*\.$/);
  expect(fault).toContain(message);
});

test.each([
  ['["Name=a=b", "Empty="]'],
  [
    '[{ "ParameterKey": "Name", "ParameterValue": "a=b" }, { "ParameterKey": "Empty", "ParameterValue": "" }]',
  ],
  ['{ "Parameters": { "Name": "a=b", "Empty": "" } }'],
])('parameters are read from %s', (contents) => {
  expect(readParameters({ path: 'iam/parameters/dev.json', contents })).toEqual({
    Name: 'a=b',
    Empty: '',
  });
});

test('what is no parameter is named', () => {
  const file = { path: 'iam/parameters/dev.json', contents: '["Name"]' };
  expect(faultOf(() => readParameters(file))).toBe(
    'UnreadableDefinition: iam/parameters/dev.json:1: "Name" is no parameter. Write it as "Name=value".',
  );
});
