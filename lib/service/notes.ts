import { existingRoleIds } from '../answers/existing-roles.ts';
import type { Answers } from '../answers/types.ts';
import type { Model, ModelRole } from '../iam/model.ts';
import { ROLES, type RoleId } from '../roles/registry.ts';
import { isOn, isProvided } from './choose-roles.ts';
import { hasManagedAlternative } from './role-policies.ts';
import { taskNotes } from './task-notes.ts';
import type { Service } from './types.ts';

/** A role of the catalogue that the answers do not make, and one sentence about it. */
export interface LeftOutRole {
  readonly id: RoleId;
  readonly title: string;
  /** Why one needs it, or why one most likely does not. */
  readonly why: string;
}

/** Lists the roles that the answers leave out, in the catalogue's order. */
export function leftOutRoles({
  chosen,
  answers,
}: Pick<Service, 'chosen' | 'answers'>): readonly LeftOutRole[] {
  const present = new Set([...chosen.map(({ id }) => id), ...existingRoleIds(answers)]);
  return ROLES.filter(({ id }) => !present.has(id)).map(({ id, title, why }) => ({
    id,
    title,
    why,
  }));
}

/**
 * Lists what someone with these answers should know before deploying, one full sentence or two
 * each. Nothing here is an error: the model is complete without.
 */
export function notes(service: Service): readonly string[] {
  return [
    ...existingRoles(service.answers),
    ...sourceNotes(service),
    ...regionalTrust(service.answers, service.model),
    ...withoutAlternative(service),
    ...separateExec(service.model),
    ...githubSubjects(service),
    ...otherAccounts(service),
    ...promotedArtifacts(service),
    ...foreignSecrets(service),
    ...foreignKeys(service),
    ...otherRegions(service),
    ...taskNotes(service),
  ];
}

function roleIn(model: Model, id: RoleId): ModelRole | undefined {
  return model.roles.find((role) => role.id === id);
}

function existingRoles(answers: Answers): readonly string[] {
  const ids = [...existingRoleIds(answers)];
  if (ids.length === 0) return [];
  const which = ids.length === 1 ? `Role ${ids[0]} exists` : `Roles ${ids.join(', ')} exist`;
  return [
    `${which} already (--existing-role), so this repo uses what is there and neither makes nor validates it; whoever owns it gives it its rights.`,
  ];
}

function sourceNotes({ answers, chosen, model }: Service): readonly string[] {
  if (answers.deploy === 'github' && isProvided(answers, 'connectionId')) {
    return [
      'The connection (--connection-arn) is not used, because GitHub Actions runs in the repository itself.',
    ];
  }
  if (answers.source === 's3' && roleIn(model, 'pipeline-trigger') !== undefined) {
    return [
      'An EventBridge rule starts the pipeline, so turn on the events of the source bucket: aws s3api put-bucket-notification-configuration with EventBridgeConfiguration.',
    ];
  }
  if (answers.source !== 'codeconnections' || roleIn(model, 'codepipeline') === undefined)
    return [];
  if (isOn(chosen, 'codepipeline', 'sourceConnection')) return [];
  return [
    'The pipeline has no permission for its source until you name the connection with --connection-arn.',
  ];
}

function regionalTrust({ trust }: Answers, model: Model): readonly string[] {
  const task = roleIn(model, 'task');
  if (trust === 'plain' || task === undefined) return [];
  return [
    "The task role's trust policy names one Region; tasks in a second Region need an environment of their own.",
  ];
}

function withoutAlternative({ chosen, model }: Service): readonly string[] {
  const inline = chosen.filter(
    (one) =>
      one.policies === 'aws-managed' &&
      !hasManagedAlternative(one) &&
      (roleIn(model, one.id)?.inlinePolicies ?? []).length > 0,
  );
  if (inline.length === 0) return [];
  const ids = inline.map(({ id }) => id).join(', ');
  return [`AWS has no managed policy for these roles, so their policies stay inline: ${ids}.`];
}

function separateExec(model: Model): readonly string[] {
  if (roleIn(model, 'ecs-exec') === undefined) return [];
  return [
    'The ECS Exec role takes effect only in a task definition whose taskRoleArn is this role; whoever registers that one needs iam:PassRole on it, which the roles of the pipeline do not have.',
  ];
}

function githubSubjects({ model, environments }: Service): readonly string[] {
  if (roleIn(model, 'github-oidc-deploy') === undefined) return [];
  const plain = environments.some(({ values }) => !values.githubOwner?.includes('@'));
  if (!plain) return [];
  return [
    'GitHub repositories created, renamed or transferred since 15 July 2026 send their owner and repository with IDs; give such a one as --set githubOwner=octocat@123456 --set githubRepository=shop@456789, or the trust policy never matches.',
  ];
}

function otherAccounts({ answers, placeholders }: Service): readonly string[] {
  const notes: string[] = [];
  if (answers.crossAccountPull.length > 0) {
    notes.push(
      `The repository policy lets ${answers.crossAccountPull.join(', ')} pull; the execution role there needs the right to pull, too: --pull-from in the repo of that account.`,
    );
  }
  if (placeholders.includes('registryAccount')) {
    notes.push(
      "Pulling from another account also needs that repository's policy to allow it: --cross-account-pull in the repo of that account.",
    );
  }
  for (const logs of answers.crossAccountLogs) notes.push(LOGS_NOTES[logs.kind]);
  return [...new Set(notes)];
}

/** What is the user's own and other accounts need. */
function promotedArtifacts({ answers, pipeline }: Service): readonly string[] {
  const { bucket } = pipeline ?? {};
  if (bucket === undefined || bucket.readers.length === 0) return [];
  const roles = bucket.readers.flatMap((reader) => reader.roles.map(nameInArn)).join(', ');
  const reading = `let these roles of the other accounts read artifacts: ${roles}`;
  return [
    ...(bucket.existing
      ? [`The policy of the artifact bucket, which is your own, must ${reading} (s3:GetObject).`]
      : []),
    ...(isProvided(answers, 'artifactKmsKeyId')
      ? [`The policy of the artifact key must ${reading} (kms:Decrypt and kms:DescribeKey).`]
      : []),
  ];
}

function nameInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

const LOGS_NOTES = {
  to: 'The task role may assume the log writer role of the logging account; that role is made there (--cross-account-logs from:ACCOUNT:LOGGROUP) and named in FireLens as role_arn. The awslogs driver cannot write to another account.',
  from: "The log writer role trusts the other account's task role by name; that task role needs sts:AssumeRole on it: --cross-account-logs to:ACCOUNT in its own repo.",
  destination:
    'The destination policy lets the other account subscribe its log group; the destination itself, with its stream and role, is made outside this repo.',
  'resource-policy':
    "The Logs resource policy lets AWS services such as EventBridge write to a log group of this account. It cannot let another account's task write here: PutLogEvents names a log group, not an ARN, and always lands in the caller's account.",
} as const;

/** Names of the secrets and parameters of another account. */
function foreignNames({ secrets, parameters }: Answers): readonly string[] {
  return [...secrets, ...parameters].flatMap(({ name, account }) => (account ? [name] : []));
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html */
function foreignKeys({ answers, chosen, model }: Service): readonly string[] {
  const role = roleIn(model, 'task-execution');
  if (
    foreignNames(answers).length === 0 ||
    role === undefined ||
    !isOn(chosen, 'task-execution', 'secretsKmsKey')
  )
    return [];
  return [
    `The key lies in another account, so its own policy must allow kms:Decrypt to this account or to the role ${role.name}, and the policy of each secret there must allow it secretsmanager:GetSecretValue.`,
  ];
}

function otherRegions({ answers }: Service): readonly string[] {
  return [...answers.secrets, ...answers.parameters].flatMap(({ name, region }) =>
    region === undefined
      ? []
      : [`ECS reads ${name} from Region ${region}, not from that of the service.`],
  );
}

function foreignSecrets({ answers, chosen }: Service): readonly string[] {
  const names = foreignNames(answers);
  if (names.length === 0 || isOn(chosen, 'task-execution', 'secretsKmsKey')) return [];
  return [
    `A secret of another account can be read only when it is encrypted with a customer managed key there; give the key's ID with --set secretsKmsKeyId=ID (${names.join(', ')}).`,
  ];
}
