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
        'pipeline/pipeline.yaml',
        'the template of a second stack, which imports the roles: build projects, pipeline' +
          (pipeline.bucket.given ? '' : ', artifact bucket'),
      ],
      ['pipeline/parameters/', 'its parameters, one file for each environment'],
    ],
    remove: (environment) => {
      const stack = quoted.sh(pipelineStackName(project, environment.name)).quoted;
      return [
        ...emptyBucketLines(pipeline, environment),
        `aws cloudformation delete-stack --stack-name ${stack}`,
        `aws cloudformation wait stack-delete-complete --stack-name ${stack}`,
      ];
    },
  };
}
