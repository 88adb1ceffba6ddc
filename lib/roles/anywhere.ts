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
    'Hosts outside AWS: the SSM agent takes this role through a hybrid activation and the ECS agent uses it to join the cluster.',
  why: 'Only for external instances.',
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
      'The same on "*", with ECR and Logs; AWS\'s own instructions attach it together with AmazonSSMManagedInstanceCore. The SSM core policy is attached here in any case: most of its actions support only "*".',
  },
  notGranted: [],
  sources: [
    'Amazon ECS Anywhere IAM role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html',
    'Create the IAM service role required for Systems Manager in hybrid environments: https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-service-role.html',
  ],
} as const satisfies Role;
