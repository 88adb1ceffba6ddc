import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  BuildSpec,
  ComputeType,
  LinuxBuildImage,
  PipelineProject,
} from 'aws-cdk-lib/aws-codebuild';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { IamStack } from './iam-stack';
import { importRole } from './pipeline-stack';

export interface ProjectsStackProdProps extends StackProps {
  /** The stack with the roles that the projects run with. */
  readonly iam: IamStack;
}

/** The build projects of prod, in its own account: the pipeline of dev starts them. */
export class ProjectsStackProd extends Stack {
  constructor(scope: Construct, id: string, props: ProjectsStackProdProps) {
    super(scope, id, props);
    const { iam } = props;
    this.addStackDependency(iam);
    const codeBuildValidateRoleProd = importRole(this, iam, 'CodeBuildValidateRole');

    const validateProdLogs = new LogGroup(this, 'RoleValidationProdLogs', {
      logGroupName: '/aws/codebuild/shop-prod-validate',
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const validateProd = new PipelineProject(this, 'RoleValidationProd', {
      projectName: 'shop-prod-validate',
      role: codeBuildValidateRoleProd,
      environmentVariables: { ENVIRONMENT: { value: 'prod' } },
      description: 'Checks that the account holds the roles as the repo defines them.',
      timeout: Duration.minutes(15),
      buildSpec: BuildSpec.fromSourceFilename('pipeline/buildspec-validate.yml'),
      environment: {
        buildImage: LinuxBuildImage.fromCodeBuildImageId(
          'aws/codebuild/amazonlinux-x86_64-standard:6.0',
        ),
        computeType: ComputeType.SMALL,
        privileged: false,
      },
      logging: { cloudWatch: { logGroup: validateProdLogs } },
    });
    Validations.of(validateProd).acknowledge({
      id: 'AwsSolutions-CB4',
      reason:
        'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.',
    });
  }
}
