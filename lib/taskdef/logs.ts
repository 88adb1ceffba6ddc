import { taskdefFault } from './fault.ts';
import type { Place } from './own-place.ts';
import type { Container, TaskDefinition } from './types.ts';

/** A log group that the awslogs driver writes to; the Region is absent where it is the own one. */
export interface LogGroup {
  readonly name: string;
  readonly region?: string;
  /** awslogs-create-group is true. */
  readonly isCreated: boolean;
  readonly containers: readonly string[];
}

/** The log groups of the awslogs driver, each once. @throws UserError `BadTaskDefinition`. */
export function logGroupsOf({ containers, at }: TaskDefinition, own: Place): readonly LogGroup[] {
  const groups = new Map<string, LogGroup>();
  for (const { name: container, log } of containers) {
    if (log?.driver !== 'awslogs') continue;
    const name = log.options['awslogs-group'];
    if (name === undefined) {
      throw taskdefFault(
        at(log.path),
        `Container '${container}' logs by awslogs and names no awslogs-group`,
        'Write awslogs-group, its log group, among the options of its logConfiguration.',
      );
    }
    const region = log.options['awslogs-region'];
    const isOwn = region === undefined || /^[^a-z]/.test(region) || region === own.region;
    const key = `${isOwn ? '' : region} ${name}`;
    const before = groups.get(key);
    groups.set(key, {
      name,
      ...(!isOwn && { region }),
      isCreated: (before?.isCreated ?? false) || log.options['awslogs-create-group'] === 'true',
      containers: [...(before?.containers ?? []), container],
    });
  }
  return [...groups.values()];
}

/** The group of the main container, or the only one; not one of another Region. */
export function ownLogGroup(groups: readonly LogGroup[], main: Container): LogGroup | undefined {
  const ofMain = groups.find(({ containers }) => containers.includes(main.name));
  const found = ofMain ?? (groups.length === 1 ? groups[0] : undefined);
  return found?.region === undefined ? found : undefined;
}
