import type { Place } from './own-place.ts';
import { unknownPlaces } from './tokens.ts';
import type { Container, Options } from './types.ts';

/** What a log router sends with the task role. */
export interface FirelensNeed {
  readonly kind: 'logs' | 'firehose' | 'kinesis' | 's3';
  readonly name: string;
  /** Absent where it is the own one. */
  readonly region?: string;
  readonly isCreated: boolean;
  readonly container: string;
}

/**
 * The outputs of AWS for Fluent Bit that call AWS, and the option that names where they write.
 * https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch
 */
const OUTPUTS: Readonly<
  Record<string, { readonly kind: FirelensNeed['kind']; readonly option: string }>
> = {
  cloudwatch: { kind: 'logs', option: 'log_group_name' },
  cloudwatch_logs: { kind: 'logs', option: 'log_group_name' },
  firehose: { kind: 'firehose', option: 'delivery_stream' },
  kinesis_firehose: { kind: 'firehose', option: 'delivery_stream' },
  kinesis: { kind: 'kinesis', option: 'stream' },
  kinesis_streams: { kind: 'kinesis', option: 'stream' },
  s3: { kind: 's3', option: 'bucket' },
};

/** What the containers send through FireLens to AWS. */
export function firelensNeeds(
  containers: readonly Container[],
  own: Place,
): readonly FirelensNeed[] {
  return containers.flatMap(({ name: container, log }) => {
    if (log?.driver !== 'awsfirelens') return [];
    const options = lowerCase(log.options);
    const output = OUTPUTS[options.name?.toLowerCase() ?? ''];
    const name = output && (options[output.option] ?? options.delivery_stream_name);
    if (output === undefined || name === undefined || unknownPlaces(name).length > 0) return [];
    const { region } = options;
    const isOwn = region === undefined || /^[^a-z]/.test(region) || region === own.region;
    const isCreated = /^(true|on)$/i.test(options.auto_create_group ?? '');
    return [{ kind: output.kind, name, isCreated, container, ...(!isOwn && { region }) }];
  });
}

/** Names of options are the same in any case. */
function lowerCase(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [key.toLowerCase(), value]),
  );
}
