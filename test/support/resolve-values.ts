import type { AccountFacts } from '../../lib/iam/fill.ts';
import type { Template } from './template.ts';

/** Values of a template's parameters, the account it is deployed to, the stack's name. */
export interface Deployment {
  readonly parameters: Readonly<Record<string, string>>;
  readonly facts: AccountFacts;
  readonly stack: string;
  /** What other stacks export, by the export's name. */
  readonly imports?: Readonly<Record<string, unknown>>;
}

/** Resolves functions and references within one deployment of a template. */
export interface Values {
  readonly resolve: (value: unknown) => unknown;
  /** True when the condition of this name holds. */
  readonly holds: (condition: string) => boolean;
}

/** Stands for AWS::NoValue: the property that has it is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

export function valuesOfTemplate(template: Template, deployment: Deployment): Values {
  const { facts, parameters, stack, imports = {} } = deployment;
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Partition': facts.partition,
    'AWS::Region': facts.region,
    'AWS::AccountId': facts.account,
    'AWS::URLSuffix': facts.dnsSuffix,
    'AWS::StackName': stack,
    'AWS::NoValue': NO_VALUE,
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return call(name, argument);
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]) => [key, resolve(item)] as const)
        .filter(([, item]) => item !== NO_VALUE),
    );
  }

  function call(name: string, argument: unknown): unknown {
    const list = argument as readonly unknown[];
    switch (name) {
      case 'Ref':
        return refer(String(argument));
      case 'Fn::Sub':
        return substitute(argument);
      case 'Fn::GetAtt':
        return attribute(list);
      case 'Fn::ImportValue':
        return imported(String(resolve(argument)));
      case 'Fn::Join':
        return (resolve(list[1]) as readonly unknown[]).join(String(list[0]));
      case 'Fn::If':
        return resolve(list[holds(String(list[0])) ? 1 : 2]);
      case 'Fn::Equals':
        return resolve(list[0]) === resolve(list[1]);
      case 'Fn::Not':
        return !resolve(list[0]);
      default:
        throw new Error(`The function ${name} is not known here.`);
    }
  }

  function refer(name: string): unknown {
    if (name in pseudo) return pseudo[name];
    const parameter = template.Parameters?.[name];
    if (parameter !== undefined) {
      const given = parameters[name] ?? parameter.Default;
      if (given === undefined) throw new Error(`Parameter ${name} has no value.`);
      return given;
    }
    return physicalName(name);
  }

  function imported(name: string): unknown {
    if (!Object.hasOwn(imports, name)) throw new Error(`No stack exports ${name}.`);
    return imports[name];
  }

  function physicalName(logicalId: string): unknown {
    const { Type = '', Properties = {} } = template.Resources[logicalId] ?? {};
    const property = NAME_PROPERTY[Type];
    if (property === undefined) throw new Error(`Nothing to refer to: ${logicalId}.`);
    const name = resolve(Properties[property]);
    if (Type !== 'AWS::IAM::ManagedPolicy') return name;
    return arn('policy', resolve(Properties.Path), name);
  }

  function attribute([logicalId, name]: readonly unknown[]): unknown {
    const resource = template.Resources[String(logicalId)];
    if (resource?.Type === 'AWS::S3::Bucket' && name === 'Arn') {
      return `arn:${facts.partition}:s3:::${physicalName(String(logicalId))}`;
    }
    if (resource?.Type !== 'AWS::IAM::Role' || name !== 'Arn') {
      throw new Error(`The attribute ${logicalId}.${name} is not known here.`);
    }
    return arn('role', resolve(resource.Properties?.Path), physicalName(String(logicalId)));
  }

  function arn(kind: string, path: unknown, name: unknown): string {
    return `arn:${facts.partition}:iam::${facts.account}:${kind}${path ?? '/'}${name}`;
  }

  function substitute(argument: unknown): string {
    const [text, own = {}] = Array.isArray(argument) ? argument : [argument];
    return String(text).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (!/^[A-Za-z0-9_.:]+$/.test(name)) throw new Error(`\${${name}} cannot stand in Fn::Sub.`);
      if (Object.hasOwn(own, name)) return String(resolve(own[name]));
      const [logicalId = '', ...rest] = name.split('.');
      return String(rest.length > 0 ? attribute([logicalId, rest.join('.')]) : refer(name));
    });
  }

  function holds(condition: string): boolean {
    const expression = template.Conditions?.[condition];
    if (expression === undefined) throw new Error(`There is no condition ${condition}.`);
    return resolve(expression) === true;
  }

  return { resolve, holds };
}

const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::S3::Bucket': 'BucketName',
};
