import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { scriptRepo } from '../../support/script-repo.ts';
import { done, filesOf } from './account.ts';

/** An account with three roles of whom one is ours, by its tags, whatever its name. */
const FAKE = `tag() { printf '{"Key": "ecs-iam:%s", "Value": "%s"}' "$1" "$2"; }
case "$2 $4" in
  get-caller-identity*) printf '123456789012\\tarn:aws:iam::123456789012:user/x\\n' ;;
  get-role*) echo 'An error occurred (NoSuchEntity) when calling' >&2; exit 254 ;;
  get-account-authorization-details*)
    role() { printf '{"RoleName": "%s", "Tags": [%s]}' "$1" "$2"; }
    printf '[%s, %s, %s]' "$(role renamed "$(tag project shop), $(tag environment dev)")" \
      "$(role shop-dev-admin '')" "$(role shop-codebuild-role-prod "$(tag project shop), $(tag environment prod)")" ;;
esac`;
const environment = { PATH: process.env.PATH, AWS_REGION: 'eu-west-1' };

test('deploy names a role that earlier answers made, and no other', () => {
  const files = filesOf({ ...DEFAULT_ANSWERS, roles: ['task'], serviceLinkedRole: false });
  const repo = scriptRepo(files, environment, FAKE);
  const { stderr, writes } = done(repo, 'deploy-iam.sh', 'dev');
  repo.remove();
  expect(stderr).toMatch(/^warning: role renamed is in no file any more/m);
  expect(stderr).not.toContain('shop-dev-admin');
  expect(stderr).not.toContain('codebuild');
  expect(writes.join()).not.toContain('renamed');
});

test('a role without a policy of its own is made in one call', () => {
  const files = filesOf({ ...DEFAULT_ANSWERS, roles: ['task'], serviceLinkedRole: false });
  const repo = scriptRepo(files, environment, FAKE);
  const { writes } = done(repo, 'deploy-iam.sh', 'dev');
  repo.remove();
  expect(writes).toHaveLength(1);
  expect(writes[0]).toContain('iam create-role --role-name shop-ecs-task-role-dev --path / ');
});
