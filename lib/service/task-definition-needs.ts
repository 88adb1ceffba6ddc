import type { Answers } from '../answers/types.ts';
import type { Statement } from '../iam/model.ts';
import type { RoleId } from '../roles/registry.ts';

const ECR = /\.dkr[.-]ecr/;
/** What a template leaves to be filled: the image of the own repository. */
const PLACE = /^(\$\{|\{\{|<|%|__|\$[A-Z])/;

/**
 * True unless the task definitions that were given need no such statement of the execution role: no
 * container logs to the own group, or no image is in ECR and none is built here.
 */
export function taskDefinitionNeeds(
  { sid }: Pick<Statement, 'sid'>,
  role: RoleId,
  { taskDefinitions, deploy }: Answers,
): boolean {
  if (taskDefinitions.length === 0 || role !== 'task-execution') return true;
  const text = JSON.stringify(taskDefinitions);
  const images = taskDefinitions.flatMap(({ definition: { containerDefinitions } }) =>
    Array.isArray(containerDefinitions)
      ? containerDefinitions.map(({ image }) => String(image))
      : [],
  );
  const main = taskDefinitions.map((one) => mainImage(one));
  const isBuilt = deploy !== 'none';
  if (sid === 'WriteLogs' || sid === 'CreateLogGroup') return text.includes('<logGroup>');
  if (sid === 'EcrPull') return isBuilt || main.some((one) => ECR.test(one) || PLACE.test(one));
  if (sid === 'EcrAuthToken') {
    return isBuilt || images.some((one) => ECR.test(one)) || main.some((one) => PLACE.test(one));
  }
  return true;
}

function mainImage({ container, definition }: Answers['taskDefinitions'][number]): string {
  const { containerDefinitions } = definition;
  const all: readonly unknown[] = Array.isArray(containerDefinitions) ? containerDefinitions : [];
  const main = all.map(Object).find(({ name }) => name === container);
  return String(main?.image ?? '');
}
