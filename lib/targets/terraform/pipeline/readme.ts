import type { Pipeline } from '../../../service/pipeline/types.ts';
import { quoted } from '../../../templates.ts';
import type { PipelineReadme } from '../../types.ts';

/** What the generated README says about the pipeline in this target. */
export function pipelineReadme({ bucket, projects }: Pipeline): PipelineReadme {
  const inline = projects.some(({ buildspec }) => buildspec.kind === 'inline');
  return {
    files: [
      [
        'pipeline/versions.tf',
        'as in `iam/`: here, too, `.terraform.lock.hcl` is for git and a backend has its place',
      ],
      [
        'pipeline/main.tf',
        'a second configuration with a state of its own: it finds the roles by name',
      ],
      ...(bucket.given ? [] : [['pipeline/bucket.tf', 'the artifact bucket'] as const]),
      ['pipeline/projects.tf', 'the build projects'],
      ...(inline ? [['pipeline/buildspec.yml', 'what a build does'] as const] : []),
      ['pipeline/pipeline.tf', 'the pipeline: its stages in order'],
      ['pipeline/environments/', 'the values of each environment'],
    ],
    remove: (environment) => {
      const name = quoted.sh(environment.name).quoted;
      return [
        `TF_WORKSPACE=${name} terraform -chdir=pipeline destroy -var-file=environments/${name}.tfvars`,
      ];
    },
  };
}
