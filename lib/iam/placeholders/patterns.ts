/** One placeholder: its meaning, its values and its default. */
export interface PlaceholderSpec {
  readonly meaning: string;
  /** Matches a whole value. */
  readonly pattern: RegExp;
  /** The pattern in words, for messages. */
  readonly takes: string;
  /** The default, a template string; absent: where the placeholder is used, an answer is required. */
  readonly initial?: string;
  /** 'once': the same in every environment; 'environment': may differ. */
  readonly scope: 'once' | 'environment';
  /** May have no value: the tool resolves it when it deploys. */
  readonly atDeploy?: true;
  /** May have no value in some environment: the setting is then absent there. */
  readonly optional?: true;
  /** Takes several values, separated by commas; the same in every environment. */
  readonly list?: true;
  /** The model holds its value as text, so no target prints the placeholder. */
  readonly inlined?: true;
}

/* The values that AWS takes. No pattern matches quotes, blanks, '$' or backticks, so every target can
   print a value unchanged. Terraform's regular expressions know no look-ahead or look-behind: its
   target tests them apart, so a look-ahead stands first and a look-behind last, without groups. */

/** Names as ECS and IAM take them. */
export const name = (most: number) => ({
  pattern: new RegExp(`^[A-Za-z0-9][A-Za-z0-9_-]{0,${most - 1}}$`),
  takes: `letters, digits, '-' and '_', beginning with a letter or digit, at most ${most}`,
});
/** An account ID. */
export const ACCOUNT = { pattern: /^\d{12}$/, takes: '12 digits' } as const;
/** A Region. */
export const REGION = {
  pattern: /^[a-z]{2,4}(-[a-z]+)+-\d$/,
  takes: 'a Region code such as eu-west-1',
} as const;
/** A bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BUCKET = {
  pattern:
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*-s3alias$|.*--ol-s3$|.*\.mrap$|.*--x-s3$|.*--table-s3$)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  takes: "3 to 63 lower-case letters, digits, '.' and '-'",
} as const;
/** A key by its ID; IAM does not resolve an alias. */
export const KEY_ID = {
  pattern: /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$/,
  takes: 'a KMS key ID such as 1234abcd-12ab-34cd-56ef-1234567890ab, never an alias',
} as const;
/** An object key or prefix without wildcards. */
export const OBJECT_KEY = {
  pattern: /^(?!\/)[A-Za-z0-9!_.@=+/-]{1,1024}(?<!\/)$/,
  takes: "letters, digits and !_.@=+/- with no '/' at either end",
} as const;
/** A secret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const SECRET = {
  pattern: /^[A-Za-z0-9/_+=.@!-]{1,512}$/,
  takes: "a secret's name (letters, digits and /_+=.@!-), no '*'",
} as const;
/** A parameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const PARAMETER = {
  pattern: /^(?!\/)[A-Za-z0-9_./-]{1,1011}(?<!\/)$/,
  takes: "a parameter's name without its leading slash (letters, digits and _.-/), no '*'",
} as const;
/** A log group: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const LOG_GROUP = {
  pattern: /^[A-Za-z0-9_./#-]{1,512}$/,
  takes: "a log group's name (letters, digits and _./#-)",
} as const;
/** A repository: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const REPOSITORY = {
  pattern: /^[a-z0-9]([._/-]?[a-z0-9]){1,255}$/,
  takes: "2 to 256 lower-case letters and digits, with single '.', '_', '-' and '/' between them",
} as const;
/** A load balancer or target group. */
export const LOAD_BALANCING = {
  pattern: /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
  takes: "at most 32 letters, digits and '-', with no '-' at either end",
} as const;
/** An SNS topic. */
export const TOPIC = {
  pattern: /^([\w-]{1,256}|[\w-]{1,251}\.fifo)$/,
  takes: "letters, digits, '-' and '_', with .fifo for a FIFO topic",
} as const;
/** An application, deployment group or configuration of CodeDeploy. */
export const CODEDEPLOY = {
  pattern: /^[\w.+=,@-]{1,100}$/,
  takes: 'letters, digits and ._+=,@-, at most 100',
} as const;
/** Names of letters, digits and `_.-`, as DynamoDB, Kinesis and EventBridge take them. */
export const dotted = (least: number, most: number) => ({
  pattern: new RegExp(`^[\\w.-]{${least},${most}}$`),
  takes: `${least} to ${most} letters, digits and _.-`,
});
/** An ID of letters, digits and hyphens. */
export const ID = { pattern: /^[A-Za-z0-9-]{1,128}$/, takes: "letters, digits and '-'" } as const;
/** A CodeBuild project. */
export const BUILD_PROJECT = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/,
  takes: "2 to 150 letters, digits, '-' and '_', beginning with a letter or digit",
} as const;
