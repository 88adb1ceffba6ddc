import { attempt } from '../answers/parse/basic.ts';
import type { Answers } from '../answers/types.ts';
import { changeKind } from '../change/kinds.ts';
import type { ChangeVerb } from '../change/types.ts';
import { answersOf } from './change-answers.ts';
import { readFolderAnswers } from './read-answers.ts';
import { repoAbove } from './repo-above.ts';

/**
 * What may follow `add WHAT` or `remove WHAT`, for completion: to remove, what the repo here has; to
 * add, what the catalogue has besides. Outside of a repo it is the catalogue.
 */
export async function changeWords(
  verb: ChangeVerb,
  [what, ...given]: readonly string[],
  from: string,
): Promise<readonly string[]> {
  const kind = attempt(() => changeKind(what, verb), [])?.value;
  // The words after a grant are its values.
  if (kind === undefined || (kind.name === 'grants' && given.length > 0)) return [];
  const answers = await answersHere(from);
  const { items, nameOf = (item: string) => item, offered } = kind;
  const all =
    verb === 'remove' && answers !== undefined
      ? items(answers).map(nameOf)
      : (offered?.(answers) ?? []);
  return [...new Set(all)].filter((one) => !given.includes(one));
}

async function answersHere(from: string): Promise<Answers | undefined> {
  const root = repoAbove(from);
  const file = root === undefined ? undefined : await readFolderAnswers(root);
  if (root === undefined || file === undefined) return undefined;
  return attempt(() => answersOf(file, root), [])?.value;
}
