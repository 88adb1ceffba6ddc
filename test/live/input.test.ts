import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { explain } from '../../lib/live/explain.ts';
import { type Ended, runBinIn } from './support/run-bin.ts';
import { newRoot } from './support/world.ts';

let root = '';
beforeEach(() => {
  root = newRoot();
  mkdirSync(join(root, 'home'));
  const answers = {
    version: 1,
    project: 'shop',
    target: 'cli',
    environments: { dev: { account: '111122223333' } },
  };
  writeFileSync(join(root, 'ecs-iam.json'), JSON.stringify(answers));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A computer without any AWS configuration but what the test gives. */
function plan(env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<Ended> {
  const { PATH } = process.env;
  const bare = {
    PATH,
    HOME: join(root, 'home'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'eu-west-1',
  };
  return runBinIn(root, ['plan', ...words], { ...bare, ...env });
}

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'very-secret-value',
  AWS_SESSION_TOKEN: 'very-secret-token',
};

async function serving<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  try {
    return await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answering(status: number, body: string): RequestListener {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(body);
  };
}

function fault(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
}

function identity(account: string, partition = 'aws'): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:${partition}:iam::${account}:user/x</Arn><UserId>u</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}

/** One line and its hint; nothing on stdout, no secret anywhere, no stack. */
function expectLine(ended: Ended, line: RegExp): void {
  expect(ended).toMatchObject({ status: 1, stdout: '' });
  expect(ended.stderr).toMatch(line);
  expect(ended.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(ended.stderr).not.toMatch(/very-secret|\n\s+at /);
}

test('no credentials', async () => {
  expectLine(await plan({}), /^error: No AWS credentials were found\.\n {2}Sign in/);
});

test.each([
  [
    'expired credentials',
    403,
    fault('ExpiredToken', 'The security token included in the request is expired'),
    /credentials have expired/,
  ],
  [
    'unknown credentials',
    403,
    fault('InvalidClientTokenId', 'The security token included in the request is invalid.'),
    /rejects these credentials/,
  ],
  [
    'clock skew',
    403,
    fault(
      'SignatureDoesNotMatch',
      'Signature expired: 20200101T000000Z is now earlier than 20260101T000000Z',
    ),
    /computer's clock differs/,
  ],
  ['throttling that goes on', 400, fault('Throttling', 'Rate exceeded'), /keeps throttling/],
  [
    'the wrong account',
    200,
    identity('999988887777'),
    /for account 999988887777; environment dev is account 111122223333/,
  ],
  [
    'the wrong partition',
    200,
    identity('111122223333', 'aws-cn'),
    /for partition aws-cn; environment dev is in aws/,
  ],
])(
  '%s',
  async (_, status, body, line) => {
    const ended = await serving(answering(status, body), (url) =>
      plan({ ...KEYS, AWS_ENDPOINT_URL: url }),
    );
    expectLine(ended, line);
  },
  60_000,
);

test('a missing right is named with its action and resource', async () => {
  const denied = fault(
    'AccessDenied',
    'User: arn:aws:iam::111122223333:user/x is not authorized to perform: iam:GetRole on resource: role shop-ecs-task-role-dev because no identity-based policy allows the iam:GetRole action',
  );
  const listener: RequestListener = (request, response) => {
    // Everything but IAM answers that it has nothing: the reads run side by side, and only the
    // refusal is to be reported, whichever ends first.
    const target = request.headers['x-amz-target'];
    if (target !== undefined) {
      const isEcr = String(target).includes('ContainerRegistry');
      return answering(
        isEcr ? 400 : 200,
        isEcr ? '{"__type":"RepositoryNotFoundException","message":"none"}' : '{}',
      )(request, response);
    }
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const isIdentity = body.includes('GetCallerIdentity');
      answering(isIdentity ? 200 : 403, isIdentity ? identity('111122223333') : denied)(
        request,
        response,
      );
    });
  };
  const ended = await serving(listener, (url) => plan({ ...KEYS, AWS_ENDPOINT_URL: url }));
  expectLine(
    ended,
    /^error: These credentials lack iam:GetRole on role shop-ecs-task-role-dev\.\n {2}ecs-iam plan --operator-policy/,
  );
});

test('a failure of the service that passes is tried again', async () => {
  let requests = 0;
  const listener: RequestListener = (request, response) => {
    requests += 1;
    const passing = requests < 3;
    answering(
      passing ? 503 : 200,
      passing ? fault('ServiceUnavailable', 'Later') : identity('999988887777'),
    )(request, response);
  };
  const ended = await serving(listener, (url) => plan({ ...KEYS, AWS_ENDPOINT_URL: url }));
  expectLine(ended, /for account 999988887777/);
  // Twice in vain, then the account, and its alias.
  expect(requests).toBe(4);
}, 30_000);

test('a proxy that answers in place of AWS', async () => {
  const page = answering(200, '<html><head><title>Sign in</head></html>');
  const ended = await serving(page, (url) => plan({ ...KEYS, AWS_ENDPOINT_URL: url }));
  expectLine(ended, /^error: AWS STS sent a response that is not one of AWS\./);
});

test('an endpoint that is down', async () => {
  const ended = await plan({ ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
  expectLine(ended, /^error: AWS STS cannot be reached: .*127\.0\.0\.1:9/);
});

test('an endpoint that hangs', async () => {
  const ended = await serving(
    () => {},
    (url) => plan({ ...KEYS, AWS_ENDPOINT_URL: url }, '--timeout', '1'),
  );
  expectLine(ended, /^error: AWS STS did not respond in time\./);
}, 20_000);

test.each([
  ['a Region that is none', ['--region', 'nowhere'], /--region: 'nowhere' is not a Region/],
  ['an unknown environment', ['--environment', 'staging'], /There is no environment 'staging'/],
  ['an unknown format', ['--format', 'xml'], /xml/],
  ['no number', ['--concurrency', 'many'], /--concurrency: 'many' is not a whole number/],
])(
  '%s',
  async (_, words, line) => {
    const ended = await plan({}, ...words);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toMatch(line);
  },
  30_000,
);

test.each([
  ['by flag', {}, ['--profile', 'nobody']],
  ['by variable', { AWS_PROFILE: 'nobody' }, []],
])('an unknown profile %s', async (_, env, words) => {
  expectLine(
    await plan({ ...KEYS, ...env }, ...words),
    /^error: There is no profile 'nobody' in the AWS configuration\.\n {2}Make it with/,
  );
  mkdirSync(join(root, 'home/.aws'));
  writeFileSync(join(root, 'home/.aws/config'), '[default]\n[profile team]\n[sso-session s]\n');
  writeFileSync(join(root, 'home/.aws/credentials'), '[old]\n');
  expectLine(
    await plan({ ...KEYS, ...env }, ...words),
    /^error: There is no profile 'nobody' .*\n {2}There are: default, old, team\.\n$/,
  );
});

test('a profile that is there but holds no credentials', async () => {
  mkdirSync(join(root, 'home/.aws'));
  writeFileSync(join(root, 'home/.aws/config'), '[profile team]\nregion = eu-west-1\n');
  expectLine(await plan({}, '--profile', 'team'), /^error: No AWS credentials were found\./);
});

test('a Region of another partition than the credentials', async () => {
  const listener = answering(200, identity('111122223333'));
  const ended = await serving(listener, (url) =>
    plan({ ...KEYS, AWS_ENDPOINT_URL: url }, '--region', 'cn-north-1'),
  );
  expectLine(
    ended,
    /^error: These credentials are for partition aws; environment dev is in aws-cn \(cn-north-1\)\.\n {2}Name another --profile, or correct the Region\.\n$/,
  );
});

test('no Region at all', async () => {
  expectLine(
    await plan({ ...KEYS, AWS_REGION: undefined }),
    /^error: No Region is set\.\n {2}Give --region/,
  );
});

test('a Region that no host of AWS is called after', () => {
  const lookup = new Error('getaddrinfo ENOTFOUND sts.eu-wst-1.amazonaws.com');
  expect(explain(Object.assign(lookup, { code: 'ENOTFOUND' }))).toMatchObject({
    name: 'UnknownRegion',
    message: "AWS has no address in Region 'eu-wst-1'.",
  });
});

test('a folder without answers', async () => {
  rmSync(join(root, 'ecs-iam.json'));
  expectLine(await plan({}), /^error: There is no ecs-iam\.json in /);
});
