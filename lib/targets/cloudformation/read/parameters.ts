import { recordOf } from '../../../iam/equality.ts';
import { parseJson, type SourceFile, unreadable } from '../../source.ts';

/**
 * Reads a file of parameters in each form that the AWS CLI and CodePipeline take: a list of
 * `Name=value`, a list of `{ "ParameterKey": …, "ParameterValue": … }`, or `{ "Parameters": {…} }`.
 *
 * @throws UserError `BrokenJson`, `UnreadableDefinition`, with file and line.
 */
export function readParameters(file: SourceFile): Readonly<Record<string, string>> {
  const source = parseJson(file);
  const { root } = source;
  if (!Array.isArray(root)) {
    const { Parameters } = recordOf(root);
    const entries = Object.entries(recordOf(Parameters ?? root));
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  }
  const entries = root.map((item: unknown) => {
    const { ParameterKey, ParameterValue } = recordOf(item);
    if (typeof ParameterKey === 'string') return [ParameterKey, String(ParameterValue)];
    const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(String(item)) ?? [];
    if (name !== undefined && value !== undefined) return [name, value];
    throw unreadable(source, root, [
      `${JSON.stringify(item)} is no parameter.`,
      'Write it as "Name=value".',
    ]);
  });
  return Object.fromEntries(entries);
}
