import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { importLines } from '../import-lines.ts';
import { actionClass } from './actions-code.ts';
import { hasKey } from './bucket-code.ts';
import { usesImage } from './image-source-code.ts';
import { projectImports } from './project-code.ts';
import { importsRoles } from './roles-code.ts';
import { stagedActions } from './staged-action.ts';

/** The imports of the pipeline's stack; `config` is the type of its environment. */
export function stackImports(pipeline: Pipeline, service: Service, config: string): string {
  const imported = importsRoles(pipeline, service);
  const hasRoles = service.model.roles.length > 0;
  const { bucket, projects, stages, source, deploy, trigger } = pipeline;
  const inline = projects.some(({ buildspec }) => buildspec.kind === 'inline');
  const made = !bucket.existing;
  const image = usesImage(pipeline);
  const hasReaders = bucket.readers.length > 0 && (made || bucket.keyAlias !== undefined);
  const actions = stagedActions(pipeline);
  const classes = new Set(actions.map(actionClass));
  const startsElsewhere = pipeline.elsewhere.length > 0;
  const actionNames = [
    ...[...classes].filter((name) => name !== 'ImageSourceAction'),
    ...(image ? ['Action'] : []),
    ...(actions.some(({ action }) => action.category === 'Test') ? ['CodeBuildActionType'] : []),
    ...(source === 'codecommit' ? ['CodeCommitTrigger'] : []),
    ...(source === 's3' ? ['S3Trigger'] : []),
  ];
  return importLines({
    'node:fs': { readFileSync: inline },
    'node:path': { join: inline },
    'aws-cdk-lib': {
      Duration: true,
      Fn: imported,
      RemovalPolicy: true,
      Stack: true,
      'type StackProps': true,
      Validations: true,
    },
    'aws-cdk-lib/aws-codebuild': { ...projectImports(projects), Project: startsElsewhere },
    'aws-cdk-lib/aws-codecommit': { Repository: source === 'codecommit' },
    'aws-cdk-lib/aws-codedeploy': {
      EcsApplication: deploy === 'codedeploy',
      EcsDeploymentGroup: deploy === 'codedeploy',
    },
    'aws-cdk-lib/aws-codepipeline': {
      ActionCategory: image,
      'type ActionConfig': image,
      Artifact: true,
      'type CommonAwsActionProps': image,
      ExecutionMode: true,
      Pipeline: true,
      PipelineType: true,
      ProviderType: trigger !== undefined,
      Result: stages.some(({ onFailure }) => onFailure !== undefined),
    },
    'aws-cdk-lib/aws-codepipeline-actions': Object.fromEntries(
      actionNames.sort().map((name) => [name, true]),
    ),
    'aws-cdk-lib/aws-events': { Rule: pipeline.rule !== undefined },
    'aws-cdk-lib/aws-events-targets': { CodePipeline: pipeline.rule !== undefined },
    'aws-cdk-lib/aws-ecs': { BaseService: classes.has('EcsDeployAction') },
    'aws-cdk-lib/aws-iam': {
      ArnPrincipal: hasReaders,
      'type IRole': imported,
      PolicyStatement: hasReaders,
      Role: true,
    },
    'aws-cdk-lib/aws-kms': { Key: hasKey(bucket) },
    'aws-cdk-lib/aws-logs': { LogGroup: true, RetentionDays: true },
    'aws-cdk-lib/aws-s3': { BlockPublicAccess: made, Bucket: true, BucketEncryption: made },
    constructs: { 'type Construct': true },
    './environments': { [`type ${config}`]: true },
    './iam-stack': { 'type IamStack': hasRoles },
  });
}
