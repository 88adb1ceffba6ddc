import type { Environment } from '../../../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder } from '../../../iam/placeholders.ts';
import { missingForPipeline } from '../../../service/pipeline/build-pipeline.ts';
import type { BuildProject, Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { acknowledge } from '../acknowledge-code.ts';
import { type Code, lineComment, printStatement } from '../code.ts';
import { importLines } from '../import-lines.ts';
import { placeholderVariables } from '../placeholder-variables.ts';
import { actionClass, artifactNames, artifactVariable } from './actions-code.ts';
import { bucketCode } from './bucket-code.ts';
import { logGroupCode, projectCode } from './project-code.ts';
import { existingProperties, importMethod, importsRoles, roleVariables } from './roles-code.ts';
import { sourceRuleCode } from './source-rule-code.ts';
import { approvalCode, pipelineCode } from './stages-code.ts';

/** What the pipeline needs and some environment does not have yet, such as connectionId. */
export function lacking({ pipeline, environments }: Service): readonly Placeholder[] {
  if (pipeline === undefined) return [];
  const missing = environments.flatMap((one: Environment) => missingForPipeline(pipeline, one));
  return [...new Set(missing)];
}

/** `lib/pipeline-stack.ts`: artifact bucket, build projects and pipeline of one environment. */
export function stackFile(pipeline: Pipeline, service: Service): string {
  const config = lacking(service).length > 0 ? 'PipelineEnvironment' : 'Environment';
  const hasRoles = service.model.roles.length > 0;
  return `${imports(pipeline, service, config)}
export interface PipelineStackProps extends StackProps {
  readonly config: ${config};
${hasRoles ? IAM_STACK : ''}}

/** The pipeline of the service in one environment: what builds the image and deploys it. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { config${hasRoles ? ', iam' : ''} } = props;
${hasRoles ? AFTER_ROLES : ''}    // Immutable: no construct adds a permission that does not stand in lib/roles/.
${roleVariables(pipeline, service)}
${[...placeholderVariables(usedHere(pipeline, service), 'this'), ...body(pipeline)].join('\n')}
  }
${importsRoles(pipeline, service) ? importMethod(service) : ''}}
${usesImage(pipeline) ? IMAGE_SOURCE : ''}`;
}

const IAM_STACK = `  /** The stack with the roles that the projects and the pipeline run with. */
  readonly iam: IamStack;
`;

const AFTER_ROLES = `    // CloudFormation deletes no roles while a pipeline imports them.
    this.addStackDependency(iam);
`;

/** What the stack is printed from: the roles are found by their exports, not by their names. */
function usedHere(pipeline: Pipeline, service: Service): readonly Placeholder[] {
  const { deploy, placeholders } = pipeline;
  const ofRoles = existingProperties(pipeline, service);
  const used = new Set<Placeholder>([
    ...placeholders,
    // The deploy action takes the service by its ARN.
    ...(deploy === 'pipeline' ? (['partition', 'region', 'account'] as const) : []),
  ]);
  return PLACEHOLDER_NAMES.filter(
    (one) => used.has(one) && one !== 'approval' && !ofRoles.includes(one),
  );
}

function usesImage({ source }: Pipeline): boolean {
  return source === 'ecr';
}

/** EcrSourceAction adds an EventBridge rule with a role of its own. */
const IMAGE_SOURCE = `
interface ImageSourceProps extends CommonAwsActionProps {
  readonly repositoryName: string;
  readonly imageTag: string;
  readonly output: Artifact;
}

/** An image as the source. CDK's own EcrSourceAction adds a rule with a role and a policy of its own. */
class ImageSourceAction extends Action {
  private readonly props: ImageSourceProps;

  constructor(props: ImageSourceProps) {
    super({
      ...props,
      category: ActionCategory.SOURCE,
      provider: 'ECR',
      artifactBounds: { minInputs: 0, maxInputs: 0, minOutputs: 1, maxOutputs: 1 },
      outputs: [props.output],
    });
    this.props = props;
  }

  protected bound(): ActionConfig {
    const { repositoryName, imageTag } = this.props;
    return { configuration: { RepositoryName: repositoryName, ImageTag: imageTag } };
  }
}
`;

function imports(pipeline: Pipeline, service: Service, config: string): string {
  const imported = importsRoles(pipeline, service);
  const { bucket, projects, stages, source, deploy } = pipeline;
  const inline = projects.some(({ buildspec }) => buildspec.kind === 'inline');
  const made = !bucket.existing;
  const image = usesImage(pipeline);
  const actions = stages.flatMap((stage) => stage.actions);
  const classes = new Set(actions.map(actionClass));
  const actionNames = [
    ...[...classes].filter((name) => name !== 'ImageSourceAction'),
    ...(image ? ['Action'] : []),
    ...(projects.length > 1 ? ['CodeBuildActionType'] : []),
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
    'aws-cdk-lib/aws-codebuild': {
      BuildSpec: true,
      ComputeType: true,
      LinuxBuildImage: true,
      PipelineProject: true,
    },
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
      Pipeline: true,
      PipelineType: true,
    },
    'aws-cdk-lib/aws-codepipeline-actions': Object.fromEntries(
      actionNames.sort().map((name) => [name, true]),
    ),
    'aws-cdk-lib/aws-events': { Rule: pipeline.rule !== undefined },
    'aws-cdk-lib/aws-events-targets': { CodePipeline: pipeline.rule !== undefined },
    'aws-cdk-lib/aws-ecs': { BaseService: classes.has('EcsDeployAction') },
    'aws-cdk-lib/aws-iam': { 'type IRole': imported, Role: true },
    'aws-cdk-lib/aws-kms': { Key: bucket.kmsKeyId !== undefined },
    'aws-cdk-lib/aws-logs': { LogGroup: true, RetentionDays: true },
    'aws-cdk-lib/aws-s3': { BlockPublicAccess: made, Bucket: true, BucketEncryption: made },
    constructs: { 'type Construct': true },
    './environments': { [`type ${config}`]: true },
    './iam-stack': { 'type IamStack': service.model.roles.length > 0 },
  });
}

const NO_ACCESS_LOG =
  'Artifacts pass between the stages alone and expire; a log of it would need a second bucket.';

function body(pipeline: Pipeline): readonly string[] {
  const { bucket, logGroups, projects, source } = pipeline;
  const accepted = acknowledge('artifacts', [["'AwsSolutions-S1'", NO_ACCESS_LOG]]);
  const sections: readonly (readonly [string, readonly Code[]])[] = [
    [
      bucket.existing ? '' : 'What one stage hands to the next. Artifacts expire.',
      [bucketCode(bucket), ...(bucket.existing ? [] : accepted)],
    ],
    [
      '',
      artifactNames(pipeline).map(
        (name) => `const ${artifactVariable(name)} = new Artifact('${name}')`,
      ),
    ],
    ...(source === 'codeconnections'
      ? [['', ["const [owner, ...repo] = repositoryId.split('/')"]] as const]
      : []),
    ...logGroups.map((group) => ['', [logGroupCode(group)]] as const),
    ...projects.map((project) => ['', [projectCode(project), ...acceptKey(project)]] as const),
    ['Stands among the stages where somebody is to be asked.', approvalCode(pipeline)],
    ['', [pipelineCode(pipeline)]],
    ...(pipeline.rule ? [['', [sourceRuleCode(pipeline.rule)]] as const] : []),
  ];
  return sections.flatMap(([comment, code]) => [
    '',
    ...(comment === '' ? [] : [lineComment(comment, 4)]),
    ...code.map((one) => printStatement(one, 4)),
  ]);
}

function acceptKey({ id }: BuildProject): readonly Code[] {
  const reason =
    'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.';
  return acknowledge(id, [["'AwsSolutions-CB4'", reason]]);
}
