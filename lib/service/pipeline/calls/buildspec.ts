import type { Pipeline } from '../types.ts';
import {
  ANY,
  ON_REGISTER,
  REPOSITORY,
  REVISION,
  SERVICE,
  TASK_ROLES,
  TO_TASKS,
} from './resources.ts';
import type { Call } from './types.ts';

const buildsImages = ({ source }: Pipeline) => source !== 'ecr';
const fromBuild = ({ deploy }: Pipeline) => deploy === 'build';

/** What the commands of the buildspecs call. */
export const BUILDSPEC_CALLS: readonly Call[] = [
  {
    role: 'codebuild',
    call: 'aws ecr get-login-password',
    madeBy: 'buildspec',
    actions: ['ecr:GetAuthorizationToken'],
    resources: [ANY],
    when: buildsImages,
  },
  {
    role: 'codebuild',
    call: 'aws ecr batch-get-image',
    madeBy: 'buildspec',
    actions: ['ecr:BatchGetImage'],
    resources: [REPOSITORY],
    when: buildsImages,
  },
  {
    role: 'codebuild',
    call: 'docker push',
    madeBy: 'buildspec',
    actions: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:CompleteLayerUpload',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ],
    resources: [REPOSITORY],
    when: buildsImages,
  },
  {
    role: 'codebuild',
    call: 'docker build',
    madeBy: 'buildspec',
    // FROM an image of the own repository, and the layer cache, are pulls.
    actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    resources: [REPOSITORY],
    when: buildsImages,
  },
  {
    role: 'codebuild',
    call: 'aws ecs describe-services',
    madeBy: 'buildspec',
    actions: ['ecs:DescribeServices'],
    resources: [SERVICE],
    when: fromBuild,
  },
  {
    role: 'codebuild',
    call: 'aws ecs wait services-stable',
    madeBy: 'buildspec',
    actions: ['ecs:DescribeServices'],
    resources: [SERVICE],
    when: fromBuild,
  },
  {
    role: 'codebuild',
    call: 'aws ecs describe-task-definition',
    madeBy: 'buildspec',
    actions: ['ecs:DescribeTaskDefinition'],
    resources: [ANY],
    when: fromBuild,
  },
  {
    role: 'codebuild',
    call: 'aws ecs register-task-definition',
    madeBy: 'buildspec',
    actions: ['ecs:RegisterTaskDefinition'],
    resources: [ANY],
    when: fromBuild,
  },
  {
    role: 'codebuild',
    call: 'aws ecs register-task-definition',
    madeBy: 'buildspec',
    actions: ['ecs:TagResource'],
    resources: [REVISION],
    context: ON_REGISTER,
    when: fromBuild,
  },
  {
    role: 'codebuild',
    call: 'aws ecs register-task-definition',
    madeBy: 'buildspec',
    actions: ['iam:PassRole'],
    resources: TASK_ROLES,
    context: TO_TASKS,
    when: fromBuild,
  },
  {
    role: 'codebuild',
    call: 'aws ecs update-service',
    madeBy: 'buildspec',
    actions: ['ecs:UpdateService'],
    resources: [SERVICE],
    when: fromBuild,
  },
];
