import type { DocumentStatement, OneOrMany, PolicyDocument } from '../../iam/document.ts';
import { template } from '../../iam/template-string.ts';
import { templateValue } from './template-value.ts';
import {
  commentLines,
  entry,
  list,
  mapping,
  mappingOf,
  text,
  type YamlMapping,
  type YamlNode,
} from './yaml-nodes.ts';

/** A policy document; the reasons stand above the statements, in their order. */
export function documentNode(document: PolicyDocument, reasons: readonly string[]): YamlMapping {
  const statements = document.Statement.map((statement, index) => {
    const node = statementNode(statement);
    const reason = reasons[index];
    if (reason) node.commentBefore = commentLines(reason);
    return node;
  });
  return mappingOf({ Version: text(document.Version), Statement: list(statements) });
}

function statementNode(statement: DocumentStatement): YamlMapping {
  const { Sid, Effect, Principal, Action, Resource, Condition } = statement;
  return mapping([
    entry('Sid', text(Sid)),
    entry('Effect', text(Effect)),
    ...(Principal ? [entry('Principal', principalNode(Principal))] : []),
    entry('Action', typeof Action === 'string' ? text(Action) : list(Action.map(text))),
    ...(Resource === undefined ? [] : [entry('Resource', templateValues(Resource))]),
    ...(Condition ? [entry('Condition', conditionNode(Condition))] : []),
  ]);
}

function principalNode(principal: NonNullable<DocumentStatement['Principal']>): YamlNode {
  return principal === '*' ? text(principal) : templateMap(principal);
}

function conditionNode(condition: NonNullable<DocumentStatement['Condition']>): YamlMapping {
  return mapping(
    Object.entries(condition).map(([operator, keys]) => entry(operator, templateMap(keys))),
  );
}

function templateMap(values: Readonly<Record<string, OneOrMany>>): YamlMapping {
  return mapping(Object.entries(values).map(([key, value]) => entry(key, templateValues(value))));
}

function templateValues(values: OneOrMany): YamlNode {
  if (typeof values === 'string') return templateValue(template(values));
  return list(values.map((value) => templateValue(template(value))));
}
