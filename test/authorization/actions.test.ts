import {
  actionsMatching,
  findAction,
  requireAction,
  resourceTypesOf,
} from '../../lib/authorization/actions.ts';

test('an action is found in whatever case, and spelled as AWS does', () => {
  expect(findAction('ECS:runtask')).toMatchObject({ action: 'ecs:RunTask', accessLevel: 'Write' });
});

test('an action has its types of resource, with the keys that a request on them may carry', () => {
  const [type, ...others] = findAction('ecs:RunTask')?.resourceTypes ?? [];
  expect(others).toEqual([]);
  expect(type).toMatchObject({
    name: 'task-definition',
    arn: 'arn:${Partition}:ecs:${Region}:${Account}:task-definition/${TaskDefinitionFamilyName}:${TaskDefinitionRevisionNumber}',
  });
  expect(type?.conditionKeys).toContain('aws:ResourceTag/${TagKey}');
});

test('an action has the condition keys of its requests', () => {
  expect(findAction('iam:PassRole')?.conditionKeys).toContain('iam:PassedToService');
});

test('an action that takes no resource has no type', () => {
  expect(findAction('ecr:GetAuthorizationToken')?.resourceTypes).toEqual([]);
});

test.each(['ecs:RunTasks', 'nothing:RunTask', 'RunTask', '', 'ecs', 'constructor:x'])(
  "'%s' is not found",
  (action) => {
    expect(findAction(action)).toBeUndefined();
  },
);

test.each([
  ['ecs:RunTasks', 'AWS has no action ecs:RunTasks.', "Did you mean 'ecs:RunTask'?"],
  ['S3:getObjets', 'AWS has no action S3:getObjets.', "Did you mean 's3:GetObject'?"],
  ['esc:RunTask', "AWS has no service 'esc'.", "Did you mean 'ecs'?"],
  [
    's3:CopyEverything',
    'AWS has no action s3:CopyEverything.',
    'The Service Authorization Reference lists what there is.',
  ],
  [
    'RunTask',
    "'RunTask' is no action.",
    'Write the service, a colon and the name, as in s3:GetObject.',
  ],
])('%s is refused with a proposal', (action, message, hint) => {
  expect(() => requireAction(action)).toThrow(
    expect.objectContaining({ name: 'UnknownAction', message, hint }),
  );
});

test('a pattern stands for the actions that match it', () => {
  expect(actionsMatching('ecs:*ontainerInstancesState')).toEqual([
    'ecs:UpdateContainerInstancesState',
  ]);
  expect(actionsMatching('ECS:runtask')).toEqual(['ecs:RunTask']);
  expect(actionsMatching('ecs:Fly*')).toEqual([]);
  expect(actionsMatching('nothing:*')).toEqual([]);
  expect(actionsMatching('*').length).toBeGreaterThan(15_000);
});

test('a service has its types of resource', () => {
  expect(resourceTypesOf('sqs').map(({ name }) => name)).toEqual(['queue']);
  expect(resourceTypesOf('nothing')).toEqual([]);
});
