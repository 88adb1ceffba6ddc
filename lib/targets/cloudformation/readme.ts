import type { Model } from '../../iam/model.ts';
import { pipelineStackName, stackName } from '../../names.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { shellText } from '../../shell.ts';
import { emptyBucketLines } from '../empty-bucket.ts';
import type { PipelineReadme, TargetReadme } from '../types.ts';
import { roleLogicalId } from './roles.ts';

/** What the generated README says about this target. */
export function readme(service: Service): TargetReadme {
  const { pipeline, model } = service;
  return {
    needs: ['AWS CLI, version 1 or 2'],
    files: [
      ['iam/template.yaml', 'the CloudFormation template: every role with its policies'],
      [
        'iam/parameters/',
        'the parameters of each environment, as `aws cloudformation deploy` takes them',
      ],
    ],
    reference: reference(service),
    ...(pipeline && { pipeline: pipelineReadme(pipeline, model) }),
  };
}

function reference({ environments, model: { project, roles } }: Service): string {
  const [environment] = environments;
  const [role] = roles;
  if (environment === undefined || role === undefined) return '';
  const stack = stackName(project, environment.name);
  const value = `${roleLogicalId(role)}Arn`;
  return `Each environment is a stack of its own, such as \`${stack}\`. It exports every role's name and
ARN as \`<stack>-<output>\`; other stacks of the same account and Region import them:

\`\`\`yaml
Parameters:
  IamStack:
    Type: String
    Default: ${stack}

# Wherever that template wants the ARN of the ${role.title}:
RoleArn:
  Fn::ImportValue: !Sub \${IamStack}-${value}
\`\`\`

Everywhere else: \`aws cloudformation describe-stacks --stack-name ${stack} --query "Stacks[0].Outputs"\`.

CloudFormation does not take over a role that exists already: \`scripts/deploy-iam.sh\` names it and
stops. Delete the role, or bring it into the stack yourself with a
[resource import](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import.html).
Nor does it move one to another path, because a role with a name cannot be replaced: destroy the
environment and deploy it again. A template of more than 51,200 bytes needs a bucket:
\`TEMPLATE_BUCKET=my-bucket scripts/deploy-iam.sh ${environment.name}\`.`;
}

/** What the generated README says about the pipeline in this target. */
function pipelineReadme(pipeline: Pipeline, { project }: Model): PipelineReadme {
  return {
    files: [
      [
        'pipeline/pipeline.yaml',
        'the template of a second stack, which imports the roles: build projects, pipeline' +
          (pipeline.bucket.given ? '' : ', artifact bucket'),
      ],
      ['pipeline/parameters/', 'its parameters, one file for each environment'],
    ],
    remove: (environment) => {
      const stack = shellText(pipelineStackName(project, environment.name));
      return [
        ...emptyBucketLines(pipeline, environment),
        `aws cloudformation delete-stack --stack-name ${stack}`,
        `aws cloudformation wait stack-delete-complete --stack-name ${stack}`,
      ];
    },
  };
}
