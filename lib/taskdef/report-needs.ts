import { isOfAws, originOf } from './images.ts';
import { isHelper } from './main-container.ts';
import type { Part } from './needs.ts';
import { unknownPlaces } from './tokens.ts';

/** Where each image is from, and what that needs. */
export function imageNotes({ definition: { containers, main }, needs }: Part): readonly string[] {
  const origins = containers.map(({ name, image }) => ({
    name,
    image: image.text,
    origin: originOf(image.text),
  }));
  const without = (kind: string, what: string) => {
    const found = origins.filter(({ origin }) => origin.kind === kind).map(({ name }) => name);
    return found.length === 0 ? [] : [`${what} needs no right in ECR (${found.join(', ')}).`];
  };
  const [own] = origins.filter(({ name }) => name === main.name);
  return [
    ...(own === undefined
      ? []
      : [
          `The image of ${own.name} (${own.image}) is replaced by the one that is built, from the ECR repository of the answers.`,
        ]),
    ...(main.credentials === undefined
      ? []
      : [
          `${main.name} has repositoryCredentials for the registry that its image is in; the one that is built is in ECR, so they are left out of pipeline/taskdef.json.`,
        ]),
    ...origins
      .filter(({ name, origin }) => name !== main.name && origin.kind === 'ecr')
      .map(
        ({ name, image }) =>
          `The image of ${name} (${image}) is built elsewhere and stays as it is.`,
      ),
    ...without('public', 'An image of the public gallery'),
    ...without('docker-hub', 'An image of Docker Hub'),
    ...origins
      .filter(({ name, origin }) => name !== main.name && origin.kind === 'place')
      .map(
        ({ name, image }) =>
          `The image of ${name} (${image}) is a place of a template: write the image in pipeline/taskdef.json.`,
      ),
    ...needs.otherRepositories.flatMap(({ account, repository }) => {
      if (isOfAws(repository))
        return [
          `The repository ${repository} belongs to AWS: it needs the right here, and nothing on the other side.`,
        ];
      return account === undefined
        ? []
        : [
            `The repository ${repository} is in account ${account}: its repository policy must allow the execution role too.`,
          ];
    }),
    ...needs.registrySecrets.map(
      ({ name }) =>
        `The credentials of a registry are the secret ${name}: a plain name there is a secret, not a parameter.`,
    ),
  ];
}

/** How secrets and parameters are named, and whose key they may have. */
export function referenceNotes({
  needs: { secrets, parameters, registrySecrets },
  definition,
}: Part): readonly string[] {
  const partial = secrets.filter(({ suffix }) => suffix === undefined).length;
  const complete = secrets.filter(({ suffix }) => suffix !== undefined);
  const plain = definition.containers
    .flatMap((one) => one.secrets)
    .filter(
      ({ valueFrom }) =>
        !/^(complete:)?arn:|^\//.test(valueFrom) && unknownPlaces(valueFrom).length === 0,
    );
  const options = definition.containers.flatMap((one) => one.secretOptions);
  const any = secrets.length + parameters.length + registrySecrets.length > 0;
  const elsewhere = [...secrets, ...parameters].filter(({ region }) => region !== undefined);
  return [
    ...(partial > 0
      ? [
          `${partial === 1 ? 'One secret is' : `${partial} secrets are`} named without the six characters that Secrets Manager adds: that works, and the complete ARN is safer.`,
        ]
      : []),
    ...suffixNotes(complete),
    ...domainlessNotes(definition),
    ...plain.map(
      ({ valueFrom }) =>
        `${valueFrom} is no ARN, so it is a parameter of the own Region, never a secret.`,
    ),
    ...options.map(
      ({ name }) =>
        `${name} is an option of a log driver: the execution role reads it, and it is no variable of a container.`,
    ),
    ...(any
      ? [
          'A task definition does not tell which key encrypts secrets and parameters: --kms-key gives a customer managed key.',
        ]
      : []),
    ...elsewhere.map(
      ({ name, region = '' }) =>
        `${name} lies in ${region}: a key of the own Region does not serve it.`,
    ),
  ];
}

/** What stands in a file that is not read here. */
function domainlessNotes({ definition, containers }: Part['definition']): readonly string[] {
  const isDomainless = JSON.stringify(definition).includes('"credentialspecdomainless:');
  const names = containers
    .filter(({ credentialSpecs }) => credentialSpecs.length > 0)
    .map(({ name }) => name);
  return isDomainless
    ? [
        `The credential spec of ${names.join(', ')} names the secret that it logs in to the domain with, which the execution role reads too: --secrets NAME=ARN grants it.`,
      ]
    : [];
}

/** One sentence for each secret, with all its variables. */
function suffixNotes(secrets: Part['needs']['secrets']): readonly string[] {
  const names = new Set(secrets.map(({ name, suffix }) => `${name}-${suffix}`));
  return [...names].map((whole) => {
    const own = secrets.filter(({ name, suffix }) => `${name}-${suffix}` === whole);
    const variables = own.flatMap(({ variable = '' }) => variable).join(', ');
    const [{ suffix = '' } = {}] = own;
    const once = own.length > 1 ? ' The policy names it once, without keys.' : '';
    return `${whole} (${variables}) has its suffix, -${suffix}: it stays in valueFrom and in the policy.${once}`;
  });
}

/** Which log groups there are, and which must exist. */
export function logNotes({
  needs: { logGroup, otherLogGroups },
  definition,
}: Part): readonly string[] {
  const groups = [...(logGroup === undefined ? [] : [logGroup]), ...otherLogGroups];
  const withoutLogs = definition.containers.filter(
    ({ log }) => log !== undefined && !log.driver.startsWith('aws'),
  );
  return [
    ...groups
      .filter(({ region }) => region !== undefined)
      .map(
        ({ name, region = '' }) => `The log group ${name} is in ${region}, and so are its ARNs.`,
      ),
    ...groups
      .filter(({ isCreated }) => !isCreated)
      .map(
        ({ name }) => `The log group ${name} must exist: awslogs-create-group is not true for it.`,
      ),
    ...withoutLogs.map(
      ({ name, log }) =>
        `${name} logs with ${log?.driver}, which needs nothing in CloudWatch Logs.`,
    ),
  ];
}

/** What the task role has, and what the file cannot tell of it. */
export function taskRoleNotes({ definition, needs }: Part): readonly string[] {
  const { containers, efsVolumes } = definition;
  const routed = needs.firelens.map(
    ({ name, container }) =>
      `The log router sends the logs of ${container} to ${name} with the task role.`,
  );
  const helpers = containers.filter((one) => isHelper(one) && one.firelens === undefined);
  return [
    ...routed,
    ...containers
      .filter(({ firelens }) => firelens?.options['config-file-type'] === 'file')
      .map(({ name }) => `The configuration file of ${name} lies in its image and needs no right.`),
    ...(needs.exec
      ? [
          'initProcessEnabled is a sign of ECS Exec, which the service turns on (--enable-execute-command); --exec off leaves the right out.',
        ]
      : []),
    ...needs.efs.map(({ name, isWritten }) =>
      isWritten
        ? `The volume ${name} is written by a container, so the task may write; ClientRootAccess is not granted.`
        : `The volume ${name} is only read; ClientRootAccess is not granted.`,
    ),
    ...efsVolumes
      .filter(({ usesIam }) => !usesIam)
      .map(
        ({ name }) =>
          `The volume ${name} is mounted without IAM and needs no right of the task role.`,
      ),
    ...helpers.map(
      ({ name }) =>
        `${name} may call AWS with the task role, and the file does not tell what it needs: --grant xray, or taskStatements (such as appmesh:StreamAggregatedResources for Envoy), adds it.`,
    ),
    'What the code itself calls (buckets, queues, tables) is not in a task definition: --grant adds it.',
  ];
}
