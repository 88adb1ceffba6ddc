import { stackName } from '../../names.ts';
import type { Service } from '../../service/types.ts';
import type { TargetReadme } from '../types.ts';
import { pipelineReadme } from './pipeline/readme.ts';
import { roleClass, roleProperty } from './role-names.ts';

/** What the generated README says about this target. */
export function readme(service: Service): TargetReadme {
  const { pipeline, model } = service;
  return {
    needs: ['Node.js 20.17 or later, with npm', 'AWS CLI, version 1 or 2'],
    files: [
      [
        'iam/bin/app.ts',
        'the CDK app: a stack for each environment, or one with `-c environment=…`',
      ],
      [
        'iam/lib/iam-stack.ts',
        'the stack: every role, with tags, permissions boundary and exports',
      ],
      ['iam/lib/roles/', 'a class for each role: who assumes it and what it may do'],
      ['iam/lib/environments.ts', 'the values of each environment'],
      ['iam/lib/accepted-findings.ts', 'what cdk-nag may find, and why it stays'],
      ['iam/test/', 'what must hold in every environment: `npm ci && npm test` in `iam/`'],
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
  return `Each environment is a stack of its own, such as \`${stack}\`, which needs no bootstrapped
account. It exports every role's name and ARN as \`<stack>-<output>\`. Import roles as immutable, or
CDK adds policies of its own to them:

\`\`\`ts
import { Fn } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';

const ${roleProperty(role)} = Role.fromRoleArn(
  this,
  '${roleClass(role)}',
  Fn.importValue('${stack}-${roleClass(role)}Arn'),
  { mutable: false },
);
\`\`\`

In the same app a role is a property of the stack (\`iamStack.${roleProperty(role)}\`); hand it on as
\`${roleProperty(role)}.withoutPolicyUpdates()\`, for the same reason.

CloudFormation does not take over a role that exists already: \`scripts/deploy-iam.sh\` names it and
stops. Delete the role, or bring it into the stack with \`npx cdk import\`.
`;
}
