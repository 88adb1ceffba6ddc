import type { SdkCredentials } from './sdk-port.ts';

/** A role to assume, and with whose credentials. */
export interface RoleToAssume {
  /** ARN. */
  readonly role: string;
  readonly externalId?: string | undefined;
  /** 2 to 64 letters, digits and `=,.@-`; CloudTrail shows it. */
  readonly sessionName: string;
  /** Whose credentials assume it; absent: those at hand. */
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Milliseconds before their end in which credentials are taken anew. */
const EARLY = 5 * 60_000;

/**
 * The credentials of a role, assumed at the first call and again before they expire. All clients of
 * an account share them.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumedRole(request: RoleToAssume): () => Promise<SdkCredentials> {
  let current: Promise<SdkCredentials> | undefined;
  let until = Number.POSITIVE_INFINITY;
  return () => {
    if (current !== undefined && Date.now() < until - EARLY) return current;
    const assumed = assume(request);
    current = assumed;
    until = Number.POSITIVE_INFINITY;
    assumed.then(
      ({ expiration }) => {
        until = expiration?.getTime() ?? until;
      },
      () => {
        current = undefined;
      },
    );
    return assumed;
  };
}

async function assume({
  role,
  externalId,
  sessionName,
  profile,
  region,
  timeout,
}: RoleToAssume): Promise<SdkCredentials> {
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: Math.min(timeout, 5_000), requestTimeout: timeout },
  });
  try {
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: role,
        RoleSessionName: sessionName,
        ...(externalId !== undefined && { ExternalId: externalId }),
      }),
      { abortSignal: AbortSignal.timeout(timeout) },
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
      ...(Credentials?.Expiration && { expiration: Credentials.Expiration }),
    };
  } finally {
    client.destroy();
  }
}
