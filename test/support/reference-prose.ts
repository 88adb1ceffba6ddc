/** The table of requirements, in the project's own words. */
export const REQUIREMENTS = `[All roles](README.md)

# What was asked for, and what is made

| Asked for | What is made | Why it differs |
| --- | --- | --- |
| Execution role: \`kms:Decrypt\` for encrypted logs and secrets | \`kms:Decrypt\` with \`--kms-key\` alone, through \`kms:ViaService\` | CloudWatch Logs uses its key itself; only a customer managed key of secrets, parameters or environment files needs the right. |
| Execution role: ECR and Logs on \`*\` | One repository, one log group; \`ecr:GetAuthorizationToken\` on \`*\` | Of these actions that one alone takes no ARN. |
| Execution role: \`secret:*\` | Each secret by its name and \`-??????\` | \`secret:*\` reads every secret of the account. |
| Trust policies without conditions | \`aws:SourceAccount\` and, where AWS documents it, \`aws:SourceArn\` | Without them the role can be used on behalf of another account: the confused deputy. |
| ECS service role | Off unless it is chosen | It is legacy: Fargate and the network mode awsvpc refuse it; AWSServiceRoleForECS does its work. |
| AWSServiceRoleForECS as a managed role | Made once in each account where it is missing | It is a service-linked role: nobody can attach, rename or pass it. |
| CodeBuild role: deploys too | Builds; deploys with \`--deploy build\` | With a pipeline the deploy action deploys; a build that cannot deploy is one that a changed buildspec cannot misuse. |
| CodeBuild role: the list of actions | Besides them \`iam:PassRole\`, \`ecs:TagResource\`, \`s3:GetObjectVersion\`, \`s3:GetBucketAcl\`, \`s3:GetBucketLocation\` and five actions for reports | Without them registering a revision, reading the artifact or a reports section fails. |
| CodePipeline role: \`iam:PassRole\` for the roles of CodeBuild and CodeDeploy | \`iam:PassRole\` for the task role and execution role, to \`ecs-tasks.amazonaws.com\` | Starting a build or a deployment passes no role; registering a revision passes both roles of the task. |
| CodePipeline role: \`s3:PutBucketVersioning\` | Option \`artifactBucketSetup\` | No pipeline calls it while it runs. |
| CodePipeline role: CodeDeploy always | With \`--deploy codedeploy\` | A rolling deployment never calls CodeDeploy. |
| CodePipeline role: no right on the source | \`codeconnections:UseConnection\`, or those of the chosen source | Without it the source stage fails. |
| Exec rights on the execution role | On the task role (\`--exec task\`) | The agent runs in the container and has the task role; on the execution role they have no effect. |
| A separate Exec role | Role \`ecs-exec\`, off | ECS has no field for it: it works only as the task role of a task definition. |
| Cross-account logs by a resource policy | A role in the logging account, or a destination | PutLogEvents takes the name of a group, not an ARN: it always writes to the account of the caller. |
| Cross-account pull by a role in the target account | Both sides allow the execution role | ECS assumes no second role to pull. |
| Managed policies preferred | Scoped policies, with the managed one as a choice | Managed policies use \`*\`; each role says what its managed policy opens. |
| Validation by \`get-role\` | Every document, attachment, boundary and tag is compared | A role that exists can hold anything. |
`;

const WORDS: readonly (readonly [string, string])[] = [
  ['Action', 'One thing that can be asked of a service, such as `s3:GetObject`.'],
  ['ARN', 'The full name of something in AWS: partition, service, Region, account, name.'],
  ['Assume a role', 'To get its credentials for a while. The trust policy says who may.'],
  [
    'Condition key',
    'Something that a request says of itself, which a statement can demand: `ecs explain KEY` tells.',
  ],
  [
    'Confused deputy',
    'A service that is made to use somebody’s role by another customer of that service.',
  ],
  ['Customer managed policy', 'A policy of its own, which roles attach; 6,144 characters.'],
  ['Deny', 'A statement that refuses. It wins over every Allow.'],
  ['Drift', 'What differs between the files and the account.'],
  ['Execution role', 'What ECS uses before the container starts: image, secrets, logs.'],
  ['Identity policy', 'A policy on a role or user: what it may do.'],
  ['Inline policy', 'A policy that is a part of one role; 10,240 characters for all of a role.'],
  ['OIDC provider', 'Somebody outside AWS whose tokens an account takes, such as GitHub.'],
  ['Pass a role', 'To hand a role to a service that will use it; it needs `iam:PassRole`.'],
  ['Permissions boundary', 'The most that a role can be allowed, whatever its policies say.'],
  ['Principal', 'Who asks: a role, a user, a service.'],
  ['Resource policy', 'A policy on a bucket, repository, key: who may use it.'],
  ['SCP', 'Service control policy: the most that an account of an organization can do.'],
  ['Service-linked role', 'A role that AWS defines and one service alone can use.'],
  ['Sid', 'The name of a statement.'],
  ['Statement', 'One sentence of a policy: Allow or Deny, actions, resources, conditions.'],
  ['Task definition', 'What a task is made from: images, roles, secrets, ports.'],
  ['Task role', 'What the application in the container may do.'],
  ['Trust policy', 'The policy of a role that says who may assume it.'],
];

/** The glossary. */
export const GLOSSARY = `[All roles](README.md)

# Glossary

| Word | In plain words |
| --- | --- |
${WORDS.map(([word, words]) => `| ${word} | ${words.replace('ecs explain', 'ecs-iam explain')} |`).join('\n')}
`;
