import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { type AccountPort, type OperationName, type ServiceId, serviceOf } from './port.ts';

/** Credentials as the SDK takes them. */
export interface SdkCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** How to reach the account. What is absent comes from where every AWS tool looks. */
export interface SdkOptions {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Gives the credentials, in place of those of a profile. */
  readonly credentials?: (() => Promise<SdkCredentials>) | undefined;
  /** Milliseconds for one call with all its attempts. */
  readonly timeout: number;
  /** Calls at once, and so connections. */
  readonly concurrency: number;
}

/** The members of an SDK client that are used here. */
interface Client {
  readonly send: (command: unknown, options: { abortSignal: AbortSignal }) => Promise<never>;
  readonly config: { readonly region: () => Promise<string> };
  readonly middlewareStack: { readonly add: (middleware: Middleware, options: object) => void };
  readonly destroy: () => void;
}

type Next = (request: unknown) => Promise<unknown>;
type Middleware = (next: Next) => Next;
type Constructor<Instance> = new (input: object) => Instance;
type SdkModule = Readonly<Record<string, unknown>>;

const LOAD: Readonly<Record<ServiceId, () => Promise<SdkModule>>> = {
  sts: async () => ({ ...(await import('@aws-sdk/client-sts')) }),
  iam: async () => ({ ...(await import('@aws-sdk/client-iam')) }),
  ecr: async () => ({ ...(await import('@aws-sdk/client-ecr')) }),
  logs: async () => ({ ...(await import('@aws-sdk/client-cloudwatch-logs')) }),
};
const CLIENT: Readonly<Record<ServiceId, string>> = {
  sts: 'STSClient',
  iam: 'IAMClient',
  ecr: 'ECRClient',
  logs: 'CloudWatchLogsClient',
};

/** An account by way of the SDK. */
export interface SdkPort extends AccountPort {
  /** The Region that the SDK found, or undefined. */
  readonly region: () => Promise<string | undefined>;
  readonly close: () => void;
}

/** Opens an account by way of the AWS SDK; each service's client is loaded with its first call. */
export function sdkPort(options: SdkOptions): SdkPort {
  const opened = new Map<ServiceId, Promise<{ sdk: SdkModule; client: Client }>>();
  const open = (service: ServiceId) => {
    const known = opened.get(service) ?? openClient(service, options);
    opened.set(service, known);
    return known;
  };
  return {
    call: async <Name extends OperationName>(name: Name, input: object) => {
      const { sdk, client } = await open(serviceOf(name));
      const Command = sdk[`${name}Command`] as Constructor<unknown>;
      return client.send(new Command(input), { abortSignal: AbortSignal.timeout(options.timeout) });
    },
    region: async () => {
      try {
        const { client } = await open('sts');
        return await client.config.region();
      } catch {
        return undefined;
      }
    },
    close: () => {
      for (const one of opened.values())
        void one.then(
          ({ client }) => client.destroy(),
          () => {},
        );
    },
  };
}

async function openClient(
  service: ServiceId,
  { profile, region, credentials, timeout, concurrency }: SdkOptions,
): Promise<{ sdk: SdkModule; client: Client }> {
  // package.json states the supported Node versions; the SDK's own warning would be noise.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const sdk = await LOAD[service]();
  const Client = sdk[CLIENT[service]] as Constructor<Client>;
  const client = new Client({
    ...(credentials === undefined ? profile !== undefined && { profile } : { credentials }),
    ...(region !== undefined && { region }),
    retryMode: 'adaptive',
    // The first call shows whether the endpoint can be reached: eight attempts would only delay.
    maxAttempts: service === 'sts' ? 3 : 8,
    requestHandler: {
      connectionTimeout: Math.min(timeout, 5_000),
      requestTimeout: timeout,
      throwOnRequestTimeout: true,
      httpsAgent: { maxSockets: concurrency },
      httpAgent: { maxSockets: concurrency },
    },
  });
  client.middlewareStack.add(quotasAreFinal, { step: 'deserialize', priority: 'high' });
  return { sdk, client };
}

/**
 * The SDK treats LimitExceededException as throttling and retries for a minute, but IAM means a quota.
 * Without its suffix the SDK does not retry the error.
 */
function quotasAreFinal(next: Next): Next {
  return async (request) => {
    try {
      return await next(request);
    } catch (error) {
      if (error instanceof Error && error.name === 'LimitExceededException') {
        error.name = 'LimitExceeded';
      }
      throw error;
    }
  };
}

/**
 * Checks that a profile of the AWS configuration exists, as the AWS CLI does; the SDK would only
 * report missing credentials. The profile `default` need not exist.
 *
 * @throws UserError `UnknownProfile`, naming those that exist.
 */
export function checkProfile(name: string | undefined, env: NodeJS.ProcessEnv): void {
  if (name === undefined || name === '' || name === 'default') return;
  const names = profileNames(env);
  if (names.includes(name)) return;
  throw new UserError(
    'UnknownProfile',
    `There is no profile '${name}' in the AWS configuration.`,
    names.length === 0
      ? 'Make it with aws configure sso, or sign in without a profile.'
      : `There are: ${names.join(', ')}.`,
  );
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
function profileNames(env: NodeJS.ProcessEnv): readonly string[] {
  const folder = join(homedir(), '.aws');
  const config = sections(env.AWS_CONFIG_FILE ?? join(folder, 'config'));
  const credentials = sections(env.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials'));
  const named = config.flatMap((section) => {
    const [, name] = /^profile\s+(.+)$/.exec(section) ?? [];
    return name ?? (section === 'default' ? [section] : []);
  });
  const all = [...named, ...credentials].map((name) => name.replace(/^(["'])(.*)\1$/, '$2'));
  return [...new Set(all)].sort();
}

function sections(file: string): readonly string[] {
  try {
    const headers = readFileSync(file, 'utf8').matchAll(/^\s*\[([^\]]+)\]/gm);
    return [...headers].map(([, name = '']) => name.trim());
  } catch {
    return [];
  }
}
