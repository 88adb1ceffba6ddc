import type { EnvFile } from '../answers/types.ts';
import { shown } from '../errors.ts';
import { taskdefFault } from './fault.ts';
import { unknownPlaces } from './tokens.ts';
import type { Container, TaskDefinition, Text } from './types.ts';

/** The configuration file of a log router. @throws UserError `BadTaskDefinition`. */
export function configFile(
  { firelens }: Container,
  definition: TaskDefinition,
  name: (text: string) => string,
): readonly EnvFile[] {
  const text = firelens?.options['config-file-value'];
  if (
    firelens === undefined ||
    firelens.options['config-file-type'] !== 's3' ||
    text === undefined ||
    unknownPlaces(text).length > 0
  )
    return [];
  return [
    objectOf({ text, path: [...firelens.path, 'options', 'config-file-value'] }, definition, name),
  ];
}

/** The object that a text names by ARN or s3://. @throws UserError `BadTaskDefinition`. */
export function objectOf(
  { text, path }: Text,
  { at }: TaskDefinition,
  name: (text: string) => string,
): EnvFile {
  const [, bucket, key] = /^(?:arn:[^:]*:s3:::|s3:\/\/)([^/]+)\/(.+)$/.exec(text) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket: name(bucket), key: name(key) };
  throw taskdefFault(
    at(path),
    `${shown(text)} is not the ARN of an object in S3`,
    'Write arn:aws:s3:::bucket/key.',
  );
}
