import { alternatives } from '../answers/parse/basic.ts';
import { shown } from '../errors.ts';
import { taskdefFault } from './fault.ts';
import { unknownPlaces } from './tokens.ts';
import type { Reference, TaskDefinition } from './types.ts';

/** What a valueFrom names; account and Region are absent where they are the own ones. */
export interface Target {
  readonly kind: 'secret' | 'parameter' | 'unknown';
  readonly name: string;
  /** What Secrets Manager added to the name. */
  readonly suffix?: string;
  readonly part?: string;
  readonly account?: string;
  readonly region?: string;
}

/** The three fields behind a secret, as ECS takes them. */
const PARTS = 'json-key:version-stage:version-id';

/**
 * Reads a valueFrom: a text that is no ARN is a parameter, and ECS never takes it for a secret.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 */
export function readValueFrom(
  { name, valueFrom, path }: Reference,
  { at }: TaskDefinition,
): Target {
  const text = valueFrom.replace(/^complete:/, '');
  if (!/^arn:/i.test(text)) {
    const isUnknown = unknownPlaces(text).length > 0;
    return { kind: isUnknown ? 'unknown' : 'parameter', name: text.replace(/^\//, '') };
  }
  const [, service = '', region = '', account = '', resource = ''] =
    /^arn:[^:]*:([^:]*):([^:]*):([^:]*):(.+)$/.exec(text) ?? [];
  const place = {
    ...(account !== '<account>' && { account }),
    ...(region !== '<region>' && { region }),
  };
  if (unknownPlaces(text).length > 0) return { kind: 'unknown', name: text };
  if (service === 'ssm' && resource.startsWith('parameter/')) {
    return { kind: 'parameter', name: resource.slice('parameter/'.length), ...place };
  }
  if (service !== 'secretsmanager' || !resource.startsWith('secret:')) {
    const what = `${name} takes its value from ${shown(text)}, which is neither a secret nor a parameter`;
    throw taskdefFault(
      at(path),
      what,
      'Name a secret by its ARN, or a parameter by its name or ARN.',
    );
  }
  const [secret = '', ...pieces] = resource.slice('secret:'.length).split(':');
  if (![0, 3].includes(pieces.length)) {
    const key = pieces.find((one) => one !== '') ?? 'key';
    const right = `${text.slice(0, text.indexOf(secret, 20) + secret.length)}:${key}::`;
    const what = `${name} has ${pieces.length} parts behind the secret, where ECS takes none or three (${PARTS})`;
    throw taskdefFault(at(path), what, `Write ${right}`);
  }
  const part = pieces.every((one) => one === '') ? {} : { part: pieces.join(':') };
  return { kind: 'secret', ...nameAndSuffix(secret), ...part, ...place };
}

/** What `credentialsParameter` names: an ARN, or the name of a secret of the own account and Region. */
export function readCredentials(reference: Reference, definition: TaskDefinition): Target {
  const text = reference.valueFrom.replace(/^complete:/, '');
  if (/^arn:/i.test(text)) return readValueFrom(reference, definition);
  const isUnknown = unknownPlaces(text).length > 0;
  return { kind: isUnknown ? 'unknown' : 'secret', name: text };
}

/**
 * Refuses ARNs that end in a hyphen and six small letters: Secrets Manager takes these for what it
 * added, and they may as well be part of the name.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
 */
export function refuseAmbiguous(references: readonly Reference[], { at }: TaskDefinition): void {
  const odd = references.filter(({ valueFrom }) =>
    /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]*-[a-z]{6}(:|$)/.test(valueFrom),
  );
  const [first] = odd;
  if (first === undefined) return;
  const names = odd.map((one) => `${one.name} (${secretName(one.valueFrom)})`);
  const many = new Set(names).size > 1;
  const what = `${alternatives([...new Set(names)]).replace(' or ', ' and ')} ${many ? 'end' : 'ends'} in a hyphen and six small letters, which Secrets Manager takes for the suffix that it adds, so ECS may not find ${many ? 'the secrets' : 'the secret'}`;
  const hint = `Write the complete ARN, with the suffix at its end; where it is complete already, write 'complete:' before it.`;
  throw taskdefFault(at(first.path), what, hint);
}

function secretName(valueFrom: string): string {
  return /:secret:([^:]*)/.exec(valueFrom)?.[1] ?? valueFrom;
}

function nameAndSuffix(secret: string): Pick<Target, 'name' | 'suffix'> {
  const [, name, suffix] = /^(.+)-([A-Za-z0-9]{6})$/.exec(secret) ?? [];
  return name === undefined || suffix === undefined ? { name: secret } : { name, suffix };
}
