import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ArnPrincipal, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../environments';

/**
 * Pipeline deployment role. Lets the actions of the one pipeline validate and deploy in this
 * environment, in the same account or in another one.
 */
export class PipelineDeployRole extends Role {
  constructor(scope: Construct, id: string, config: Environment) {
    const { partition, urlSuffix: dnsSuffix, region, account } = Stack.of(scope);
    const {
      project,
      environment,
      cluster,
      service,
      family,
      validateProject,
      deployProject,
      codeDeployApplication,
      deploymentGroup,
      deploymentConfig,
    } = config;
    super(scope, id, {
      roleName: `${project}-pipeline-deploy-role-${environment}`,
      path: '/team/shop/',
      description: 'Pipeline deployment role of shop',
      maxSessionDuration: Duration.hours(2),
      assumedBy: new ArnPrincipal(`arn:${partition}:iam::${account}:root`).withConditions({
        ArnEquals: {
          'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/team/shop/${project}-codepipeline-role-dev`,
        },
      }),
    });
    const pipelineDeploy = new Policy(this, 'PipelineDeploy', {
      policyName: 'PipelineDeploy',
      roles: [this],
      statements: [
        // The action downloads its input artifact from the artifact bucket of the pipeline.
        new PolicyStatement({
          sid: 'ReadArtifacts',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::shop-dev-artifacts/*`],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        // S3 decrypts each artifact with this key when the role reads it.
        new PolicyStatement({
          sid: 'ReadArtifactKey',
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: [
            `arn:${partition}:kms:${region}:${account}:key/aaaaaaaa-0000-0000-0000-000000000005`,
          ],
        }),
        // S3 decrypts each artifact with the key of the pipeline when the role reads it; the policy
        // of that key names this role, and no other key of that account does.
        new PolicyStatement({
          sid: 'ReadOwnArtifactKey',
          actions: ['kms:Decrypt', 'kms:DescribeKey'],
          resources: [`arn:${partition}:kms:${region}:${account}:key/*`],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.${dnsSuffix}` } },
        }),
        // RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in
        // that call only.
        new PolicyStatement({
          sid: 'TagTaskDefinitionOnRegister',
          actions: ['ecs:TagResource'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
        }),
        // A call that registers or runs a task definition passes its task role and execution role
        // to ECS; the statement allows no other role.
        new PolicyStatement({
          sid: 'PassTaskRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-execution-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-task-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
        // The deploy action registers the AppSpec file as a revision of the application.
        new PolicyStatement({
          sid: 'CodeDeployApplication',
          actions: [
            'codedeploy:GetApplication',
            'codedeploy:GetApplicationRevision',
            'codedeploy:RegisterApplicationRevision',
          ],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:application:${codeDeployApplication}`,
          ],
        }),
        // The deploy action creates a deployment in the deployment group and reads it until it
        // ends.
        new PolicyStatement({
          sid: 'CodeDeployGroup',
          actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${codeDeployApplication}/${deploymentGroup}`,
          ],
        }),
        // The deploy action reads the deployment configuration, which has its own ARN.
        new PolicyStatement({
          sid: 'CodeDeployConfig',
          actions: ['codedeploy:GetDeploymentConfig'],
          resources: [
            `arn:${partition}:codedeploy:${region}:${account}:deploymentconfig:${deploymentConfig}`,
          ],
        }),
        // The deployment registers a revision of this family with the new image; the condition
        // refuses privileged containers.
        new PolicyStatement({
          sid: 'RegisterTaskDefinition',
          actions: ['ecs:RegisterTaskDefinition'],
          resources: [`arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`],
          conditions: { StringEqualsIfExists: { 'ecs:privileged': 'false' } },
        }),
        // CreateService and UpdateService pass these roles to ECS; the statement allows no other
        // role.
        new PolicyStatement({
          sid: 'PassInfrastructureRoles',
          actions: ['iam:PassRole'],
          resources: [
            `arn:${partition}:iam::${account}:role/team/shop/${project}-ecs-infrastructure-role-${environment}`,
            `arn:${partition}:iam::${account}:role/team/shop/${project}-deployment-hook-role-${environment}`,
          ],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } },
        }),
        // The deployer lists and reads the deployments of this service, stops one, and continues
        // one that a pause hook holds.
        new PolicyStatement({
          sid: 'ManageServiceDeployments',
          actions: [
            'ecs:ContinueServiceDeployment',
            'ecs:DescribeServiceDeployments',
            'ecs:ListServiceDeployments',
            'ecs:StopServiceDeployment',
          ],
          resources: [
            `arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`,
            `arn:${partition}:ecs:${region}:${account}:service-deployment/${cluster}/${service}/*`,
          ],
        }),
        // The deployer creates or updates the Express Mode service and reads its state.
        new PolicyStatement({
          sid: 'DeployExpressService',
          actions: [
            'ecs:CreateExpressGatewayService',
            'ecs:DescribeExpressGatewayService',
            'ecs:UpdateExpressGatewayService',
          ],
          resources: [`arn:${partition}:ecs:${region}:${account}:service/${cluster}/${service}`],
        }),
        // The Validate stage starts the validation project and waits for it to end.
        new PolicyStatement({
          sid: 'RunValidation',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${validateProject}`],
        }),
        // The Deploy stage starts the deployment project and waits for it to end.
        new PolicyStatement({
          sid: 'RunDeployment',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
          resources: [`arn:${partition}:codebuild:${region}:${account}:project/${deployProject}`],
        }),
      ],
    });
    Validations.of(pipelineDeploy).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::shop-dev-artifacts/*]',
        reason: 'Statement ReadArtifacts says why.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<AWS::Region>:<AWS::AccountId>:key/*]',
        reason: 'Statement ReadOwnArtifactKey says why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task-definition/${family}:*]`,
        reason: 'Statements TagTaskDefinitionOnRegister and RegisterTaskDefinition say why.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:service-deployment/${cluster}/${service}/*]`,
        reason: 'Statement ManageServiceDeployments says why.',
      },
    );
  }
}
