import { unknownPlaces } from './tokens.ts';
import type { TaskDefinition, Text, Variable } from './types.ts';

/**
 * The secrets and parameters by which volumes on FSx log in, and the parameters that hold a credential
 * spec of gMSA: the agent reads them with the execution role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/wfsx-volumes.html
 */
export function credentialVariables(definition: TaskDefinition): readonly Variable[] {
  const ofVolumes = definition.fsxVolumes.flatMap(({ name, credentials }) =>
    credentials === undefined ? [] : [variableOf(`${name}_CREDENTIALS`, credentials)],
  );
  const ofContainers = definition.containers.flatMap(({ name, credentialSpecs }) =>
    credentialSpecs
      .filter((one) => !isFile(one))
      .map((one) => variableOf(`${name}_CREDENTIAL_SPEC`, one)),
  );
  return [...ofVolumes, ...ofContainers];
}

/** The credential specs that are files in S3. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa.html */
export function credentialFiles({ containers }: TaskDefinition): readonly Text[] {
  const all = containers.flatMap(({ credentialSpecs }) => credentialSpecs);
  return all.filter((one) => isFile(one) && unknownPlaces(one.text).length === 0);
}

function isFile({ text }: Text): boolean {
  return /^arn:[^:]*:s3:/.test(text);
}

function variableOf(name: string, { text, path }: Text): Variable {
  return { reference: { name, valueFrom: text, path }, variable: name.toUpperCase() };
}
