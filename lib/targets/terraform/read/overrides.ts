import type { PlaceholderValues } from '../../../iam/placeholders.ts';
import type { SourceFile } from '../../source.ts';
import { addressOf, type ModuleFolder, withoutKeys } from './blocks.ts';

/** What stands in for facts of an account: text that no file holds, and the placeholder of each. */
export interface StandIns {
  readonly account: string;
  readonly region: string;
  /** Absent where the partition is known and follows from the Region. */
  readonly partition?: string;
  readonly dnsSuffix?: string;
  /** Begins the names that stand in for those of roles and policies. */
  readonly token: string;
  /** Text → placeholder. */
  readonly placeholders: readonly (readonly [string, string])[];
}

const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: ['sa-east-1', 'af-south-1', 'me-south-1', 'ap-east-1', 'ap-northeast-3', 'us-west-1'],
  'aws-cn': ['cn-northwest-1', 'cn-north-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-iso': ['us-iso-west-1', 'us-iso-east-1'],
  'aws-iso-b': ['us-isob-east-1'],
  'aws-eusc': ['eusc-de-east-1'],
};

/** Chooses what stands in for the facts that the environment has no values for. */
export function standIns(values: PlaceholderValues, files: readonly SourceFile[]): StandIns {
  const text = files.map(({ contents }) => contents).join('\n') + JSON.stringify(values);
  const isFree = (candidate: string) => !text.includes(candidate);
  const regions = REGIONS[values.partition ?? 'aws'] ?? REGIONS.aws ?? [];
  const account = values.account ?? freeOf((n) => String(900_000_000_001 + n), isFree);
  const region = values.region ?? regions.find(isFree) ?? regions[0] ?? '';
  const word = freeOf((n) => `stand${'abcdefghij'.charAt(n % 10).repeat(1 + n / 10)}in`, isFree);
  const partition = values.partition === undefined ? `aws-${word}` : undefined;
  const dnsSuffix = values.dnsSuffix === undefined ? `${word}.example` : undefined;
  return {
    account,
    region,
    ...(partition && { partition }),
    ...(dnsSuffix && { dnsSuffix }),
    token: `role-${word}-`,
    placeholders: [
      ...(values.account === undefined ? [[account, '<account>'] as const] : []),
      ...(values.region === undefined ? [[region, '<region>'] as const] : []),
      ...(partition ? [[partition, '<partition>'] as const] : []),
      ...(dnsSuffix ? [[dnsSuffix, '<dnsSuffix>'] as const] : []),
    ],
  };
}

function freeOf(candidate: (n: number) => string, isFree: (text: string) => boolean): string {
  let n = 0;
  while (!isFree(candidate(n))) n += 1;
  return candidate(n);
}

/** The resources and data sources of a root that nothing but an account could make or read. */
export function writtenAddresses(modules: readonly ModuleFolder[]): readonly string[] {
  return modules.flatMap((module) =>
    module.blocks
      .filter(({ kind, labels }) => kind === 'resource' || (kind === 'data' && isFact(labels[0])))
      .map((block) => addressOf(module, block)),
  );
}

function isFact(type: string | undefined): boolean {
  return type === 'aws_caller_identity' || type === 'aws_partition';
}

/** The addresses of modules under `for_each`, with the keys that Terraform named. */
export function withKeys(
  addresses: readonly string[],
  named: readonly string[],
): readonly string[] {
  const modules = new Set(named.map(moduleOf).filter((module) => module.includes('[')));
  const keyed = [...modules].flatMap((module) =>
    addresses
      .filter((address) => moduleOf(address) === withoutKeys(module))
      .map((address) => module + address.slice(moduleOf(address).length)),
  );
  return [...new Set([...addresses, ...keyed, ...named])];
}

/** `module.a["x"].module.b` of an address; '' in the root. */
function moduleOf(address: string): string {
  return (
    /^(?:module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.?)*/
      .exec(address)?.[0]
      .replace(/\.$/, '') ?? ''
  );
}

/** The test that applies a root with every resource overridden: nothing is asked of an account. */
export function testFile(addresses: readonly string[], facts: StandIns): string {
  const blocks = addresses.flatMap((target, index) => overrideBlock(target, index, facts));
  return `${blocks.join('\n')}\nrun "read" {\n  command = apply\n}\n`;
}

/** The name that stands in for a role's or policy's own while its ARN is not known. */
export function tokenOf(index: number, { token }: StandIns): string {
  return `${token}${index}x`;
}

function overrideBlock(target: string, index: number, facts: StandIns): readonly string[] {
  const [label, type] = withoutKeys(target).split('.').reverse();
  if (label === undefined || type === undefined) return [];
  const isData = /(^|\.)data\.\w+\.[\w-]+(\[.*\])?$/.test(target);
  const values = isData ? factValues(type, facts) : arnValues(type, tokenOf(index, facts));
  if (isData && values === undefined) return [];
  const given = Object.entries(values ?? {}).map(
    ([key, value]) => `    ${key} = ${JSON.stringify(value)}\n`,
  );
  const body = given.length === 0 ? '' : `  values = {\n${given.join('')}  }\n`;
  return [`override_${isData ? 'data' : 'resource'} {\n  target = ${target}\n${body}}\n`];
}

function factValues(type: string, { account, partition, dnsSuffix }: StandIns) {
  if (type === 'aws_caller_identity') return { account_id: account };
  if (type !== 'aws_partition' || partition === undefined || dnsSuffix === undefined)
    return undefined;
  return { partition, dns_suffix: dnsSuffix };
}

function arnValues(type: string, token: string): Readonly<Record<string, string>> | undefined {
  const arn = (kind: string) => `arn:aws:iam::000000000000:${kind}/${token}`;
  if (type === 'aws_iam_role') return { arn: arn('role'), id: token };
  return type === 'aws_iam_policy' ? { arn: arn('policy'), id: arn('policy') } : undefined;
}
