import { placeholdersIn } from '../../../iam/placeholders-in.ts';
import { pascalCase } from '../../../names.ts';
import type { ProjectsElsewhere } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { documentation, printStatement } from '../code.ts';
import { importLines } from '../import-lines.ts';
import { placeholderVariables } from '../placeholder-variables.ts';
import { roleClass } from '../role-names.ts';
import { acceptedOfProjects, projectCode, projectImports, projectRole } from './project-code.ts';
import { runningRole } from './roles-code.ts';

/** The stack of an environment in another account: its file below `lib/`, its class. */
export interface ProjectsStack extends ProjectsElsewhere {
  readonly file: string;
  readonly className: string;
}

/** The stacks with the build projects of environments in other accounts. */
export function projectsStacks({ pipeline }: Service): readonly ProjectsStack[] {
  const elsewhere = pipeline?.elsewhere ?? [];
  return elsewhere.map((one) => ({
    ...one,
    file: `projects-stack-${one.environment}`,
    className: `ProjectsStack${pascalCase(one.environment)}`,
  }));
}

/** `lib/projects-stack-ENV.ts`: what the pipeline starts in another account. */
export function projectsStackFile(stack: ProjectsStack, { model }: Service): string {
  const { className, environment, projects } = stack;
  const roles = new Map(projects.map((one) => [projectRole(one), roleClass(one.role)]));
  const shown = projects.map(({ role: _, ...project }) => project);
  const meaning = `The build projects of ${environment}, in its own account: the pipeline of ${model.home} starts them.`;
  const lines = [
    ...[...roles].map(([variable, id]) => runningRole({ variable, id })),
    ...placeholderVariables(placeholdersIn(shown), 'this'),
    ...projects.flatMap((project) => [
      '',
      ...projectCode(project).map((one) => printStatement(one, 4)),
    ]),
    ...acceptedOfProjects(projects),
  ];
  return `${imports(stack)}
export interface ${className}Props extends StackProps {
  /** The stack with the roles that the projects run with. */
  readonly iam: IamStack;
}

${documentation(meaning, 0)}
export class ${className} extends Stack {
  constructor(scope: Construct, id: string, props: ${className}Props) {
    super(scope, id, props);
    const { iam } = props;
    this.addStackDependency(iam);
${lines.join('\n')}
  }
}
`;
}

function imports({ projects }: ProjectsStack): string {
  return importLines({
    'aws-cdk-lib': {
      Duration: true,
      RemovalPolicy: true,
      Stack: true,
      'type StackProps': true,
      Validations: true,
    },
    'aws-cdk-lib/aws-codebuild': projectImports(projects),
    'aws-cdk-lib/aws-logs': { LogGroup: true, RetentionDays: true },
    constructs: { 'type Construct': true },
    './iam-stack': { 'type IamStack': true },
    './pipeline-stack': { importRole: true },
  });
}
