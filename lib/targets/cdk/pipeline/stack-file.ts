import type { Environment } from '../../../iam/model.ts';
import { PLACEHOLDER_NAMES, type Placeholder } from '../../../iam/placeholders.ts';
import { missingForPipeline } from '../../../service/pipeline/build-pipeline.ts';
import type { ArtifactBucket, Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { type Code, documentation, lineComment, printStatement } from '../code.ts';
import { placeholderVariables } from '../placeholder-variables.ts';
import { bucketCode } from './bucket-code.ts';
import { IMAGE_SOURCE, usesImage } from './image-source-code.ts';
import { acceptedOfProjects, projectCode, projectFunctions } from './project-code.ts';
import {
  importFunction,
  roleElsewhere,
  rolesElsewhere,
  runningRole,
  runningRoles,
} from './roles-code.ts';
import { sourceRuleCode } from './source-rule-code.ts';
import { stackImports } from './stack-imports.ts';
import { artifactNames, artifactVariable } from './staged-action.ts';
import { approvalCode, pipelineCode, sourceCode } from './stages-code.ts';

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
  return `${stackImports(pipeline, service, config)}
export interface PipelineStackProps extends StackProps {
  readonly config: ${config};
${hasRoles ? IAM_STACK : ''}}

${documentation(meaning(pipeline, service), 0)}
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { config${hasRoles ? ', iam' : ''} } = props;
${hasRoles ? AFTER_ROLES : ''}    // Immutable: no construct adds a permission that does not stand in lib/roles/.
${runningRoles(pipeline, service).map(runningRole).join('\n')}

${[...placeholderVariables(usedHere(pipeline, service), 'this'), ...body(pipeline, service)].join('\n')}
  }
}
${projectFunctions(pipeline.projects)}${importFunction(pipeline, service)}${usesImage(pipeline) ? IMAGE_SOURCE : ''}`;
}

const IAM_STACK = `  /** The stack with the roles that the projects and the pipeline run with. */
  readonly iam: IamStack;
`;

const AFTER_ROLES = `    // CloudFormation deletes no roles while a pipeline imports them.
    this.addStackDependency(iam);
`;

function meaning({ environments: homes }: Pipeline, { environments, model }: Service): string {
  return homes.length < environments.length
    ? `The pipeline of the service: it stands in ${model.home}, builds the image once and deploys it to each environment in order.`
    : 'The pipeline of the service in one environment: what builds the image and deploys it.';
}

/** What the stack is printed from: the roles are found by their exports, not by their names. */
function usedHere(pipeline: Pipeline, service: Service): readonly Placeholder[] {
  const { deploy, placeholders } = pipeline;
  const ofRoles = runningRoles(pipeline, service).map(({ property }) => property);
  const used = new Set<Placeholder>([
    ...placeholders,
    // The deploy action takes the service by its ARN.
    ...(deploy === 'pipeline' ? (['partition', 'region', 'account'] as const) : []),
  ]);
  return PLACEHOLDER_NAMES.filter(
    (one) => used.has(one) && one !== 'approval' && !ofRoles.includes(one),
  );
}

function aboutBucket({ existing, keyAlias }: ArtifactBucket): string {
  const parts = [
    ...(existing ? [] : ['What one stage hands to the next. Artifacts expire.']),
    ...(keyAlias ? ['The default key of S3 cannot be shared with another account.'] : []),
  ];
  return parts.join(' ');
}

function body(pipeline: Pipeline, service: Service): readonly string[] {
  const { bucket, projects, source } = pipeline;
  const made: readonly Section[] = [
    [
      'The roles of the other environments.',
      [...rolesElsewhere(pipeline, service)].map(roleElsewhere),
    ],
    [aboutBucket(bucket), bucketCode(bucket)],
    [
      '',
      artifactNames(pipeline).map(
        (name) => `const ${artifactVariable(name)} = new Artifact('${name}')`,
      ),
    ],
    ...projects.map((project) => ['', projectCode(project, projects)] as const),
  ];
  const run: readonly Section[] = [
    ['Stands among the stages where somebody is to be asked.', approvalCode(pipeline)],
    [
      '',
      [
        ...(source === 'codeconnections'
          ? ["const [owner, ...repo] = repositoryId.split('/')"]
          : []),
        ...sourceCode(pipeline),
      ],
    ],
    ['', [pipelineCode(pipeline)]],
    ['', pipeline.rule ? [sourceRuleCode(pipeline.rule)] : []],
  ];
  return [...printSections(made), ...acceptedOfProjects(projects), ...printSections(run)];
}

type Section = readonly [comment: string, code: readonly Code[]];

/** Each section after an empty line, below its comment. */
function printSections(sections: readonly Section[]): readonly string[] {
  return sections
    .filter(([, code]) => code.length > 0)
    .flatMap(([comment, code]) => [
      '',
      ...(comment === '' ? [] : [lineComment(comment, 4)]),
      ...code.map((one) => printStatement(one, 4)),
    ]);
}
