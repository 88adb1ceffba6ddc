import { type Form, plainForm, steps } from '../form.ts';

/** What stops a container, or the file of a build, before its first command; no policy decides it. */
export const CONTAINER_START_FORMS: readonly Form[] = [
  plainForm(
    'program-not-found',
    /executable file not found in \$PATH|OCI runtime (?:create|exec) failed/i,
    {
      kind: 'configuration',
      meaning: 'Not IAM: the image was pulled, and the program that it is to start is not in it.',
      steps: steps(
        'Compare command and entryPoint of the task definition with the image; each word is an item of its own: ["npm", "start"], not ["npm start"].',
        ['Try it here:', 'docker run --rm --entrypoint sh IMAGE -c "command -v PROGRAM"'],
      ),
    },
  ),
  plainForm('no-space', /no space left on device/i, {
    kind: 'limit',
    meaning: 'Not IAM: the disk of the task, the instance or the build is full.',
    steps: steps(
      'On Fargate ask for more in the task definition (ephemeralStorage, 21 to 200 GiB; 20 without it); on EC2 take a larger volume; make the image smaller.',
    ),
  }),
  plainForm(
    'task-quota',
    /limit on the number of (?:tasks|vCPUs|On-Demand|Spot)[\w -]* you can run/i,
    {
      kind: 'limit',
      meaning:
        'No permission is missing: the account runs as much on Fargate at once as its quota allows.',
      steps: steps([
        'Ask for more:',
        'aws service-quotas list-service-quotas --service-code fargate --query "Quotas[].[QuotaName,Value]"',
      ]),
    },
  ),
  plainForm('shell-missing', /Failed to start pty/i, {
    kind: 'configuration',
    meaning: 'Not IAM: the session was let in, and the image has no such shell.',
    steps: steps(
      'Ask for /bin/sh in --command; an image from scratch or distroless has none at all.',
    ),
  }),
  plainForm('buildspec', /YAML_FILE_ERROR/, {
    kind: 'configuration',
    meaning: 'Not IAM: CodeBuild found no buildspec where the project says, or cannot read it.',
    steps: steps(
      'The project names pipeline/buildspec.yml, from the top of the source: is it committed on that branch, and does the source action hand over the whole repository?',
    ),
  }),
];

/** Where a message only says that something before it failed. */
export const AFTERMATH_FORMS: readonly Form[] = [
  plainForm('build-command', /COMMAND_EXECUTION_ERROR|Command did not exit successfully/i, {
    kind: 'configuration',
    meaning: 'A command of the buildspec failed; what it said stands above this line in the log.',
    steps: steps([
      'Read it, and give its words to ecs-iam why:',
      'aws logs tail /aws/codebuild/PROJECT --since 1h',
    ]),
  }),
  plainForm('stack-resource', /following resource\(s\) failed to (?:create|update|delete)/i, {
    kind: 'configuration',
    meaning:
      'This names what failed and not why; the reason is in the first failed event of the stack.',
    steps: steps([
      'Read it, and give its words to ecs-iam why:',
      "aws cloudformation describe-stack-events --stack-name STACK --query 'reverse(StackEvents[?contains(ResourceStatus,`FAILED`)].[LogicalResourceId,ResourceStatusReason])[:3]' --output text",
    ]),
  }),
];
