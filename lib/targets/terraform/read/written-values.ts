import { recordOf } from '../../../iam/equality.ts';
import {
  PLACEHOLDER_NAMES,
  type Placeholder,
  type PlaceholderValues,
} from '../../../iam/placeholders.ts';
import type { SourceFile } from '../../source.ts';
import { reference, sourceOf } from '../names.ts';
import type { ModuleFolder, SourceBlock } from './blocks.ts';

const OUTPUT = 'ecs_iam_reader';

/**
 * Files for the copy that is read: they put out what the names are in the root's module of the roles,
 * whether an argument says so or they follow from others. None where the root calls no such module, or
 * several of it.
 */
export function valueOutputs(modules: readonly ModuleFolder[]): readonly SourceFile[] {
  const [root, ...called] = modules;
  if (root === undefined) return [];
  for (const { address, folder, blocks } of called) {
    const label = address.replace('module.', '');
    const call = root.blocks.find(({ kind, labels }) => kind === 'module' && labels[0] === label);
    const names = PLACEHOLDER_NAMES.filter((name) => isDeclared(name, blocks));
    if (call === undefined || isRepeated(call) || !names.includes('project')) continue;
    const members = names.map((name) => `    ${name} = ${reference(name)}\n`).join('');
    return [
      { path: `${folder}/${OUTPUT}.tf`, contents: output(`{\n${members}  }`) },
      { path: `${root.folder}/${OUTPUT}_values.tf`, contents: output(`${address}.${OUTPUT}`) },
    ];
  }
  return [];
}

/** The values that the outputs of a state have; what is null or empty has none. */
export function valuesIn(outputs: unknown): PlaceholderValues {
  const { value } = recordOf(recordOf(outputs)[OUTPUT]);
  return Object.fromEntries(
    Object.entries(recordOf(value)).flatMap(([name, one]) =>
      one === null || one === '' ? [] : [[name, String(one)]],
    ),
  );
}

function output(value: string): string {
  // A variable may be marked as sensitive; a state shows it all the same.
  return `output "${OUTPUT}" {\n  sensitive = true\n  value     = ${value}\n}\n`;
}

function isRepeated({ lines }: SourceBlock): boolean {
  return lines.some((line) => /^\s*(for_each|count)\s*=/.test(line));
}

function isDeclared(placeholder: Placeholder, blocks: readonly SourceBlock[]): boolean {
  if (sourceOf(placeholder) === 'provider') return false;
  const [scope, name = ''] = reference(placeholder).split('.');
  const assigned = new RegExp(`^\\s*${name}\\s*=`);
  return blocks.some(({ kind, labels, lines }) =>
    scope === 'var'
      ? kind === 'variable' && labels[0] === name
      : kind === 'locals' && lines.some((line) => assigned.test(line)),
  );
}
