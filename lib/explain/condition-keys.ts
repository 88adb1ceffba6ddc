import { GLOBAL_KEYS } from './global-keys.ts';
import type { ConditionKeyFacts } from './types.ts';

const ECS =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html';
const EC2 =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html';
const SECRETS =
  'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html';
const OIDC = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html';

/** Every condition key of the catalogue. */
export const CONDITION_KEYS: Readonly<Record<string, ConditionKeyFacts>> = {
  ...GLOBAL_KEYS,
  'acm-pca:TemplateArn': {
    meaning: 'The template of the certificate that is asked for.',
    sentBy: 'AWS Private CA adds it to IssueCertificate.',
    without: 'The role could issue certificates of a subordinate CA, which sign others.',
    page: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsprivatecertificateauthority.html',
  },
  'bedrock:InferenceProfileArn': {
    meaning: 'The inference profile through which a model is called.',
    sentBy: 'Bedrock adds it to a call through a profile; a direct call has none.',
    without: 'The application could call the model directly, in every Region.',
    page: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html',
  },
  'cloudwatch:namespace': {
    meaning: 'The namespace that metrics are put into.',
    sentBy: 'CloudWatch adds it to PutMetricData.',
    without:
      'The application could write metrics into any namespace, and set off the alarms of others.',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
  },
  'ec2:AuthorizedService': {
    meaning: 'The service that may use a network interface.',
    sentBy: 'EC2 adds it to CreateNetworkInterfacePermission.',
    without: 'The role could hand network interfaces to another service or account.',
    page: EC2,
  },
  'ec2:CreateAction': {
    meaning: 'The call in which something is tagged.',
    sentBy: 'EC2 adds it to CreateTags when the tags come with the creation.',
    without: 'The role could change the tags of volumes that exist, and with them whose they are.',
    page: EC2,
  },
  'ec2:Subnet': {
    meaning: 'The subnet of a network interface.',
    sentBy: 'EC2 adds it to requests about a network interface.',
    without: 'The role could share network interfaces of every subnet.',
    page: EC2,
  },
  'ecs:CreateAction': {
    meaning: 'The call in which something is tagged.',
    sentBy: 'ECS adds it to TagResource when the tags come with the creation.',
    without:
      'The role could change the tags of what exists, and with them what tag conditions allow.',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
  },
  'ecs:cluster': {
    meaning: 'The cluster that a call is about.',
    sentBy: 'ECS adds it to calls that name a cluster.',
    without: 'The role could do the same in every cluster of the account.',
    page: ECS,
  },
  'ecs:privileged': {
    meaning: 'Whether a container of the task definition is privileged.',
    sentBy: 'ECS adds it to RegisterTaskDefinition.',
    without:
      'A revision could run a privileged container, which on EC2 has the rights of the host.',
    page: ECS,
  },
  'ecs:task-definition': {
    meaning: 'The task definition that a service is set to.',
    sentBy: 'ECS adds it to calls that name a task definition; it is absent from others.',
    without: 'The service could be set to a task definition of another family, with other roles.',
    page: ECS,
  },
  'elasticfilesystem:AccessPointArn': {
    meaning: 'The access point through which a file system is mounted.',
    sentBy: 'EFS adds it to a mount through an access point; another mount has none.',
    without: 'The whole file system could be mounted, with any user and any folder.',
    page: 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',
  },
  'events:source': {
    meaning: 'The source field of each event.',
    sentBy: 'EventBridge adds it to PutEvents, one value for each event.',
    without: 'The application could send events that look like those of another one.',
    page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html',
  },
  'iam:PassedToService': {
    meaning: 'The service that a role is handed to.',
    sentBy: 'AWS adds it to the check of iam:PassRole.',
    without: 'The role could be handed to another service that runs code, such as Lambda or EC2.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  },
  'kms:CallerAccount': {
    meaning: 'The account of whoever uses the key.',
    sentBy: 'KMS adds it to every request.',
    without: 'A principal of another account that the key policy admits would be covered too.',
    page: KMS,
  },
  'kms:EncryptionContextKeys': {
    meaning: 'The names in the encryption context of a request.',
    sentBy: 'The service that encrypts sends them; EBS names the volume.',
    without: 'The key could be used for data that belongs to no volume.',
    page: KMS,
  },
  'kms:GrantIsForAWSResource': {
    meaning: 'Whether an AWS service makes the grant for a resource of its own.',
    sentBy: 'KMS adds it to CreateGrant.',
    without: 'The role could grant the use of the key to anybody.',
    page: KMS,
  },
  'kms:ResourceAliases': {
    meaning: 'The aliases of the key.',
    sentBy: 'KMS adds them to requests about a key.',
    without: 'The role could use every key of the account whose key policy admits IAM.',
    page: KMS,
  },
  'kms:ViaService': {
    meaning: 'The service that uses the key on behalf of the caller.',
    sentBy: 'KMS adds it when a service forwards the request; a direct call has none.',
    without: 'The role could call KMS itself and decrypt whatever the key has encrypted.',
    page: KMS,
  },
  's3:prefix': {
    meaning: 'The prefix of the keys that are listed.',
    sentBy: 'The caller of ListBucket gives it; a listing of the whole bucket has none.',
    without: 'The names of all objects of the bucket could be listed.',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  },
  'secretsmanager:ResourceTag/aws:secretsmanager:owningService': {
    meaning: 'The AWS service that manages a secret.',
    sentBy: 'Secrets Manager reads the tags of the secret.',
    without: 'The role could rotate and delete secrets that are not those of Service Connect.',
    page: SECRETS,
  },
  'ses:FromAddress': {
    meaning: 'The From address of an e-mail.',
    sentBy: 'SES adds it to calls that send e-mail.',
    without: 'The application could send e-mail as any address of the domain.',
    page: 'https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html',
  },
  'sts:AWSServiceName': {
    meaning: 'The service for which a bearer token is asked.',
    sentBy: 'STS adds it to GetServiceBearerToken.',
    without: 'The role could get bearer tokens of other services, such as CodeArtifact.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  },
  'token.actions.githubusercontent.com:aud': {
    meaning: 'The audience of the token of GitHub: for whom it was issued.',
    sentBy: 'It stands in the token; configure-aws-credentials asks for sts.amazonaws.com.',
    without: 'A token that was issued for another purpose would be taken too.',
    page: OIDC,
  },
  'token.actions.githubusercontent.com:sub': {
    meaning: 'The subject of the token of GitHub: repository, and environment, branch or tag.',
    sentBy:
      'It stands in the token; with environment: on the job it names the environment and no longer the branch.',
    without: 'Every repository on GitHub could assume the role; IAM refuses such a trust policy.',
    page: OIDC,
  },
};
