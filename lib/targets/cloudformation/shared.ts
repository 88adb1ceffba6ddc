import { resourceDocument } from '../../iam/document.ts';
import type { ResourcePolicy } from '../../iam/model.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import { printRows } from '../../json.ts';
import { pascalCase } from '../../names.ts';
import { REPOSITORY_LIFECYCLE } from '../../service/repository-lifecycle.ts';
import type { SharedUnit } from '../../service/shared-units.ts';
import { COMMENT, documentValue, type Mapping, templateValue, type Value } from './values.ts';
import { printTemplate } from './yaml.ts';

/** The end of the name of an output that holds the policy of a log destination. */
export const DESTINATION_POLICY = 'DestinationPolicy';

/** `iam/shared.yaml`: what the environments of one account and Region share, one stack for all. */
export function sharedTemplate(unit: SharedUnit, project: string): string {
  const resources = { ...repositories(unit), ...logsPolicies(unit) };
  const outputs = destinationPolicies(unit);
  return printTemplate(
    `What ${project} has once in the account and Region of ${unit.environments.join(', ')}. ` +
      'scripts/deploy-iam.sh deploys this stack before the roles of an environment, and nothing deletes it.',
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `What the ECS service ${project} has once in an account and Region`,
      // A stack needs a resource.
      Resources:
        Object.keys(resources).length > 0
          ? resources
          : { Nothing: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
      ...(Object.keys(outputs).length > 0 && { Outputs: outputs }),
    },
  );
}

/** Images stay when the stack, or the repository's entry in the template, goes. */
const RETAINED = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

function repositories({ repositories: names, policies }: SharedUnit): Mapping {
  return numbered(
    'Repository',
    names.map((name) => {
      const policy = policies.find((one) => one.kind === 'ecr-repository' && one.owner === name);
      return {
        [COMMENT]: 'The images of the service.',
        Type: 'AWS::ECR::Repository',
        ...RETAINED,
        Properties: {
          RepositoryName: templateValue(name),
          ImageTagMutability: 'IMMUTABLE',
          ImageScanningConfiguration: { ScanOnPush: true },
          LifecyclePolicy: { LifecyclePolicyText: printRows(REPOSITORY_LIFECYCLE) },
          ...(policy && { RepositoryPolicyText: policyValue(policy) }),
        },
      };
    }),
  );
}

function policyValue({ statements }: ResourcePolicy): Mapping {
  return documentValue(resourceDocument(statements), { reasons: statements.map(({ why }) => why) });
}

function logsPolicies({ policies }: SharedUnit): Mapping {
  return numbered(
    'LogsResourcePolicy',
    policies
      .filter(({ kind }) => kind === 'logs')
      .map((policy) => ({
        [COMMENT]: 'AWS services that write to log groups of the service.',
        Type: 'AWS::Logs::ResourcePolicy',
        Properties: {
          PolicyName: templateValue(policy.owner),
          PolicyDocument: documentText(policy),
        },
      })),
  );
}

/** CloudWatch Logs takes its policy as text. */
function documentText({ statements }: ResourcePolicy): Value {
  return templateValue(template(printRows(resourceDocument(statements))));
}

/** CloudFormation sets no policy on a destination that exists: whoever deploys puts the output there. */
function destinationPolicies({ policies }: SharedUnit): Mapping {
  return Object.fromEntries(
    policies
      .filter(({ kind }) => kind === 'logs-destination')
      .map((policy) => [
        `${logicalName(policy.owner)}${DESTINATION_POLICY}`,
        {
          Description: 'Policy of the log destination; aws logs put-destination-policy sets it',
          Value: documentText(policy),
        },
      ]),
  );
}

function logicalName(name: TemplateString): string {
  return pascalCase(name).replace(/[^A-Za-z0-9]/g, '');
}

/** `Repository`, `Repository2`, … */
function numbered(name: string, values: readonly Mapping[]): Mapping {
  return Object.fromEntries(
    values.map((value, index) => [index === 0 ? name : `${name}${index + 1}`, value]),
  );
}
