import { UserError } from '../errors.ts';
import { callOf } from './decorators.ts';
import { serviceOf } from './port.ts';
import { codeOf, statusOf } from './responses.ts';

/** Codes of an error, and how it is reported. */
interface Row {
  readonly codes: RegExp;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const SIGN_IN = 'Sign in again, for example with aws sso login, or name another --profile.';

const ROWS: readonly Row[] = [
  {
    codes: /^(CredentialsProvider|NoCredentials|.*could not load credentials)/i,
    code: 'NoCredentials',
    message: 'No AWS credentials were found.',
    hint: 'Sign in with aws sso login or aws configure, name a --profile, or try it with --practice.',
  },
  {
    codes: /^(ExpiredToken|TokenRefreshRequired|TokenProvider|SSOTokenProvider)$/,
    code: 'CredentialsExpired',
    message: 'The AWS credentials have expired.',
    hint: SIGN_IN,
  },
  {
    codes: /^(RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)$/,
    code: 'ClockSkew',
    message: "This computer's clock differs from that of AWS, so AWS rejects its requests.",
    hint: 'Set the clock and the time zone, then run the command again.',
  },
  {
    codes:
      /^(InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|IncompleteSignature|AuthFailure)$/,
    code: 'CredentialsRefused',
    message: 'AWS rejects these credentials.',
    hint: SIGN_IN,
  },
  {
    codes:
      /^(Throttling|ThrottledException|RequestLimitExceeded|TooManyRequests|SlowDown|Throttled)/,
    code: 'Throttled',
    message: 'AWS keeps throttling the requests of this account.',
    hint: 'Run the command again in a minute, with a smaller --concurrency.',
  },
];

/** Errors of the network, by the code that Node or the SDK gives them. */
const UNREACHABLE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE)$/;

/** Turns an error of the SDK or of a service into a UserError; a UserError comes back as it is. */
export function explain(error: unknown): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const cause = { cause: error };
  const network = networkCode(error);
  if (isTimeout(error)) {
    return new UserError(
      'NoResponse',
      `${serviceName(error)} did not respond in time.`,
      'Check the network and AWS_ENDPOINT_URL, or allow more time with --timeout SECONDS.',
      cause,
    );
  }
  const region = unknownRegion(error);
  if (region !== undefined) {
    return new UserError(
      'UnknownRegion',
      `${serviceName(error)} has no address in Region '${region}'.`,
      'Check the spelling of the Region, then the network.',
      cause,
    );
  }
  if (network !== undefined) {
    return new UserError(
      'EndpointUnreachable',
      `${serviceName(error)} cannot be reached: ${error.message || network}.`,
      'Check the network, the Region and AWS_ENDPOINT_URL.',
      cause,
    );
  }
  if (/Deserialization error|XML parse error/.test(error.message)) {
    return new UserError(
      'UnexpectedResponse',
      `${serviceName(error)} sent a response that is not one of AWS.`,
      'Check AWS_ENDPOINT_URL, and whether a proxy or a sign-in page answers in place of AWS.',
      cause,
    );
  }
  if (isClockSkew(error)) return userError(row('ClockSkew'), error);
  const found = ROWS.find(({ codes }) => codes.test(codeOf(error)) || codes.test(error.message));
  if (found !== undefined) return userError(found, error);
  return explainResponse(error);
}

function row(code: string): Row | undefined {
  return ROWS.find((one) => one.code === code);
}

function userError(found: Row | undefined, cause: Error): unknown {
  if (found === undefined) return cause;
  return new UserError(found.code, found.message, found.hint, { cause });
}

function explainResponse(error: Error): unknown {
  const status = statusOf(error);
  if (/^AccessDenied|UnauthorizedOperation/.test(codeOf(error))) return accessDenied(error);
  if (status === undefined) return error;
  const call = callOf(error)?.name ?? 'The call';
  if (status >= 500) {
    return new UserError(
      'ServiceFailed',
      `${call} keeps failing on the side of AWS (HTTP ${status}).`,
      'Run the command again in a few minutes.',
      { cause: error },
    );
  }
  return new UserError(codeOf(error) || 'Refused', `${call}: ${oneLine(error.message)}`, '', {
    cause: error,
  });
}

const DENIED =
  /not authorized to perform:?\s+([a-z-]+:\w+)(?:\s+on resource:?\s+((?:role|policy|instance profile) \S+|\S+))?/i;

function accessDenied(error: Error): UserError {
  const [, action, resource] = DENIED.exec(error.message) ?? [];
  const call = callOf(error);
  const missing = action ?? (call ? `${serviceOf(call.name)}:${call.name}` : 'a permission');
  const where = resource ?? resourceOf(call?.input);
  return new UserError(
    'AccessDenied',
    `These credentials lack ${missing}${where === undefined ? '' : ` on ${where}`}.`,
    'ecs-iam plan --operator-policy prints the least policy that plan, apply and destroy need.',
    { cause: error },
  );
}

function resourceOf(input: object | undefined): string | undefined {
  return Object.values(input ?? {}).find((value) => typeof value === 'string');
}

function isClockSkew({ message }: Error): boolean {
  return /signature (expired|not yet current)|clock skew/i.test(message);
}

function isTimeout(error: Error): boolean {
  return (
    /^(TimeoutError|AbortError|RequestTimeout)/.test(error.name) || codeIn(error) === 'ETIMEDOUT'
  );
}

/** A misspelled Region has no host: `getaddrinfo ENOTFOUND sts.eu-wst-1.amazonaws.com`. */
function unknownRegion({ message }: Error): string | undefined {
  return /ENOTFOUND [\w.-]+?\.([a-z]+(?:-[a-z]+)+-\d+)\.amazonaws\./.exec(message)?.[1];
}

function networkCode(error: Error): string | undefined {
  const code = codeIn(error) ?? codeIn(error.cause);
  return code !== undefined && UNREACHABLE.test(code) ? code : undefined;
}

function codeIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('code' in value)) return undefined;
  return typeof value.code === 'string' ? value.code : undefined;
}

const SERVICES = { sts: 'AWS STS', iam: 'AWS IAM', ecr: 'Amazon ECR', logs: 'CloudWatch Logs' };

function serviceName(error: Error): string {
  const call = callOf(error);
  return call === undefined ? 'AWS' : SERVICES[serviceOf(call.name)];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
