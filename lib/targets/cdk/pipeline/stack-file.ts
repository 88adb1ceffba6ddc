import { placeholdersIn } from '../../../iam/placeholders-in.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import { type Code, lineComment, printStatement } from '../code.ts';
import { importLines } from '../import-lines.ts';
import { placeholderVariables } from '../placeholder-variables.ts';
import { acceptCode } from './accepted.ts';
import { bucketCode } from './bucket-code.ts';
import { projectCode, variablesCode } from './project-code.ts';
import { approvalCode, pipelineCode } from './stages-code.ts';

/** `lib/pipeline-stack.ts`: artifact bucket, build projects and pipeline of one environment. */
export function stackFile(pipeline: Pipeline): string {
  return `${imports(pipeline)}
export interface PipelineStackProps extends StackProps {
  readonly values: PipelineValues;
  /** The stack with the roles that the projects and the pipeline run with. */
  readonly iam: IamStack;
}

/**
 * The pipeline of the service in one environment: what builds the image and deploys it.
 *
 * Projects and pipeline are L1 constructs. Their L2 counterparts add statements to the roles they are
 * given and make a role for each action; here the roles are the ones of IamStack, as they stand there.
 */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    const { values, iam, ...stackProps } = props;
    super(scope, id, { synthesizer: new BootstraplessSynthesizer(), ...stackProps });
    // Imported by the names that scripts and other repos know too. A reference to the construct would
    // bring outputs into the stack with the roles, which is deployed alone. The roles come first and
    // go last: CloudFormation does not delete them while the pipeline imports them.
    this.addStackDependency(iam);
    const buildRoleArn = Fn.importValue(\`\${iam.stackName}-CodeBuildRoleArn\`);
    const pipelineRoleArn = Fn.importValue(\`\${iam.stackName}-CodePipelineRoleArn\`);

${[...placeholderVariables(placeholdersIn(pipeline), 'this'), ...body(pipeline)].join('\n')}
  }
}

function actionType(category: string, provider: string): CfnPipeline.ActionTypeIdProperty {
  return { category, owner: 'AWS', provider, version: '1' };
}
`;
}

function imports({ bucket, projects }: Pipeline): string {
  const inline = projects.some(({ buildspec }) => buildspec.kind === 'inline');
  const made = !bucket.existing;
  return importLines({
    'node:fs': { readFileSync: inline },
    'node:path': { join: inline },
    'aws-cdk-lib': {
      BootstraplessSynthesizer: true,
      Duration: made,
      Fn: true,
      RemovalPolicy: made,
      Stack: true,
      'type StackProps': true,
      Validations: true,
    },
    'aws-cdk-lib/aws-codebuild': { CfnProject: true },
    'aws-cdk-lib/aws-codepipeline': { CfnPipeline: true },
    'aws-cdk-lib/aws-kms': { Key: made && bucket.kmsKeyId !== undefined },
    'aws-cdk-lib/aws-s3': { BlockPublicAccess: made, Bucket: made, BucketEncryption: made },
    constructs: { 'type Construct': true },
    './iam-stack': { 'type IamStack': true },
    './pipelines': { 'type PipelineValues': true },
  });
}

function body(pipeline: Pipeline): readonly string[] {
  const { bucket, projects } = pipeline;
  const sections: readonly (readonly [string, readonly Code[]])[] = [
    ...(bucket.existing
      ? []
      : [['What one stage hands to the next. Artifacts expire.', [bucketCode(bucket)]] as const]),
    [
      'What the buildspecs read from their environment.',
      [variablesCode(projects[0]?.variables ?? [])],
    ],
    ...projects.map((project) => ['', [projectCode(project)]] as const),
    ['Stands among the stages where somebody is to be asked.', approvalCode(pipeline)],
    ['', [pipelineCode(pipeline)]],
    ['What cdk-nag finds here, and why it stays.', acceptCode(pipeline)],
  ];
  return sections.flatMap(([comment, code]) => [
    '',
    ...(comment === '' ? [] : [lineComment(comment, 4)]),
    ...code.map((one) => printStatement(one, 4)),
  ]);
}
