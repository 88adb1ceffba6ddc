import type { RoleNames } from './asker.ts';
import { denialIn } from './denial.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Form, Reading } from './form.ts';
import { CONFIGURATION_FORMS } from './forms/configuration.ts';
import { CONFLICT_FORMS } from './forms/conflict.ts';
import { AFTERMATH_FORMS, CONTAINER_START_FORMS } from './forms/container-start.ts';
import { CREDENTIALS_FORMS } from './forms/credentials.ts';
import { CUT_FORMS } from './forms/cut.ts';
import { DENIED_FORMS } from './forms/denied.ts';
import { TASK_FORMS } from './forms/exec.ts';
import { IMAGE_FORMS } from './forms/images.ts';
import { LIMIT_FORMS } from './forms/limit.ts';
import { NETWORK_FORMS } from './forms/network.ts';
import { NOT_FOUND_FORMS } from './forms/not-found.ts';
import { PLACE_FORMS } from './forms/place.ts';
import { RUNNING_FORMS } from './forms/running.ts';
import { SERVICE_FORMS } from './forms/service-words.ts';
import { TRUST_FORMS } from './forms/trust.ts';
import { WITHOUT_SENTENCE_FORMS } from './forms/without-sentence.ts';
import { readMessage } from './message.ts';

/** Words of a service first, then IAM's own sentence, then what no policy decided. */
const BEFORE_DENIAL: readonly Form[] = [
  ...TASK_FORMS,
  ...TRUST_FORMS,
  ...WITHOUT_SENTENCE_FORMS,
  ...SERVICE_FORMS,
];
const AFTER_DENIAL: readonly Form[] = [
  ...CREDENTIALS_FORMS,
  ...NOT_FOUND_FORMS,
  ...IMAGE_FORMS,
  ...CONFLICT_FORMS,
  ...LIMIT_FORMS,
  ...NETWORK_FORMS,
  ...CONTAINER_START_FORMS,
  ...PLACE_FORMS,
  ...RUNNING_FORMS,
  ...CONFIGURATION_FORMS,
];
const [ASSUME, DENIED, ...OPERATION] = DENIED_FORMS;
const FORMS: readonly Form[] = [
  ...BEFORE_DENIAL,
  ...(ASSUME ? [ASSUME] : []),
  ...(DENIED ? [DENIED] : []),
  ...AFTER_DENIAL,
  ...OPERATION,
  ...CUT_FORMS,
  ...AFTERMATH_FORMS,
];

/** Where a message comes from, as far as it does not say so itself. */
export interface Surroundings {
  readonly names: RoleNames;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** Says what a message means; undefined for a text that has none of the forms. */
export function diagnose(pasted: string, surroundings: Surroundings): Diagnosis | undefined {
  const message = readMessage(pasted);
  const denial = denialIn(message);
  const { text, record } = message;
  const sender = /arn:(aws[\w-]*):(?:sts|iam)::(\d{12}):/.exec(denial?.principal ?? text);
  const account = record?.account ?? sender?.[2];
  const region =
    record?.region ??
    /\b((?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov)-(?:[a-z]+-)+\d)\b/.exec(text)?.[1];
  const reading: Reading = {
    message,
    ...(denial && { denial }),
    names: surroundings.names,
    account: account ?? surroundings.account,
    region: region ?? surroundings.region,
    partition: sender?.[1] ?? surroundings.partition,
  };
  for (const { id, pattern, read } of FORMS) {
    const match = pattern.exec(text);
    const found = match === null ? undefined : read(match, reading);
    if (found === undefined) continue;
    return {
      form: id,
      ...found,
      ...(account !== undefined && { account }),
      ...(region !== undefined && { region }),
    };
  }
  return undefined;
}
