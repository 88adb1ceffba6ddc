import type { Part } from './needs.ts';
import { imageNotes, logNotes, referenceNotes, taskRoleNotes } from './report-needs.ts';
import { mapTexts, unknownPlaces } from './tokens.ts';
import type { TaskDefinition } from './types.ts';

/** What was taken from where, what needs nothing, what cannot be known, and what is replaced: a sentence each. */
export function report(parts: readonly Part[], names: readonly string[]): readonly string[] {
  const lines = parts.flatMap((part) => [
    ...taken(part, names),
    ...imageNotes(part),
    ...referenceNotes(part),
    ...logNotes(part),
    ...taskRoleNotes(part),
    ...roleNotes(part.definition),
  ]);
  return [...new Set(lines)];
}

function taken(
  { definition, of, place, needs }: Part,
  names: readonly string[],
): readonly string[] {
  const { file, at, isList, family, taskDefinitionArn, main } = definition;
  const whose = of === undefined ? names.join(', ') : of;
  const where = [
    place.account && `account ${place.account}`,
    place.region && `Region ${place.region}`,
  ];
  const known = where.filter((one) => one !== undefined).join(' and ');
  const { launchTypes } = definition;
  return [
    `${file}: read for environment ${whose}; the main container is ${main.name} (${at(main.path)}).`,
    ...(known === ''
      ? []
      : [
          `${file}: the service is taken to be in ${known}${taskDefinitionArn === undefined ? '' : ', as taskDefinitionArn has it'}; what a template leaves open for them means the same.`,
        ]),
    ...(isList
      ? [
          `${file} is a list of containers: family, launch type, network mode, CPU and memory are not in it and have the generator's values (FARGATE, awsvpc, 256, 512) or those of --launch-type.`,
        ]
      : launchTypes.length === 0
        ? [
            `${file} names no launch type, so ECS takes EC2, and bridge where no network mode is named.`,
          ]
        : []),
    ...(launchTypes.includes('EC2') && !launchTypes.includes('FARGATE')
      ? [
          'On EC2 the container instances need a role of their own, container-instance: --existing-role container-instance=ARN keeps one that exists.',
        ]
      : []),
    ...(family !== undefined && unknownPlaces(family).length > 0
      ? [
          `The family ${family} is left to another tool: the one of the answers is taken; --set family=NAME gives it.`,
        ]
      : []),
    ...needs.unknown.map(
      (one) =>
        `${one} holds a place whose value is not in the file: nothing is granted for it by that name.`,
    ),
    ...(taskDefinitionArn === undefined
      ? []
      : ['Fields that only ECS writes (revision, status, registeredAt …) are left out.']),
    'The task definition is kept in ecs-iam.json (taskDefinitions) and written to pipeline/; run again with --from-taskdef to take another.',
    ...architecture(definition),
    ...placesLeft(definition),
  ];
}

function architecture({ definition, isWindows }: TaskDefinition): readonly string[] {
  if (isWindows) {
    return [
      'CodeBuild has no docker for Windows: the image is built elsewhere, and a push to ECR starts the pipeline.',
    ];
  }
  if (!JSON.stringify(definition.runtimePlatform ?? {}).includes('ARM64')) return [];
  return ['The image is for ARM64, so it is built on an ARM build machine.'];
}

/** Places of the template that stay: they need no right, and nobody fills them in. */
function placesLeft({ definition, main }: TaskDefinition): readonly string[] {
  const texts: string[] = [];
  mapTexts(definition, (text, key) => {
    if (!['family', 'executionRoleArn', 'taskRoleArn'].includes(key) && text !== main.image.text)
      texts.push(text.replaceAll(main.name, ''));
    return text;
  });
  const places = [...new Set(texts.flatMap(unknownPlaces))];
  if (places.length === 0) return [];
  return [
    `Nothing is granted for ${places.join(', ')}, which the template leaves open: write the ${places.length === 1 ? 'value' : 'values'} in pipeline/ before a deployment.`,
  ];
}

function roleNotes({ executionRoleArn, taskRoleArn }: TaskDefinition): readonly string[] {
  const replaced = (id: string, arn: string) =>
    `The role ${arn.replace(/^.*\//, '')} is replaced by the ${id} role that is made here; --existing-role ${id}=ARN keeps it.`;
  return [
    ...(executionRoleArn === undefined ? [] : [replaced('task-execution', executionRoleArn)]),
    ...(taskRoleArn === undefined
      ? ['The file names no task role: one is made, with what is listed here alone.']
      : [replaced('task', taskRoleArn)]),
    ...(taskRoleArn !== undefined && taskRoleArn === executionRoleArn
      ? ['One role serves as execution and task role in the file: two roles are made.']
      : []),
  ];
}
