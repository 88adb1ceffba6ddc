import type { ModelRole } from '../../../iam/model.ts';
import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { shellWord } from '../../../shell.ts';
import { quoted, renderTemplate } from '../../../templates.ts';
import type { RenderedFile } from '../../types.ts';
import { templateText } from '../expression.ts';
import { attribute, type Block, block } from '../hcl.ts';
import { roleLabel } from '../labels.ts';
import { moduleFile, moduleFiles } from '../module-files.ts';
import { pipelineModule } from '../root-module.ts';
import { bucketFile } from './bucket-file.ts';
import { outputsFile, pipelineFile } from './pipeline-file.ts';
import { buildVariables, INLINE_BUILDSPEC, projectsFile } from './projects-file.ts';

const SCRIPT = 'targets/terraform-pipeline/scripts/deploy-pipeline.sh.ejs';

/**
 * The pipeline as a second root module: it has a state of its own, so that it comes and goes without
 * touching the roles, which it finds by their names.
 */
export function renderPipeline(pipeline: Pipeline, service: Service): readonly RenderedFile[] {
  const module = pipelineModule(pipeline, service);
  const roles = rolesOf(pipeline, service);
  const own = { data: roles.map(roleSource), locals: buildVariables(pipeline) };
  const view = { roles: roles.map(({ name }) => quoted.text(shellWord(name))) };
  return [
    ...moduleFiles(module, own),
    ...(pipeline.bucket.existing
      ? []
      : [moduleFile(module, 'bucket.tf', bucketFile(pipeline.bucket))]),
    moduleFile(module, 'projects.tf', projectsFile(pipeline)),
    ...pipeline.projects.flatMap(({ buildspec }) =>
      buildspec.kind === 'inline' ? [moduleFile(module, INLINE_BUILDSPEC, buildspec.contents)] : [],
    ),
    moduleFile(module, 'pipeline.tf', pipelineFile(pipeline)),
    moduleFile(module, 'outputs.tf', outputsFile()),
    {
      path: 'scripts/deploy-pipeline.sh',
      contents: renderTemplate(SCRIPT, view),
      executable: true,
    },
  ];
}

function rolesOf({ buildRole, pipelineRole }: Pipeline, { model: { roles } }: Service) {
  return roles.filter(({ name }) => name === buildRole || name === pipelineRole);
}

function roleSource(role: ModelRole, index: number): Block {
  return block(
    ['data', 'aws_iam_role', roleLabel(role)],
    [attribute('name', templateText(role.name))],
    index === 0
      ? 'The roles, made by iam/. Terraform stops here where they are not deployed yet.'
      : '',
  );
}
