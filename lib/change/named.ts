import { attempt, parseItems } from '../answers/parse/basic.ts';
import { parseParameters, parseSecrets, writeNamed } from '../answers/parse/resources.ts';
import type { NamedResource } from '../answers/types.ts';
import { variableOf } from '../answers/variables.ts';
import { type ListKind, listKind } from './lists.ts';

const OTHERWISE = 'write <environment> into its name';

/** Secrets and parameters: to remove one, its name, its ARN or its variable is enough. */
export const namedKinds = [
  listKind<NamedResource>({
    word: 'secret',
    name: 'secrets',
    usage: '[NAME=]REFERENCE…',
    summary: 'A secret of Secrets Manager that ECS hands to the container.',
    otherwise: OTHERWISE,
    of: ({ secrets }) => secrets,
    parse: parseSecrets,
    write: writeNamed,
    show: showNamed,
    find: findNamed(parseSecrets),
  }),
  listKind<NamedResource>({
    word: 'parameter',
    name: 'parameters',
    usage: '[NAME=]REFERENCE…',
    summary: 'A parameter of Parameter Store that ECS hands to the container.',
    otherwise: OTHERWISE,
    of: ({ parameters }) => parameters,
    parse: parseParameters,
    write: writeNamed,
    show: showNamed,
    find: findNamed(parseParameters),
  }),
];

function showNamed({ name, variable, part }: NamedResource): string {
  const named = variable === undefined ? name : `${variable}=${name}`;
  return part === undefined ? named : `${named}:${part}`;
}

function findNamed(parse: (raw: unknown) => readonly NamedResource[]) {
  const find: ListKind<NamedResource>['find'] = ({ words }) =>
    words.flatMap(parseItems).map((raw) => {
      const [wanted] = attempt(() => parse([raw]), [])?.value ?? [];
      const isSame = (one: NamedResource) =>
        wanted !== undefined &&
        one.name === wanted.name &&
        (wanted.part === undefined || one.part === wanted.part) &&
        (wanted.variable === undefined || variableOf(one) === wanted.variable);
      return { text: String(raw), is: (one) => isSame(one) || variableOf(one) === raw };
    });
  return find;
}
