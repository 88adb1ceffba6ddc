import type { Model } from '../../../iam/model.ts';
import { pipelineStackName } from '../../../names.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import { quoted } from '../../../templates.ts';
import { emptyBucketLines } from '../../empty-bucket.ts';
import type { PipelineReadme } from '../../types.ts';

/** What the generated README says about the pipeline in this target. */
export function pipelineReadme(pipeline: Pipeline, { project }: Model): PipelineReadme {
  return {
    files: [
      [
        'iam/lib/pipeline-stack.ts',
        'a second stack of the same app, which imports the roles: build projects, pipeline' +
          (pipeline.bucket.given ? '' : ', artifact bucket'),
      ],
      ['iam/lib/pipelines.ts', 'the values of each pipeline'],
    ],
    remove: (environment) => [
      ...emptyBucketLines(pipeline, environment),
      `(cd iam && npx cdk destroy ${quoted.sh(pipelineStackName(project, environment.name)).quoted})`,
    ],
  };
}
