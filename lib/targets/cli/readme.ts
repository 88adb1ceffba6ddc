import type { Environment } from '../../iam/model.ts';
import { substitute, type TemplateString } from '../../iam/template-string.ts';
import type { Pipeline } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { shellText, shellWord } from '../../shell.ts';
import { emptyBucketLines } from '../empty-bucket.ts';
import type { PipelineReadme, TargetReadme } from '../types.ts';
import { projectFile } from './pipeline-documents.ts';

/** What the generated README says of this target. */
export function readme({ model, pipeline, environments }: Service): TargetReadme {
  const [first] = model.roles;
  const path = first?.settings.path ?? '/';
  const name = first === undefined ? 'NAME' : shellWord(first.name);
  return {
    needs: ['bash 3.2 or later', 'the AWS CLI (`aws`), version 1 or 2'],
    files: [
      ['iam/<role>/role.json', 'description, session duration and tags of a role'],
      ['iam/<role>/trust.json', 'who may assume it'],
      ['iam/<role>/policies/', 'what it may do, one file a policy'],
    ],
    reference: [
      'A role is referred to by its name, which is known before it is made; its ARN is',
      `\`arn:<partition>:iam::<account>:role${path}<name>\`. A script that has loaded an environment's`,
      'values reads it like this:',
      '',
      '```bash',
      `. scripts/environments/${environments[0]?.name ?? 'dev'}.sh`,
      `aws iam get-role --role-name ${name} --query Role.Arn --output text`,
      '```',
    ].join('\n'),
    ...(pipeline && { pipeline: pipelineReadme(pipeline) }),
  };
}

/** What the generated README says about the pipeline in this target. */
function pipelineReadme(pipeline: Pipeline): PipelineReadme {
  const { bucket, projects } = pipeline;
  return {
    files: [
      ['pipeline/pipeline.json', 'the pipeline: its stages in order'],
      ...projects.map((project) => {
        const what = project.id === 'build' ? 'builds the image' : 'validates the roles';
        return [`pipeline/${projectFile(project)}`, `the CodeBuild project that ${what}`] as const;
      }),
      ...(bucket.given
        ? []
        : [['pipeline/bucket/', 'the settings of the artifact bucket, one file each'] as const]),
    ],
    remove: (environment) => removeLines(pipeline, environment),
  };
}

function removeLines(pipeline: Pipeline, environment: Environment): readonly string[] {
  const word = (value: TemplateString) => shellText(substitute(value, environment.values));
  return [
    `aws codepipeline delete-pipeline --name ${word(pipeline.name)}`,
    ...pipeline.projects.map(({ name }) => `aws codebuild delete-project --name ${word(name)}`),
    ...emptyBucketLines(pipeline, environment),
    ...(pipeline.bucket.given ? [] : ['aws s3api delete-bucket --bucket "$BUCKET"']),
  ];
}
