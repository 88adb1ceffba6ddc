import { createHash } from 'node:crypto';
import {
  instanceProfileLogicalId,
  managedPolicyLogicalId,
  roleLogicalId,
} from '../targets/cloudformation/roles.ts';
import type { Takeover } from './takeover.ts';

/** A resource that exists and that a stack shall own. */
export interface StackResource {
  readonly type: 'AWS::IAM::Role' | 'AWS::IAM::ManagedPolicy' | 'AWS::IAM::InstanceProfile';
  readonly logicalId: string;
  /** By which CloudFormation finds it. */
  readonly identifier: Readonly<Record<string, string>>;
}

/** The logical IDs of a role's resources in the template of one tool. */
interface LogicalIds {
  readonly role: string;
  readonly policy: (name: string) => string;
  readonly profile: string;
}

/**
 * What a stack can take over of a role. Inline policies are not among it: CloudFormation imports none,
 * and writes over one of the same name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export function stackResources(
  { found, policies, profile }: Takeover,
  ids: LogicalIds,
): readonly StackResource[] {
  return [
    { type: 'AWS::IAM::Role', logicalId: ids.role, identifier: { RoleName: found.name } },
    ...policies.map(({ policy, arn }) => ({
      type: 'AWS::IAM::ManagedPolicy' as const,
      logicalId: ids.policy(policy),
      identifier: { PolicyArn: arn },
    })),
    ...(profile === undefined
      ? []
      : [
          {
            type: 'AWS::IAM::InstanceProfile' as const,
            logicalId: ids.profile,
            identifier: { InstanceProfileName: profile.name },
          },
        ]),
  ];
}

/** The logical IDs in `iam/roles.yaml`. */
export function templateIds({ role }: Takeover): LogicalIds {
  return {
    role: roleLogicalId(role),
    policy: (name) => managedPolicyLogicalId(role, name),
    profile: instanceProfileLogicalId(role),
  };
}

/** The logical IDs that the CDK gives to what the class of a role makes. */
export function constructIds({ role }: Takeover): LogicalIds {
  const id = roleLogicalId(role);
  return {
    role: cdkLogicalId([id, 'Resource']),
    policy: (name) => cdkLogicalId([id, name, 'Resource']),
    profile: cdkLogicalId([id, 'InstanceProfile', 'Resource']),
  };
}

/**
 * The logical ID that the CDK makes of a path below a stack: the names, each once in a row, and a hash
 * of the path. https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html#identifiers-logical-ids
 */
function cdkLogicalId(path: readonly string[]): string {
  const hash = createHash('md5').update(path.join('/')).digest('hex').slice(0, 8).toUpperCase();
  const kept: string[] = [];
  for (const name of path) if (!kept.at(-1)?.endsWith(name)) kept.push(name);
  const names = kept
    .filter((name) => name !== 'Resource')
    .map((name) => name.replace(/[^A-Za-z0-9]/g, ''));
  return `${names.join('').slice(0, 240)}${hash}`;
}
