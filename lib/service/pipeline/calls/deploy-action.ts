import { template } from '../../../iam/template-string.ts';
import type { Pipeline } from '../types.ts';
import { ANY, ON_REGISTER, REVISION, SERVICE, TASK_ROLES, TO_TASKS } from './resources.ts';
import type { Call } from './types.ts';

const rolling = ({ deploy }: Pipeline) => deploy === 'pipeline';
const blueGreen = ({ deploy }: Pipeline) => deploy === 'codedeploy';
const fromPipeline = ({ deploy }: Pipeline) => deploy !== 'build';

/** What the deploy action does (CodePipeline User Guide, ECS and CodeDeployToECS action references). */
export const DEPLOY_CALLS: readonly Call[] = [
  {
    role: 'codepipeline',
    call: 'the deploy action: registers a revision',
    madeBy: 'service',
    actions: ['ecs:RegisterTaskDefinition'],
    resources: [ANY],
    when: fromPipeline,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action: tags the revision as the one before it',
    madeBy: 'service',
    actions: ['ecs:TagResource'],
    resources: [REVISION],
    context: ON_REGISTER,
    when: fromPipeline,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action: passes the roles of the task definition',
    madeBy: 'service',
    actions: ['iam:PassRole'],
    resources: TASK_ROLES,
    context: TO_TASKS,
    when: fromPipeline,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action ECS: reads the revision in service',
    madeBy: 'service',
    actions: ['ecs:DescribeTaskDefinition'],
    resources: [ANY],
    when: rolling,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action ECS: updates the service and waits',
    madeBy: 'service',
    actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
    resources: [SERVICE],
    when: rolling,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action ECS: lists the tasks of the service',
    madeBy: 'service',
    actions: ['ecs:ListTasks'],
    resources: [ANY],
    context: {
      'ecs:cluster': template('arn:<partition>:ecs:<region>:<account>:cluster/<cluster>'),
    },
    when: rolling,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action ECS: watches the tasks',
    madeBy: 'service',
    actions: ['ecs:DescribeTasks'],
    resources: [template('arn:<partition>:ecs:<region>:<account>:task/<cluster>/1')],
    when: rolling,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action CodeDeployToECS: the application',
    madeBy: 'service',
    actions: [
      'codedeploy:GetApplication',
      'codedeploy:GetApplicationRevision',
      'codedeploy:RegisterApplicationRevision',
    ],
    resources: [
      template('arn:<partition>:codedeploy:<region>:<account>:application:<codeDeployApplication>'),
    ],
    when: blueGreen,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action CodeDeployToECS: the deployment',
    madeBy: 'service',
    actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
    resources: [
      template(
        'arn:<partition>:codedeploy:<region>:<account>:deploymentgroup:<codeDeployApplication>/<deploymentGroup>',
      ),
    ],
    when: blueGreen,
  },
  {
    role: 'codepipeline',
    call: 'the deploy action CodeDeployToECS: the configuration',
    madeBy: 'service',
    actions: ['codedeploy:GetDeploymentConfig'],
    resources: [
      template('arn:<partition>:codedeploy:<region>:<account>:deploymentconfig:<deploymentConfig>'),
    ],
    when: blueGreen,
  },
];
