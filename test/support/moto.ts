import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A running emulator of one empty AWS account. */
export interface Moto {
  readonly url: string;
  /** The environment for tools: endpoint, credentials, Region. Inherits PATH and HOME. */
  readonly env: NodeJS.ProcessEnv;
  /** Empties the account. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The account that moto plays. */
export const MOTO_ACCOUNT = '123456789012';
export const MOTO_REGION = 'eu-west-1';

/** Starts moto on a free port; resolves when it answers. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: 'ignore',
    detached: true,
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    // moto_server is a wrapper that starts Python: end the whole process group.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await exited;
  };
  await answering(`${url}/moto-api/data.json`, 60_000);
  return {
    url,
    env: motoEnvironment(url),
    reset: async () => {
      await fetch(`${url}/moto-api/reset`, { method: 'POST' });
    },
    stop,
  };
}

function motoEnvironment(url: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: MOTO_REGION,
    AWS_DEFAULT_REGION: MOTO_REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

async function answering(url: string, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > end) throw new Error(`moto does not answer at ${url}.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
