import { type Form, NOBODY, plainForm, steps } from '../form.ts';

/** Requests that AWS could not tell the sender of. */
export const CREDENTIALS_FORMS: readonly Form[] = [
  {
    id: 'clock',
    pattern:
      /Signature (?:expired|not yet current)|RequestTimeTooSkewed|difference between the request time and the (?:server's|current) time|RequestExpired/i,
    read: (_, { message: { text } }) => {
      const [, sent, now] =
        /: (\d{8}T\d{6}Z) is now (?:earlier|later) than \S+ \((\d{8}T\d{6}Z)/.exec(text) ?? [];
      const minutes = Math.round((timeOf(sent) - timeOf(now)) / 60_000);
      const how = Number.isNaN(minutes)
        ? 'wrong'
        : `${durationWords(Math.abs(minutes))} ${minutes < 0 ? 'behind' : 'ahead of'} that of AWS`;
      return {
        ...NOBODY,
        kind: 'credentials',
        meaning: `Not IAM: the clock that signed the request is ${how}, so it was refused before any policy was read.`,
        steps: steps(
          ['Compare the clocks:', 'date -u; curl -sI https://sts.amazonaws.com | grep -i ^date'],
          'Set the clock of the host by NTP (chrony); a container has the clock of its host.',
        ),
      };
    },
  },
  plainForm('docker-login-expired', /authorization token has expired/i, {
    kind: 'credentials',
    meaning: 'Not a policy: a docker login to ECR lasts twelve hours, and this one is past them.',
    steps: steps([
      'Log in again:',
      'aws ecr get-login-password | docker login --username AWS --password-stdin ACCOUNT.dkr.ecr.REGION.amazonaws.com',
    ]),
  }),
  plainForm('session-too-long', /DurationSeconds exceeds the MaxSessionDuration/i, {
    kind: 'configuration',
    meaning:
      'No policy refuses it: the session is asked for longer than the role allows one to be.',
    steps: steps(
      'Ask for less (role-duration-seconds in GitHub Actions; a role that assumes a role gets an hour at most),',
      [
        'or let the roles of this repo have longer sessions:',
        'ecs-iam new . --max-session-duration SECONDS',
      ],
    ),
  }),
  plainForm(
    'token-expired',
    /ExpiredToken(?:Exception)?|security token included in the request is expired|SSO session .*(?:has expired|is invalid)|Token has expired and refresh failed/i,
    {
      kind: 'credentials',
      meaning: 'Not a policy: the credentials are past their end.',
      steps: steps(
        ['Sign in again, then see who you are:', 'aws sso login\naws sts get-caller-identity'],
        'In a container: do not copy credentials into variables; the SDK renews those of the task role.',
      ),
    },
  ),
  plainForm(
    'token-invalid',
    /InvalidClientTokenId|UnrecognizedClientException|security token included in the request is invalid|InvalidAccessKeyId|Access Key Id you provided does not exist|AuthFailure/i,
    {
      kind: 'credentials',
      meaning:
        'Not a policy: AWS does not know these credentials, or not in this partition or Region.',
      steps: steps(
        ['See which credentials are taken:', 'aws configure list'],
        'AWS_ACCESS_KEY_ID in the environment goes before a profile and before the task role; temporary credentials need AWS_SESSION_TOKEN too; a Region that is off by default must be enabled.',
      ),
    },
  ),
  plainForm('signature', /SignatureDoesNotMatch|signature we calculated does not match/i, {
    kind: 'credentials',
    meaning: 'Not a policy: the secret key is wrong, or something between changed the request.',
    steps: steps(
      'Copy the secret key anew (a blank or a line break at its end is enough), and look for a proxy that rewrites headers.',
    ),
  }),
  plainForm(
    'github-id-token',
    /ACTIONS_ID_TOKEN_REQUEST_URL|Credentials could not be loaded, please check your action inputs|id-token: ?write/i,
    {
      kind: 'configuration',
      meaning: 'The job gets no token from GitHub, so AWS was not asked.',
      steps: steps(
        'Give the workflow or job the permissions id-token: write and contents: read; a pull request from a fork never gets them.',
      ),
    },
  ),
  plainForm(
    'no-credentials',
    /Unable to locate credentials|NoCredentialProviders|CredentialsProviderError|Could not load credentials from any providers|Unable to load (?:AWS )?credentials from any|No valid credential sources|failed to (?:refresh|retrieve) cached credentials|no EC2 IMDS role found|NoCredentialsError|Missing credentials in config/i,
    {
      kind: 'credentials',
      meaning: 'Not a policy: the program found no credentials at all, so AWS was not asked.',
      steps: steps(
        'In a task: name a task role in the task definition; the SDK then finds its credentials by itself, where the process sees AWS_CONTAINER_CREDENTIALS_RELATIVE_URI.',
        [
          'See whether the task definition has one:',
          'aws ecs describe-task-definition --task-definition FAMILY --query taskDefinition.taskRoleArn',
        ],
        'On your computer: aws sso login, or name the profile. In GitHub Actions: the step configure-aws-credentials and the permission id-token: write.',
      ),
    },
  ),
];

/** `20250111T204052Z` as milliseconds. */
function timeOf(text = ''): number {
  return Date.parse(
    text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}

function durationWords(minutes: number): string {
  return minutes < 120 ? `${minutes} minutes` : `more than ${Math.floor(minutes / 60)} hours`;
}
