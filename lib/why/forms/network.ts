import { type Form, NOBODY, plainForm, type Reading, steps } from '../form.ts';

const UNREACHED =
  /(dial tcp|i\/o timeout|context deadline exceeded|request canceled while waiting for connection|Client\.Timeout|Connect(ion)? ?timed? ?out|ConnectTimeout|Connect timeout on endpoint|Could not connect to the endpoint URL|EndpointConnectionError|no such host|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|getaddrinfo|connection refused|TLS handshake timeout|network is unreachable|UnknownHostException|Unable to connect to the remote|connection issue between the task and|RequestError: send request failed|Temporary failure in name resolution)/i;

/** Requests that no policy ever saw. */
export const NETWORK_FORMS: readonly Form[] = [
  {
    id: 'efs-unreached',
    pattern:
      /(EFS utils|mount\.nfs4?|\.efs\.|mount target).*(timed out|Connection refused|Failed to resolve|cannot be found|Name or service not known|unreachable)/i,
    read: () => ({
      ...NOBODY,
      kind: 'network',
      meaning: 'Not IAM: the task does not reach a mount target of the file system.',
      steps: steps(
        'Make a mount target in the Availability Zone of each subnet of the service, and let TCP 2049 from the security group of the task into that of the mount target.',
        ['See what there is:', 'aws efs describe-mount-targets --file-system-id FILE-SYSTEM'],
        'The VPC needs DNS resolution and DNS host names for the name of the file system.',
      ),
    }),
  },
  plainForm('credentials-endpoint', /169\.254\.170\.2|169\.254\.169\.254/, {
    kind: 'credentials',
    meaning: 'Not a policy: the container does not get credentials from ECS or from the instance.',
    steps: steps(
      'Name a task role in the task definition (taskRoleArn); then the SDK asks 169.254.170.2 by itself.',
      [
        'See which roles the task has:',
        "aws ecs describe-task-definition --task-definition FAMILY --query 'taskDefinition.[executionRoleArn,taskRoleArn]'",
      ],
      'On EC2 with bridge or host networking the agent needs ECS_ENABLE_TASK_IAM_ROLE; a proxy needs NO_PROXY for both addresses.',
    ),
  }),
  {
    id: 'endpoint-unreached',
    pattern: UNREACHED,
    read: (_, reading) => {
      // A denial was answered by AWS: the way there is open.
      if (reading.denial !== undefined) return undefined;
      return unreached(reading);
    },
  },
];

function unreached({ message: { text } }: Reading) {
  const { name, endpoints } = serviceIn(text);
  const isName = /no such host|ENOTFOUND|EAI_AGAIN|getaddrinfo|UnknownHost|name resolution/i.test(
    text,
  );
  const route = `Give the subnet a NAT gateway, a public IP with an internet gateway, or ${endpoints}, with 443 open from the security group of the task to the endpoints.`;
  return {
    ...NOBODY,
    kind: 'network' as const,
    meaning: isName
      ? `Not IAM: the name of ${name} is not found, so no policy was ever asked.`
      : `Not IAM: the task has no route to ${name}, so no policy was ever asked.`,
    steps: steps(
      ...(isName
        ? [
            'Check the Region in the name; the VPC needs DNS support, and an interface endpoint needs private DNS.',
          ]
        : []),
      route,
      [
        'See the subnets and security groups of the service:',
        "aws ecs describe-services --cluster CLUSTER --services SERVICE --query 'services[0].networkConfiguration'",
      ],
      [
        'See the routes of a subnet and the endpoints of the VPC:',
        'aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET\naws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=VPC',
      ],
    ),
  };
}

function serviceIn(text: string): { readonly name: string; readonly endpoints: string } {
  const found = SERVICES.find(([pattern]) => pattern.test(text));
  return found?.[1] ?? { name: 'the service', endpoints: 'an endpoint of that service' };
}

const ECR = {
  name: 'the ECR API',
  endpoints: 'the endpoints ecr.api and ecr.dkr plus the S3 gateway endpoint',
} as const;

const SERVICES: readonly (readonly [
  RegExp,
  { readonly name: string; readonly endpoints: string },
])[] = [
  [
    /prod-\w+-starport|s3[.-]/i,
    {
      name: 'Amazon S3, which holds the layers of ECR',
      endpoints: 'the S3 gateway endpoint (with ecr.api and ecr.dkr)',
    },
  ],
  [/api\.ecr|\.dkr\.ecr|ecr registry auth|Amazon ECR|GetAuthorizationToken/i, ECR],
  [
    /secretsmanager|Secrets Manager|from asm/i,
    { name: 'Secrets Manager', endpoints: 'the endpoint secretsmanager' },
  ],
  [
    /\bssm\b|Parameter Store|Systems Manager/i,
    { name: 'Parameter Store', endpoints: 'the endpoint ssm (and ssmmessages for ECS Exec)' },
  ],
  [
    /logs\.|Cloudwatch log|CloudWatch Logs/i,
    { name: 'CloudWatch Logs', endpoints: 'the endpoint logs' },
  ],
  [
    /registry-1\.docker\.io|docker\.io/i,
    {
      name: 'Docker Hub',
      endpoints: 'no endpoint: Docker Hub is outside AWS (a pull-through cache of ECR is inside)',
    },
  ],
  [
    /public\.ecr\.aws/i,
    { name: 'ECR Public', endpoints: 'no endpoint: ECR Public is reached over the internet' },
  ],
  [/kms\./i, { name: 'KMS', endpoints: 'the endpoint kms' }],
  [/sts\./i, { name: 'STS', endpoints: 'the endpoint sts' }],
  [/CannotPull/i, ECR],
];
