import type { Service } from '../../service/types.ts';
import { quoted, renderTemplate, templateFiles, type View, writtenPath } from '../../templates.ts';
import { pipelinePlaces } from '../pipeline-places.ts';
import type { RenderedFile } from '../types.ts';
import { sharedFolder } from './shared-files.ts';

const FOLDER = 'targets/terraform';

/**
 * The scripts that deploy and destroy with Terraform, and the module of what environments share,
 * with the arguments that its roots give.
 */
export function renderTemplates(service: Service): readonly RenderedFile[] {
  const policies = service.shared.flatMap((unit) => unit.policies);
  const view: View = {
    ...pipelinePlaces(service),
    hasRoles: service.model.roles.length > 0,
    hasRepositories: service.shared.some(({ repositories }) => repositories.length > 0),
    hasRepositoryPolicies: policies.some(({ kind }) => kind === 'ecr-repository'),
    hasLogPolicies: policies.some(({ kind }) => kind === 'logs'),
    hasDestinations: policies.some(({ kind }) => kind === 'logs-destination'),
    // The one unit without a name is every environment's.
    isShared: service.shared.some(({ name }) => name === undefined),
    someHaveNone: service.environments.some(
      ({ name }) => !service.shared.some((unit) => unit.environments.includes(name)),
    ),
    units: service.shared.map((unit) => ({
      environments: quoted.text(
        unit.environments.map((name) => quoted.sh(name).quoted).join(' | '),
      ),
      folder: quoted.sh(sharedFolder(unit)),
    })),
  };
  return templateFiles(FOLDER)
    .filter((name) => service.shared.length > 0 || !name.startsWith('iam/'))
    .filter((name) => service.pipeline !== undefined || !name.includes('pipeline'))
    .map((name) => {
      const path = writtenPath(name);
      const contents = renderTemplate(`${FOLDER}/${name}`, view);
      return { path, contents, executable: /^scripts\/[^/]+\.sh$/.test(path) };
    });
}
