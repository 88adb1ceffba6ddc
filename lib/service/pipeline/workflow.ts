import { PLACEHOLDER_NAMES } from '../../iam/placeholders.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { roleArn } from '../../iam/role-arn.ts';
import { template } from '../../iam/template-string.ts';
import { isOn } from '../choose-roles.ts';
import type { Service } from '../types.ts';
import { workflowVariables } from './build-variables.ts';
import type { Workflow } from './types.ts';

/**
 * Makes the workflow that belongs to a model; undefined where something else deploys. `inline` writes
 * the values that stand in the model as text.
 */
export function buildWorkflow(
  { answers, chosen, model }: Pick<Service, 'answers' | 'chosen' | 'model'>,
  inline: <From extends object>(from: From) => From,
): Workflow | undefined {
  const role = roleArn(model, 'github-oidc-deploy');
  if (answers.deploy !== 'github' || role === undefined) return undefined;
  const is = (option: string) => isOn(chosen, 'github-oidc-deploy', option);
  const branch = is('branchSubject');
  const tag = is('tagSubject');
  const drafted = inline({
    role,
    environment: template('<githubEnvironment>'),
    branch: template('<branch>'),
    audience: template('<oidcAudience>'),
    ...(is('codedeployBlueGreen') && {
      codeDeploy: {
        application: template('<codeDeployApplication>'),
        group: template('<deploymentGroup>'),
      },
    }),
    variables: workflowVariables({ answers, model }),
  });
  const used = new Set(placeholdersIn(drafted));
  return {
    ...drafted,
    subjects: { environment: is('environmentSubject') || !(branch || tag), branch, tag },
    onArm: answers.platform === 'arm64',
    validates: is('validateRoles'),
    placeholders: PLACEHOLDER_NAMES.filter((one) => used.has(one)),
  };
}
