import { environmentsWith } from '../iam/where.ts';
import type { Service } from '../service/types.ts';
import { renderTemplate, type View } from '../templates.ts';
import type { TargetReadme } from './types.ts';

/**
 * Renders what a target adds to the generated documents: `templates/starter/targets/<target>.md.ejs`,
 * whose sections begin with `<!-- name -->`.
 */
export function targetReadme(target: string, view: View): TargetReadme {
  const text = renderTemplate(`starter/targets/${target}.md.ejs`, view);
  const sections = text.split(/^<!-- (?=\w+ -->\n)/m);
  const section = (name: keyof TargetReadme) => {
    const start = `${name} -->\n`;
    const found = sections.find((one) => one.startsWith(start));
    if (found === undefined) throw new Error(`The readme template of ${target} has no ${name}.`);
    return found.slice(start.length).trim();
  };
  return {
    needs: section('needs'),
    layout: section('layout'),
    edit: section('edit'),
    use: section('use'),
    remove: section('remove'),
  };
}

/** The role that a document shows as an example: the application's own, where it is made. */
export function exampleRole<Role extends { readonly id: string }>(
  roles: readonly Role[],
): Role | undefined {
  return roles.find(({ id }) => id === 'task') ?? roles[0];
}

/** The environment that a document shows as an example: the first one that has that role. */
export function exampleEnvironment({ model, environments }: Service): string {
  const role = exampleRole(model.roles) ?? {};
  return environmentsWith(role, environments, model.home)[0] ?? '';
}
