import type { RenderedFile } from '../types.ts';
import { mainFile, type OwnItems } from './main-file.ts';
import type { RootModule } from './root-module.ts';
import { tfvarsFile } from './tfvars.ts';
import { variablesFile } from './variables-file.ts';
import { versionsFile } from './versions-file.ts';

/** What every root module has: versions, provider, variables and the values of each environment. */
export function moduleFiles(module: RootModule, own: OwnItems): readonly RenderedFile[] {
  return [
    moduleFile(module, 'versions.tf', versionsFile(module)),
    moduleFile(module, 'main.tf', mainFile(module, own)),
    moduleFile(module, 'variables.tf', variablesFile(module)),
    ...module.environments.map((environment) =>
      moduleFile(
        module,
        `environments/${environment.name}.tfvars`,
        tfvarsFile(module, environment),
      ),
    ),
  ];
}

/** A file in the module's folder. */
export function moduleFile({ folder }: RootModule, name: string, contents: string): RenderedFile {
  return { path: `${folder}/${name}`, contents, executable: false };
}
