import { trustService } from '../iam/statements.ts';
import { template } from '../iam/template-string.ts';
import { agentStatements, pullWithoutExecutionRole } from './shared/agent.ts';
import type { Role } from './types.ts';

/** The identity of a host outside AWS. */
export const anywhereRole = {
  id: 'anywhere',
  title: 'ECS Anywhere role',
  name: template('<project>-ecs-anywhere-role-<environment>'),
  recommended: false,
  purpose:
    'The role of hosts outside AWS: the SSM agent gets its credentials through a hybrid activation, and the ECS agent joins the cluster with them.',
  why: 'Only external instances (ECS Anywhere) need it.',
  trust: [
    trustService('SsmHybridAssume', 'ssm.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '<account>' },
      ArnLike: { 'aws:SourceArn': 'arn:<partition>:ssm:<region>:<account>:*' },
    }),
  ],
  policies: [{ name: 'AnywhereAgent', statements: agentStatements }],
  options: { pullWithoutExecutionRole: pullWithoutExecutionRole('AnywhereAgent') },
  managedPolicyArns: [template('arn:<partition>:iam::aws:policy/AmazonSSMManagedInstanceCore')],
  managedAlternative: {
    arn: template(
      'arn:<partition>:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
    ),
    opens:
      'It grants the same actions on "*", and ECR and Logs besides. The ECS guide attaches it together with AmazonSSMManagedInstanceCore, which this role has in any case, because most of its actions support only "*".',
  },
  risk: 'Whoever is root on a host has this role and sees the secrets of its tasks. Let in hosts that you trust as much as the cluster, and deregister those that you give up.',
  notGranted: [],
  sources: [
    'Amazon ECS Anywhere IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html',
    'Create the IAM service role required for Systems Manager in hybrid environments: https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-service-role.html',
  ],
} as const satisfies Role;
