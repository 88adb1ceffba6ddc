import type { Environment } from '../../../iam/model.ts';
import { substitute, type TemplateString } from '../../../iam/template-string.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import { quoted } from '../../../templates.ts';
import { emptyBucketLines } from '../../empty-bucket.ts';
import type { PipelineReadme } from '../../types.ts';
import { projectFile } from './documents.ts';

/** What the generated README says about the pipeline in this target. */
export function pipelineReadme(pipeline: Pipeline): PipelineReadme {
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
  const word = (value: TemplateString) => quoted.sh(substitute(value, environment.values)).quoted;
  return [
    `aws codepipeline delete-pipeline --name ${word(pipeline.name)}`,
    ...pipeline.projects.map(({ name }) => `aws codebuild delete-project --name ${word(name)}`),
    ...emptyBucketLines(pipeline, environment),
    ...(pipeline.bucket.given ? [] : ['aws s3api delete-bucket --bucket "$BUCKET"']),
  ];
}
