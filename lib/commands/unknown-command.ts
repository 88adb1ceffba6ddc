import { editDistance } from '../did-you-mean.ts';
import { shown, UserError } from '../errors.ts';

/**
 * Refuses a word that is at most so many edits away from the name of a command.
 *
 * @throws UserError `UnknownCommand`.
 */
export function checkCommandWord(word: string, names: readonly string[], most: number): void {
  // A path is meant as one.
  if (word.startsWith('-') || /[./\\]/.test(word)) return;
  const [nearest] = names
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  if (nearest === undefined) return;
  const folder = `For a folder of that name write ./${word}.`;
  if (nearest.name === word) {
    const hint = `Write ecs-iam ${nearest.name} [FLAGS]. ${folder}`;
    throw new UserError('UnknownCommand', 'A command is written before its flags.', hint);
  }
  const hint = `Did you mean '${nearest.name}'? ${folder}`;
  throw new UserError('UnknownCommand', `There is no command ${shown(word)}.`, hint);
}
