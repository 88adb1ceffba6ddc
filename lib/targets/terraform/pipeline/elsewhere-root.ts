import { placeholdersIn } from '../../../iam/placeholders-in.ts';
import { derivedFromNames } from '../../../names.ts';
import type { ProjectsElsewhere } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { textFile } from '../../files.ts';
import type { RenderedFile } from '../../types.ts';
import { templateText } from '../expression.ts';
import { block, comment, gap } from '../hcl.ts';
import { foundOut } from '../module-files.ts';
import { printHcl } from '../print-hcl.ts';
import { provider, rootTerraform } from '../root-files.ts';
import { projectBlocks } from './projects-file.ts';

/** The root of the build projects that another account has for its environment. */
export function elsewhereRoot(
  service: Service,
  { environment: name, projects }: ProjectsElsewhere,
): RenderedFile {
  const { project, home } = service.model;
  const values = service.environments.find((one) => one.name === name)?.values;
  const { data, locals } = foundOut(placeholdersIn(projects));
  return textFile(
    `pipeline/environments/${name}/main.tf`,
    printHcl([
      comment(
        `What the pipeline of ${project} in ${home} starts in the account of ${name}. The roles come first: iam/environments/${name}.`,
      ),
      gap,
      rootTerraform(),
      provider(service, { name, values: { ...derivedFromNames(project, name), ...values } }),
      ...data,
      ...(locals.length === 0 ? [] : [block(['locals'], locals)]),
      ...projectBlocks(
        // Nothing else is in this root: the environment's name says nothing there.
        projects.map(({ environment: _, ...one }) => one),
        templateText,
      ),
    ]),
  );
}
