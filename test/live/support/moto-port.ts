import { type SdkPort, sdkPort } from '../../../lib/live/sdk-port.ts';
import { type Moto, startMoto } from '../../support/moto.ts';

/** An emulator and the port to it by way of the SDK. */
export interface MotoPort {
  readonly moto: Moto;
  readonly port: SdkPort;
  readonly stop: () => Promise<void>;
}

/** Starts an emulator and opens it; the SDK finds it as users' tools do, by the environment. */
export async function openMoto(): Promise<MotoPort> {
  const moto = await startMoto();
  for (const [name, value] of Object.entries(moto.env)) {
    if (name.startsWith('AWS_')) process.env[name] = value;
  }
  const port = sdkPort({ timeout: 30_000, concurrency: 8 });
  return {
    moto,
    port,
    stop: async () => {
      port.close();
      await moto.stop();
    },
  };
}
