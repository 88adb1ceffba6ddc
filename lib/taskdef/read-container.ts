import type { Reader } from './fields.ts';
import type { Container, Reference } from './types.ts';

/** Reads a container. @throws UserError `BadTaskDefinition`. */
export function readContainer(reader: Reader): Container {
  const { path } = reader;
  const name = reader.needed('name', 'A container');
  const log = reader.child('logConfiguration');
  const firelens = reader.child('firelensConfiguration');
  const credentials = reader.child('repositoryCredentials')?.text('credentialsParameter');
  return {
    name,
    image: { text: reader.needed('image', `Container '${name}'`), path: [...path, 'image'] },
    essential: reader.flag('essential', true),
    hasPort: reader.children('portMappings').length > 0,
    secrets: references(reader, 'secrets'),
    secretOptions: log === undefined ? [] : references(log, 'secretOptions'),
    ...(credentials !== undefined && {
      credentials: {
        text: credentials,
        path: [...path, 'repositoryCredentials', 'credentialsParameter'],
      },
    }),
    environmentFiles: reader.children('environmentFiles').map((one) => ({
      text: one.needed('value', 'An environment file'),
      path: [...one.path, 'value'],
    })),
    ...(log !== undefined && {
      log: {
        driver: log.needed('logDriver', 'A log configuration'),
        options: log.options('options'),
        path: log.path,
      },
    }),
    ...(firelens !== undefined && {
      firelens: {
        type: firelens.needed('type', 'A FireLens configuration'),
        options: firelens.options('options'),
        path: firelens.path,
      },
    }),
    mounts: reader.children('mountPoints').flatMap((one) => {
      const volume = one.text('sourceVolume');
      return volume === undefined ? [] : [{ volume, readOnly: one.flag('readOnly', false) }];
    }),
    credentialSpecs: ['credentialSpecs', 'dockerSecurityOptions'].flatMap((key) =>
      reader.texts(key).flatMap((text, index) => {
        const [, arn] = /^credentialspec(?:domainless)?:(arn:.+)$/.exec(text) ?? [];
        return arn === undefined ? [] : [{ text: arn, path: [...path, key, String(index)] }];
      }),
    ),
    hasInit: reader.child('linuxParameters')?.flag('initProcessEnabled', false) ?? false,
    path,
  };
}

function references(reader: Reader, key: string): readonly Reference[] {
  return reader.children(key).map((one) => ({
    name: one.needed('name', 'A secret'),
    valueFrom: one.needed('valueFrom', `Secret '${one.text('name')}'`).trim(),
    path: [...one.path, 'valueFrom'],
  }));
}
