import { listOf, recordOf } from '../../../iam/equality.ts';
import { substitute, template } from '../../../iam/template-string.ts';
import { ACCOUNT_PARAMETERS, NO_VALUE, type Scope } from './scope.ts';

/** The functions that refer to something by its name. */
export const REFERENCES = {
  Ref: (argument: unknown, call: object, scope: Scope) => refer(String(argument), call, scope),
  'Fn::GetAtt': (argument: unknown, call: object, scope: Scope) => {
    const written = typeof argument === 'string' ? argument : listOf(argument).join('.');
    return attribute(written, call, scope);
  },
  'Fn::Sub': substituteNames,
} as const;

function refer(name: string, call: object, scope: Scope): unknown {
  if (name === 'AWS::NoValue') return NO_VALUE;
  if (name.startsWith('AWS::')) return pseudoParameter(name, call, scope);
  const parameter = scope.section('Parameters')[name];
  if (parameter !== undefined) return parameterValue(name, parameter, { call, scope });
  return attribute(`${name}.Ref`, call, scope);
}

function pseudoParameter(name: string, call: object, { inputs, fault }: Scope): string {
  const { known = {}, stackName } = inputs;
  const [, fact] = Object.entries(ACCOUNT_PARAMETERS).find(([one]) => one === name) ?? [];
  if (fact !== undefined) return known[fact] ?? `<${fact}>`;
  if (name === 'AWS::StackName' && stackName !== undefined) return stackName;
  throw fault(call, `${name} is known to a stack alone.`, 'Use a parameter in its place.');
}

function parameterValue(
  name: string,
  parameter: unknown,
  { call, scope }: { readonly call: object; readonly scope: Scope },
): unknown {
  const { Type, Default } = recordOf(parameter);
  const type = String(Type);
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    throw scope.fault(
      call,
      `Parameter ${name} is read from Parameter Store when the stack is deployed.`,
      'Use a parameter of type String that has the value itself.',
    );
  }
  const value = scope.inputs.parameters[name] ?? Default;
  if (value === undefined) {
    throw scope.fault(
      call,
      `Parameter ${name} has no value.`,
      'Add it to the parameters file of the environment.',
    );
  }
  const text = scope.literal(String(value), call);
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isList ? text.split(',').map((item) => item.trim()) : text;
}

/** `Fn::Sub` takes a text, or a list of a text and variables of its own. */
function substituteNames(argument: unknown, call: object, scope: Scope): string {
  const [text, variables] = listOf(argument);
  const own = recordOf(variables);
  return scope
    .literal(String(text), call)
    .replace(/\$\{(!?)([^{}]*)\}/g, (_, isLiteral: string, name: string) => {
      if (isLiteral !== '') return `\${${name}}`;
      if (Object.hasOwn(own, name)) return scope.resolveText(own[name], call);
      return name.includes('.')
        ? attribute(name, call, scope)
        : scope.resolveText({ Ref: name }, call);
    });
}

interface Naming {
  /** The property that holds the resource's name. */
  readonly name: string;
  /** `Ref` among them where it does not give the name. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * The return values of some types, by the AWS CloudFormation Template Reference. `{path}` and
 * `{name}` are the resource's own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */
const NAMING: Readonly<Record<string, Naming>> = {
  'AWS::IAM::Role': {
    name: 'RoleName',
    attributes: { Arn: iamArn('role') },
  },
  'AWS::IAM::InstanceProfile': {
    name: 'InstanceProfileName',
    attributes: { Arn: iamArn('instance-profile') },
  },
  'AWS::IAM::ManagedPolicy': {
    name: 'ManagedPolicyName',
    attributes: {
      Ref: iamArn('policy'),
      PolicyArn: iamArn('policy'),
    },
  },
  'AWS::S3::Bucket': { name: 'BucketName', attributes: { Arn: 'arn:<partition>:s3:::{name}' } },
  'AWS::ECR::Repository': {
    name: 'RepositoryName',
    attributes: { Arn: regionalArn('ecr', 'repository/{name}') },
  },
  'AWS::Logs::LogGroup': {
    name: 'LogGroupName',
    attributes: { Arn: regionalArn('logs', 'log-group:{name}:*') },
  },
  'AWS::SQS::Queue': {
    name: 'QueueName',
    attributes: {
      Ref: 'https://sqs.<region>.<dnsSuffix>/<account>/{name}',
      Arn: regionalArn('sqs', '{name}'),
    },
  },
  'AWS::SNS::Topic': {
    name: 'TopicName',
    attributes: {
      Ref: regionalArn('sns', '{name}'),
      TopicArn: regionalArn('sns', '{name}'),
    },
  },
  'AWS::DynamoDB::Table': {
    name: 'TableName',
    attributes: { Arn: regionalArn('dynamodb', 'table/{name}') },
  },
  'AWS::CodeBuild::Project': {
    name: 'Name',
    attributes: { Arn: regionalArn('codebuild', 'project/{name}') },
  },
};

function iamArn(kind: string): string {
  return `arn:<partition>:iam::<account>:${kind}{path}{name}`;
}

function regionalArn(service: string, resource: string): string {
  return `arn:<partition>:${service}:<region>:<account>:${resource}`;
}

/** `LogicalId.Attribute`; `Ref` counts as an attribute. */
function attribute(written: string, call: object, scope: Scope): string {
  const logicalId = written.split('.', 1).join();
  const attributeName = written.slice(logicalId.length + 1);
  const resource = scope.section('Resources')[logicalId];
  if (typeof resource !== 'object' || resource === null) {
    throw scope.fault(
      call,
      `There is neither a parameter nor a resource ${logicalId}.`,
      'Correct the name, or add it to the template.',
    );
  }
  const { Type, Properties } = recordOf(resource);
  const naming = NAMING[String(Type)];
  const pattern = naming && patternOf(attributeName, naming);
  if (naming === undefined || pattern === undefined) {
    throw scope.fault(
      call,
      `${attributeName === 'Ref' ? logicalId : written} is known only when the stack is deployed.`,
      'Use a parameter in its place, or write out the name or ARN.',
    );
  }
  const { [naming.name]: name, Path: path = '/' } = recordOf(Properties);
  if (name === undefined) throw scope.fault(resource, ...unnamed(logicalId, naming.name));
  return scope.once(logicalId, call, () =>
    substitute(template(pattern), scope.inputs.known ?? {})
      .replace('{path}', () => scope.resolveText(path, resource))
      .replace('{name}', () => scope.resolveText(name, resource)),
  );
}

function patternOf(attributeName: string, { name, attributes }: Naming): string | undefined {
  const isName = attributeName === 'Ref' || attributeName === name;
  return attributes[attributeName] ?? (isName ? '{name}' : undefined);
}

/** What is wrong with a resource whose name CloudFormation would make up, and what to do. */
export function unnamed(logicalId: string, property: string): readonly [string, string] {
  return [
    `${logicalId} has no ${property}, so that its name is known only when it is deployed.`,
    `Give it a ${property}.`,
  ];
}
