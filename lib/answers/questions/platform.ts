import { type Question, selectQuestion } from '../question.ts';

/** What tasks run on. */
export const platformQuestions = [
  selectQuestion({
    name: 'platform',
    flag: 'platform',
    metavar: 'NAME',
    group: 'application',
    message: 'Platform of the image',
    explanation: 'The architecture or the Windows release that the image is built for.',
    asked: 'more',
    choices: [
      {
        value: 'x86_64',
        title: 'Linux on x86-64',
        hint: 'What most images are built for.',
        recommended: true,
      },
      { value: 'arm64', title: 'Linux on ARM64', hint: 'Built on ARM; runs on Graviton.' },
      {
        value: 'windows-2019-core',
        title: 'Windows Server 2019 Core',
        hint: 'Built elsewhere: CodeBuild has no docker on Windows.',
      },
      {
        value: 'windows-2019-full',
        title: 'Windows Server 2019 Full',
        hint: 'Built elsewhere: CodeBuild has no docker on Windows.',
      },
      {
        value: 'windows-2022-core',
        title: 'Windows Server 2022 Core',
        hint: 'Built elsewhere: CodeBuild has no docker on Windows.',
      },
      {
        value: 'windows-2022-full',
        title: 'Windows Server 2022 Full',
        hint: 'Built elsewhere: CodeBuild has no docker on Windows.',
      },
      {
        value: 'windows-2025-core',
        title: 'Windows Server 2025 Core',
        hint: 'Built elsewhere: CodeBuild has no docker on Windows.',
      },
      {
        value: 'windows-2025-full',
        title: 'Windows Server 2025 Full',
        hint: 'Built elsewhere: CodeBuild has no docker on Windows.',
      },
    ],
    what: 'a platform',
    initial: 'x86_64',
  }),
  selectQuestion({
    name: 'launchType',
    flag: 'launch-type',
    metavar: 'NAME',
    group: 'application',
    message: 'Where tasks run',
    explanation:
      'The launch type of the tasks; with --roles recommended it brings the roles of its hosts.',
    asked: 'more',
    choices: [
      { value: 'fargate', title: 'Fargate', hint: 'No hosts, and no role for them.' },
      { value: 'ec2', title: 'EC2', hint: 'Adds the container instance role.' },
      { value: 'external', title: 'ECS Anywhere', hint: 'Hosts outside AWS; adds their role.' },
      {
        value: 'managed-instances',
        title: 'Managed instances',
        hint: 'Adds the infrastructure role and the container instance role.',
      },
    ],
    what: 'a launch type',
    initial: 'fargate',
  }),
] as const satisfies readonly Question[];
