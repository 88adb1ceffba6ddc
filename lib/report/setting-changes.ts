import type { DefinedRole } from '../iam/definition.ts';

/**
 * What a role has now besides what its policies grant and take: name, path, session, description,
 * boundary and tags, each as the end of a sentence that begins with "now".
 */
export function settingChanges(
  old: DefinedRole | undefined,
  wanted: DefinedRole | undefined,
): readonly string[] {
  if (old === undefined) return [];
  if (wanted === undefined) return [`no longer made; ${old.name} may still stand in the account`];
  const differs = (key: 'name' | 'path' | 'description' | 'maxSessionDuration') =>
    old[key] !== wanted[key];
  return [
    ...(differs('name') ? [`called ${wanted.name}, was ${old.name}`] : []),
    ...(differs('path') ? [`at the path ${wanted.path}, was ${old.path}`] : []),
    ...(differs('description') ? [`described as "${wanted.description}"`] : []),
    ...(differs('maxSessionDuration')
      ? [`sessions of ${wanted.maxSessionDuration} seconds, was ${old.maxSessionDuration}`]
      : []),
    ...boundaryChange(old.boundary, wanted.boundary),
    ...tagChanges(old.tags, wanted.tags),
  ];
}

function boundaryChange(old: string | undefined, wanted: string | undefined): readonly string[] {
  if (old === wanted) return [];
  const was = old === undefined ? 'none' : old;
  return [
    wanted === undefined
      ? `without a boundary, was ${was}`
      : `nothing beyond the boundary ${wanted}, was ${was}`,
  ];
}

function tagChanges(old: DefinedRole['tags'], wanted: DefinedRole['tags']): readonly string[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
  return keys
    .filter((key) => old[key] !== wanted[key])
    .map((key) => {
      const was = old[key] === undefined ? '' : `, was ${old[key]}`;
      return wanted[key] === undefined ? `no tag ${key}${was}` : `tag ${key}=${wanted[key]}${was}`;
    });
}
