import { shown, UserError } from '../errors.ts';
import { separateWords } from '../names.ts';
import { attempt } from './parse/basic.ts';
import { REFERENCE_FORM, refuseEnding } from './parse/secret-reference.ts';
import { type Entry, located, placeOf } from './sources.ts';
import type { Answers, NamedResource } from './types.ts';

/** The environment variable that the container reads: as it is named, else `shop/prod/db-url` → `DB_URL`. */
export function variableOf({ name, variable, part = '' }: NamedResource): string {
  return variable ?? derivedVariable(name, part);
}

/** The variable that follows from the key of a secret, else from the last segment of the name. */
export function derivedVariable(name: string, part = ''): string {
  const [key] = part.split(':');
  const last = key || (name.split('/').at(-1) ?? name);
  const words = separateWords(last, '_').replace(/[^A-Za-z0-9]+/g, '_');
  return words.replace(/^_+|_+$/g, '').toUpperCase();
}

/** One fault for each secret whose name, with the environment's in it, ends like a complete ARN. */
export function endingFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const at = placeOf(entries, ['secrets']);
  const faults: UserError[] = [];
  for (const { name, suffix } of answers.secrets) {
    const filled = answers.environments.map((one) =>
      name.replaceAll('<environment>', one.name).replaceAll('<project>', answers.project),
    );
    const names = suffix === undefined ? new Set(filled) : [];
    for (const one of names) attempt(() => located(at, () => refuseEnding(one)), faults);
  }
  return faults;
}

/** One fault for each two secrets or parameters that would be one variable. */
export function variableFaults(answers: Answers, entries: readonly Entry[]): readonly UserError[] {
  const seen = new Map<string, string>();
  const all = (['secrets', 'parameters'] as const).flatMap((kind) =>
    answers[kind].map((one) => ({ kind, name: one.name, variable: variableOf(one) })),
  );
  return all.flatMap(({ kind, name, variable }) => {
    const text = `${shown(name)} (${placeOf(entries, [kind])})`;
    const other = seen.get(variable);
    seen.set(variable, other ?? text);
    if (other === undefined) return [];
    return [
      new UserError(
        'VariableTwice',
        `${other} and ${text} would both be the variable ${variable}.`,
        `Give one another name: ${REFERENCE_FORM}, such as OTHER_${variable}=${name}.`,
      ),
    ];
  });
}
