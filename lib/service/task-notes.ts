import { loadsFirelensConfig, namesPrivateImage } from './pipeline/sidecars.ts';
import type { Service } from './types.ts';

/** What the answers name and the task definition or the build does not use. */
export function taskNotes(service: Service): readonly string[] {
  return [...severalNames(service), ...optionsOfTasks(service)];
}

/** What stands beside the repository and the log group of the service itself. */
function severalNames({ answers }: Service): readonly string[] {
  const { repository = [], logGroup = [] } = answers.lists;
  const [own, ...others] = repository;
  const [ownGroup, ...otherGroups] = logGroup;
  return [
    ...(others.length > 0
      ? [
          `The build builds the image of repository ${own} alone; the roles may also use ${others.join(', ')}, whose images are built elsewhere and whose repositories have to be there.`,
        ]
      : []),
    ...(otherGroups.length > 0
      ? [
          `The task definition here writes to log group ${ownGroup}; the roles may also write to ${otherGroups.join(', ')}, which have to be there, for the containers that you add.`,
        ]
      : []),
  ];
}

/** Options whose rights nothing in the generator's own task definition uses. */
function optionsOfTasks({ answers, pipeline, workflow }: Service): readonly string[] {
  const { options, taskDefinitions, launchType } = answers;
  if (taskDefinitions.length > 0 || (pipeline ?? workflow) === undefined) return [];
  const has = (option: string) => options[`task-execution.${option}`] === true;
  return [
    ...(has('privateRegistryCredentials') && !namesPrivateImage(answers)
      ? [
          'The image that is built is in ECR, so no container of the task definition needs the credentials of the private registry yet: --set registryImage=IMAGE adds one that has them.',
        ]
      : []),
    ...(has('firelensS3Config') && !loadsFirelensConfig(answers)
      ? [
          `The task definition loads no FireLens configuration from S3, because tasks on launch type ${launchType} cannot: --launch-type ec2 has it.`,
        ]
      : []),
  ];
}
