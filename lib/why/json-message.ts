/** What a record of CloudTrail says of a refused call. */
export interface CloudTrailRecord {
  /** ARN of the role or user, without the session where the record has both. */
  readonly principal?: string;
  /** `service:Action`. */
  readonly action?: string;
  readonly resource?: string;
  readonly account?: string;
  readonly region?: string;
  /** AWS refused the call. */
  readonly refused?: true;
}

/** The texts of a JSON document, and the call that it records. */
export function recordsIn(pasted: string): {
  readonly strings?: readonly string[];
  readonly record?: CloudTrailRecord;
} {
  const value = jsonIn(pasted);
  if (value === undefined) return {};
  const strings = stringsOf(value);
  const record = recordOf(value);
  const outside = pasted.slice(0, Math.max(0, pasted.search(/[{[]/)));
  return { strings: [outside, ...strings], ...(record && { record }) };
}

/** The JSON document that a text is, or that it holds. */
function jsonIn(text: string): object | undefined {
  const begin = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (begin < 0 || end <= begin) return undefined;
  return parsed(text.slice(begin, end + 1));
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every text of a document as `key: text`, messages first; a text that is JSON itself is opened. */
function stringsOf(value: object): readonly string[] {
  const found: string[] = [];
  const walk = (one: unknown, key: string): void => {
    if (typeof one === 'string') {
      const inner = /^\s*[{[]/.test(one) ? parsed(one) : undefined;
      if (inner === undefined) found.push(key === '' ? one : `${key}: ${one}`);
      else walk(inner, key);
    } else if (Array.isArray(one)) for (const item of one) walk(item, key);
    else if (typeof one === 'object' && one !== null) {
      for (const [name, member] of Object.entries(one)) walk(member, name);
    }
  };
  walk(value, '');
  const isMessage = (line: string) => /^(error|.*(message|reason|cause))/i.test(line);
  return [...found.filter(isMessage), ...found.filter((line) => !isMessage(line))];
}

/** The first refused call of a record, a list of records, or a decoded authorization message. */
function recordOf(value: unknown): CloudTrailRecord | undefined {
  const at = (object: unknown, ...path: readonly string[]): unknown =>
    path.reduce<unknown>((found, key) => Reflect.get(Object(found), key), object);
  const text = (object: unknown, ...path: readonly string[]): string | undefined => {
    const found = at(object, ...path);
    return typeof found === 'string' && found !== '' ? found : undefined;
  };
  const decoded = text(value, 'DecodedMessage');
  if (decoded !== undefined) return recordOf(parsed(decoded));
  if (at(value, 'context', 'action') !== undefined) {
    return compact({
      refused: true,
      principal: text(value, 'context', 'principal', 'arn'),
      action: text(value, 'context', 'action'),
      resource: text(value, 'context', 'resource'),
    });
  }
  const list = [at(value, 'Records'), at(value, 'Events'), value].find(Array.isArray) ?? [value];
  const records: readonly unknown[] = list.map((one: unknown) => {
    const inner = text(one, 'CloudTrailEvent');
    return inner === undefined
      ? at(one, 'detail', 'eventName')
        ? at(one, 'detail')
        : one
      : parsed(inner);
  });
  const events = records.filter((one) => text(one, 'eventName') !== undefined);
  const event = events.find((one) => text(one, 'errorCode') !== undefined) ?? events[0];
  const source = text(event, 'eventSource')?.split('.')[0];
  const name = text(event, 'eventName')?.replace(/\d{8}(v\d)?$/, '');
  if (source === undefined || name === undefined) return undefined;
  const [first] = Array.isArray(at(event, 'resources'))
    ? Object.values(Object(at(event, 'resources')))
    : [];
  return compact({
    ...(/AccessDenied|Unauthorized/.test(text(event, 'errorCode') ?? '') && { refused: true }),
    principal:
      text(event, 'userIdentity', 'sessionContext', 'sessionIssuer', 'arn') ??
      text(event, 'userIdentity', 'arn'),
    action: `${PREFIXES[source] ?? source}:${name}`,
    resource: text(first, 'ARN') ?? arnIn(at(event, 'requestParameters')),
    account: text(event, 'recipientAccountId') ?? text(event, 'userIdentity', 'accountId'),
    region: text(event, 'awsRegion'),
  });
}

/** Event sources whose actions have another prefix. */
const PREFIXES: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  'codestar-connections': 'codestar-connections',
};

function arnIn(parameters: unknown): string | undefined {
  const values = Object.values(Object(parameters));
  return values.find((one): one is string => typeof one === 'string' && one.startsWith('arn:'));
}

function compact(
  record: {
    readonly [Key in keyof CloudTrailRecord]: CloudTrailRecord[Key] | undefined;
  },
): CloudTrailRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
