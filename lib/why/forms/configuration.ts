import { type Form, NOBODY, plainForm, steps } from '../form.ts';

const ROLES_OF_TASK: readonly [string, string] = [
  'See which roles the task definition names:',
  "aws ecs describe-task-definition --task-definition FAMILY --query 'taskDefinition.[executionRoleArn,taskRoleArn]'",
];

/** Settings that are wrong where every permission is right. */
export const CONFIGURATION_FORMS: readonly Form[] = [
  {
    id: 'image-platform',
    pattern:
      /descriptor matching platform '?([\w/]+)?|no matching manifest for (\S+)|exec format error/i,
    read: ([, wanted, other]) => ({
      ...NOBODY,
      kind: 'configuration',
      meaning: `Not IAM: the image was found, but it holds nothing for ${wanted ?? other ?? 'the processor of the task'}.`,
      steps: steps(
        [
          'Build for the processor of the task:',
          `docker build --platform ${wanted ?? other ?? 'linux/amd64'} .`,
        ],
        'Or set runtimePlatform.cpuArchitecture (ARM64 or X86_64) in the task definition to that of the image.',
      ),
    }),
  },
  plainForm(
    'execution-role-missing',
    /requires? (?:the )?task definition to have (?:an )?execution role|execution role ARN to support|executionRoleArn.*(?:required|must)/i,
    {
      kind: 'configuration',
      meaning:
        'The task definition names no execution role, and ECS needs one for ECR, logs or secrets.',
      steps: steps(
        'Set executionRoleArn in the task definition to the task execution role.',
        ROLES_OF_TASK,
      ),
    },
  ),
  plainForm('role-not-valid', /ClientException.*Role is not valid|Role is not valid/i, {
    kind: 'configuration',
    meaning:
      'What stands in taskRoleArn or executionRoleArn is no ARN of a role that ECS can use in this account.',
    steps: steps('Write the whole ARN of a role of this account, with its path.', ROLES_OF_TASK),
  }),
  plainForm(
    'exec-not-enabled',
    /execute command was not enabled when the task was run|execute command agent (?:isn't|is not) running/i,
    {
      kind: 'configuration',
      meaning: 'Not a denial: this task was started without ECS Exec, or its agent is not up yet.',
      steps: steps(
        [
          'Switch it on, and use a task of the new deployment:',
          'aws ecs update-service --cluster CLUSTER --service SERVICE --enable-execute-command --force-new-deployment',
        ],
        'For the agent to come up the task role needs the four ssmmessages actions (--exec task).',
      ),
    },
  ),
  plainForm('exec-plugin-missing', /SessionManagerPlugin is not found/i, {
    kind: 'configuration',
    meaning: 'Not IAM: the Session Manager plugin is not installed on this computer.',
    steps: steps(
      'Install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
    ),
  }),
  plainForm(
    'exec-container-not-running',
    /container name .* (?:is not|isn't) running|task provided (?:has|is) .*(?:stopped|provisioning)|The specified container/i,
    {
      kind: 'configuration',
      meaning: 'Not a denial: the container of the session is not running.',
      steps: steps([
        'See the containers of the task:',
        "aws ecs describe-tasks --cluster CLUSTER --tasks TASK --query 'tasks[0].containers[].[name,lastStatus,managedAgents]'",
      ]),
    },
  ),
  plainForm('docker-daemon', /Cannot connect to the Docker daemon/i, {
    kind: 'configuration',
    meaning: 'Not IAM: the build has no Docker daemon, because the project is not privileged.',
    steps: steps('Set privilegedMode to true in the environment of the build project.'),
  }),
  plainForm('image-definitions', /imagedefinitions\.json|image definition(s)? file/i, {
    kind: 'configuration',
    meaning:
      'Not IAM: the deploy action does not find imagedefinitions.json in the build artifact, or cannot use it.',
    steps: steps(
      'The buildspec has to write it to the root of the artifact: a list of {"name": CONTAINER, "imageUri": IMAGE}, where name is the container of the task definition.',
    ),
  }),
  plainForm(
    'connection-pending',
    /Connection .*(?:is not available|PENDING|not in (?:an )?available)/i,
    {
      kind: 'configuration',
      meaning: 'Not IAM: nobody has completed the connection to the Git provider.',
      steps: steps(
        'Open Developer Tools, Settings, Connections in the console, and choose Update pending connection: no API does that.',
        ['See its state:', 'aws codeconnections get-connection --connection-arn ARN'],
      ),
    },
  ),
  plainForm(
    'github-role-arn',
    /Request ARN is invalid|role-to-assume.*(?:invalid|required)|Source Account ID is needed/i,
    {
      kind: 'configuration',
      meaning:
        'role-to-assume of the workflow is not the whole ARN of a role; most often a variable is empty.',
      steps: steps(
        'Write arn:aws:iam::ACCOUNT:role/NAME, and see that the variable exists in the environment of the job.',
      ),
    },
  ),
  plainForm(
    'legacy-service-role',
    /cannot specify an IAM role for services that require a service[- ]linked role/i,
    {
      kind: 'configuration',
      meaning:
        'This service works with AWSServiceRoleForECS alone, and CreateService names another role.',
      steps: steps(
        'Leave role out of CreateService (loadBalancers and awsvpc need the service-linked role).',
      ),
    },
  ),
  plainForm(
    'capabilities',
    /Requires capabilities ?: ?\[?(CAPABILITY_\w+)|InsufficientCapabilities/i,
    {
      kind: 'configuration',
      meaning:
        'Not a permission: CloudFormation wants a confirmation that the stack makes named roles.',
      steps: steps(['Add to the deployment:', '--capabilities CAPABILITY_NAMED_IAM']),
    },
  ),
  plainForm('policy-principal', /Invalid principal in policy/i, {
    kind: 'configuration',
    meaning:
      'A trust policy or resource policy names a role or user that does not exist, or that is seconds old.',
    steps: steps(
      'Correct the ARN, or make the principal first and try again after half a minute; the root of its account with aws:PrincipalArn needs no such order.',
    ),
  }),
  plainForm(
    'policy-malformed',
    /MalformedPolicy(?:Document)?\b|Syntax errors in policy|must be in ARN format or "?\*|Policy document should not specify a principal/i,
    {
      kind: 'configuration',
      meaning: 'Not a permission: IAM does not take the document as a policy.',
      steps: steps([
        'Find the place:',
        'aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://POLICY',
      ]),
    },
  ),
  plainForm(
    'key-state',
    /DisabledException|KMSInvalidState|is pending deletion|key .* is disabled/i,
    {
      kind: 'configuration',
      meaning: 'Not IAM: the key is disabled or about to be deleted.',
      steps: steps([
        'See its state, and switch it on again:',
        'aws kms describe-key --key-id KEY --query KeyMetadata.KeyState\naws kms enable-key --key-id KEY',
      ]),
    },
  ),
  plainForm(
    'registry-login',
    /no basic auth credentials|pull access denied for (?!\d{12}\.dkr)\S+|unauthorized: (?:authentication required|incorrect username)|repository does not exist or may require 'docker login'/i,
    {
      kind: 'configuration',
      meaning:
        'The registry wants a login, and none was made; for ECR no policy has refused anything yet.',
      steps: steps(
        'In ECS: an image of ECR is pulled with the execution role of the task definition; an image of another private registry needs repositoryCredentials with a secret, and option task-execution.privateRegistryCredentials.',
        [
          'In a build or on your computer, log in first:',
          'aws ecr get-login-password | docker login --username AWS --password-stdin ACCOUNT.dkr.ecr.REGION.amazonaws.com',
        ],
        'Compare the name of the image letter by letter: a public registry answers the same for an image that does not exist.',
      ),
    },
  ),
];
