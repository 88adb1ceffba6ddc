import { Duration, Stack } from 'aws-cdk-lib';
import {
  ManagedPolicy,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RoleValues } from '../environments';
import { TrustPolicy } from '../trust-policy';

/**
 * ECS Anywhere role. Hosts outside AWS: the SSM agent takes this role through a hybrid activation
 * and the ECS agent uses it to join the cluster.
 */
export class AnywhereRole extends Role {
  constructor(scope: Construct, id: string, values: RoleValues) {
    const { partition, region, account } = Stack.of(scope);
    const { project, environment, cluster, repository, logGroup } = values;
    super(scope, id, {
      roleName: `${project}-ecs-anywhere-role-${environment}`,
      path: '/team/shop/',
      description: 'ECS Anywhere role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new TrustPolicy(
        new PolicyStatement({
          sid: 'SsmHybridAssume',
          principals: [new ServicePrincipal('ssm.amazonaws.com')],
          actions: ['sts:AssumeRole'],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:${partition}:ssm:${region}:${account}:*` },
          },
        }),
      ),
    });
    this.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
    new Policy(this, 'AnywhereAgent', {
      policyName: 'AnywhereAgent',
      roles: [this],
      statements: [
        // The agent asks where to poll before it knows its cluster; IAM offers no resource for the
        // call.
        new PolicyStatement({
          sid: 'DiscoverEndpoint',
          actions: ['ecs:DiscoverPollEndpoint'],
          resources: ['*'],
        }),
        // The agent joins and leaves the cluster and reports what its tasks do.
        new PolicyStatement({
          sid: 'JoinCluster',
          actions: [
            'ecs:DeregisterContainerInstance',
            'ecs:RegisterContainerInstance',
            'ecs:SubmitAttachmentStateChanges',
            'ecs:SubmitContainerStateChange',
            'ecs:SubmitTaskStateChange',
          ],
          resources: [`arn:${partition}:ecs:${region}:${account}:cluster/${cluster}`],
        }),
        // The agent receives work, sends metrics and drains its host before Spot takes it back.
        new PolicyStatement({
          sid: 'RunAgent',
          actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
          resources: [`arn:${partition}:ecs:${region}:${account}:container-instance/${cluster}/*`],
        }),
        // A host with tags is tagged in the call that registers it, and in no other.
        new PolicyStatement({
          sid: 'TagInstanceOnRegister',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:container-instance/${cluster}/*`],
          conditions: {
            StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' },
          },
        }),
        // Every pull and push begins with a login token, and the call names no repository.
        new PolicyStatement({
          sid: 'EcrAuthToken',
          actions: ['ecr:GetAuthorizationToken'],
          resources: ['*'],
        }),
        // Starting a task checks the image's layers, reads its manifest and downloads the layers.
        new PolicyStatement({
          sid: 'EcrPull',
          actions: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          resources: [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`],
        }),
        // The awslogs driver opens one stream per container and writes its output there.
        new PolicyStatement({
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroup}:*`],
        }),
      ],
    });
  }
}
