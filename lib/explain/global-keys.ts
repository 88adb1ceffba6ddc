import type { ConditionKeyFacts } from './types.ts';

const GLOBAL =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';

/** The condition keys of the catalogue that every service knows. */
export const GLOBAL_KEYS: Readonly<Record<string, ConditionKeyFacts>> = {
  'aws:SourceAccount': {
    meaning: 'The account on whose behalf a service calls.',
    sentBy:
      'The service sends it when it assumes a role; a person who calls AssumeRole sends none.',
    without:
      'The service could use the role on behalf of somebody in another account: the confused deputy.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  'aws:SourceArn': {
    meaning: 'The ARN of the thing on whose behalf a service calls: a task, a project, a rule.',
    sentBy:
      'Only services that document it send it; with a service that does not, the role could not be used at all.',
    without:
      'Every resource of that service in the account could use the role, not this one alone.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
  'aws:PrincipalArn': {
    meaning: 'The ARN of the role or user that sends the request, without the session.',
    sentBy: 'AWS adds it to every request that a principal of an account signs.',
    without: 'Every principal of that account whose own policies allow it could assume the role.',
    page: GLOBAL,
  },
  'aws:ResourceAccount': {
    meaning: 'The account that owns the resource.',
    sentBy: 'AWS adds it to nearly every request about a resource.',
    without:
      'A bucket of the same name that somebody else made after this one was deleted would be written to.',
    page: GLOBAL,
  },
  'aws:RequestTag/AmazonECSCreated': {
    meaning:
      'The ARN of the task or service for which ECS creates something, as a tag of the request.',
    sentBy: 'ECS tags what it creates.',
    without: 'The role could create things that belong to no task or service of ECS.',
    page: GLOBAL,
  },
  'aws:RequestTag/AmazonECSManaged': {
    meaning: 'The tag by which ECS marks what it manages, in the request that creates it.',
    sentBy: 'ECS tags what it creates.',
    without: 'The role could create things that nobody recognises as those of ECS.',
    page: GLOBAL,
  },
  'aws:ResourceTag/AmazonECSCreated': {
    meaning: 'The tag of a resource that names the task for which ECS created it.',
    sentBy: 'AWS reads the tags of the resource.',
    without: 'The role could delete resources that ECS did not create.',
    page: GLOBAL,
  },
  'aws:ResourceTag/AmazonECSManaged': {
    meaning: 'The tag of a resource that ECS manages.',
    sentBy: 'AWS reads the tags of the resource.',
    without: 'The role could attach, detach or delete volumes that are not those of ECS.',
    page: GLOBAL,
  },
  'aws:ResourceTag/aws:ecs:serviceName': {
    meaning: 'The service that a task belongs to, as the tag that ECS manages.',
    sentBy: 'AWS reads the tags of the task; it is absent where ECS-managed tags are off.',
    without: 'A task could protect tasks of another service of the cluster.',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
  },
  'aws:ResourceTag/ecs-iam:project': {
    meaning: 'The project that a task belongs to, as the tag that the workflow gives it.',
    sentBy: 'AWS reads the tags of the task.',
    without: 'The workflow could stop every task of the cluster.',
    page: GLOBAL,
  },
  'aws:ResourceTag/ecs-iam:environment': {
    meaning: 'The environment that a task belongs to, as the tag that the workflow gives it.',
    sentBy: 'AWS reads the tags of the task.',
    without: 'The workflow of one environment could stop the tasks of another.',
    page: GLOBAL,
  },
};
