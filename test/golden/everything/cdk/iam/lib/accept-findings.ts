import { type Stack, Validations } from 'aws-cdk-lib';
import type { ManagedPolicy, Policy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { ACCEPTED_AWS_POLICIES, ACCEPTED_WILDCARDS } from './accepted-findings';

/**
 * Acknowledges for cdk-nag what stays on purpose: AwsSolutions-IAM5 for the wildcards, and
 * AwsSolutions-IAM4 for the AWS managed policies, each finding with its reason.
 */
export function acceptFindings(stack: Stack): void {
  for (const [path, reasons] of Object.entries(ACCEPTED_WILDCARDS)) {
    const policy = find(stack, path) as Policy | ManagedPolicy;
    for (const [finding, reason] of wildcards(stack.resolve(policy.document), reasons)) {
      Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason });
    }
  }
  for (const [path, reasons] of Object.entries(ACCEPTED_AWS_POLICIES)) {
    for (const [name, reason] of Object.entries(reasons)) {
      const arn = `arn:<AWS::Partition>:iam::aws:policy/${name}`;
      Validations.of(find(stack, path)).acknowledge({
        id: `AwsSolutions-IAM4[Policy::${arn}]`,
        reason,
      });
    }
  }
}

interface Document {
  readonly Statement: readonly Record<'Sid' | 'Action' | 'Resource', unknown>[];
}

/** The findings of the accepted statements; several statements may have one in common. */
function wildcards(document: Document, reasons: Readonly<Record<string, string>>) {
  const found = new Map<string, string>();
  for (const { Sid, Action, Resource } of document.Statement) {
    const reason = reasons[String(Sid)];
    if (reason === undefined) continue;
    for (const [kind, values] of Object.entries({ Action, Resource })) {
      for (const value of [values].flat().map(flatten)) {
        if (!value.includes('*')) continue;
        const before = found.get(`${kind}::${value}`);
        found.set(`${kind}::${value}`, `${before ? `${before} ` : ''}${Sid}: ${reason}`);
      }
    }
  }
  return found;
}

/** A resolved value as cdk-nag writes it: references in angle brackets. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('${', '<').replaceAll('}', '>');
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join !== undefined) return join[1].map(flatten).join(join[0]);
  if (Ref !== undefined) return `<${Ref}>`;
  return JSON.stringify(value);
}

function find(stack: Stack, path: string): IConstruct {
  return path.split('/').reduce((scope: IConstruct, id) => scope.node.findChild(id), stack);
}
