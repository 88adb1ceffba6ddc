/** Why a statement names this resource, by the form of its ARN; from the particular to the general. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [
    /^\*$/,
    'AWS checks these actions on * : a statement on an ARN would never match. What bounds them is the condition, where there is one.',
  ],
  [
    /:secret:.*-\?{6}$/,
    'Secrets Manager adds a hyphen and six characters to each name; -?????? matches exactly those, and no secret whose name is longer.',
  ],
  [/:secret:/, 'The name of the secret; Secrets Manager adds a hyphen and six characters to it.'],
  [/:parameter\//, 'The leading slash of a parameter’s name disappears in its ARN.'],
  [
    /:log-group:.*:\*$/,
    'Streams and events are below the group: without :* at the end nothing matches.',
  ],
  [/:log-group:/, 'The group itself; creating it is checked on this form too.'],
  [/:s3:::[^/]+$/, 'Actions on a bucket are checked on the bucket, without a path.'],
  [/:s3:::/, 'Actions on objects are checked on the bucket with a path, never on the bucket.'],
  [
    /:kms:.*:key\/\*$/,
    'Which key it is follows from the condition: its ID is not known before it is made.',
  ],
  [/:kms:/, 'A key by its ARN; IAM does not resolve an alias here.'],
  [/:ecr:.*:repository\//, 'One repository, in the Region and account that have it.'],
  [/:iam:.*:role\//, 'The roles that are handed over or assumed, by name: no other role.'],
  [/^<role:/, 'The roles that are handed over, by name: no other role.'],
  [
    /:ecs:.*:task-definition\/.*:\*$/,
    'Every revision of this family: the number is not known beforehand.',
  ],
  [
    /:ecs:.*:(task|container-instance|task-set|service-deployment)\//,
    'Everything of this kind in one cluster or service: the ID is not known beforehand.',
  ],
  [/:ecs:.*:(service|cluster)\//, 'One service or cluster, by name.'],
  [
    /:table\/.*\/index\//,
    'Queries on an index are checked on the index, so it stands beside its table.',
  ],
  [/:table\//, 'One table, by name.'],
  [/:dbuser:/, 'One user of one database, by the resource ID of the database and not by its name.'],
  [/:foundation-model\//, 'A model of Bedrock belongs to no account.'],
  [/:role\b/, 'One role, by name.'],
  [/\/\*$|:\*$|\*/, 'The last part is not known beforehand; all before it is named.'],
  [/./, 'One thing, by name: the narrowest that AWS checks.'],
];

/** Why a statement names this resource, as a sentence or two. */
export function resourceReason(resource: string): string {
  const [, reason] = FORMS.find(([form]) => form.test(resource)) ?? [];
  return reason ?? '';
}
