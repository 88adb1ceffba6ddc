import type { AccountFacts } from '../../lib/iam/fill.ts';
import { scopeOf } from '../../lib/targets/cloudformation/read/evaluate.ts';
import type { Scope } from '../../lib/targets/cloudformation/read/scope.ts';
import { parseYaml } from '../../lib/targets/source.ts';

/** A CloudFormation template as an object, functions in their long form. */
export interface Template {
  readonly Metadata?: unknown;
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

export interface Parameter {
  readonly Type: string;
  readonly Description?: string;
  readonly Default?: unknown;
  readonly AllowedPattern?: string;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** Values of a template's parameters, the account it is deployed to, the stack's name. */
export interface Deployment {
  readonly parameters: Readonly<Record<string, string>>;
  readonly facts: AccountFacts;
  readonly stack: string;
}

/** Reads a template's text as CloudFormation does: YAML 1.1, short forms of functions. */
export function parseTemplate(contents: string): Template {
  return parseYaml({ path: 'template', contents }).root as Template;
}

/** Opens a template with the inputs of a deployment. */
export function openTemplate(template: Template, { parameters, facts, stack }: Deployment): Scope {
  const source = parseYaml({ path: 'template', contents: JSON.stringify(template) });
  return scopeOf(source, { parameters, known: facts, stackName: stack });
}
