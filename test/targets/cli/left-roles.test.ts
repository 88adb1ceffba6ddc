import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { scriptRepo } from '../../support/script-repo.ts';
import { done, filesOf } from './account.ts';

/** An account with nothing in it but the names of two roles. */
const FAKE = `case "$2" in
  get-caller-identity) printf '123456789012\\tarn:aws:iam::123456789012:user/x\\n' ;;
  get-role) echo 'An error occurred (NoSuchEntity) when calling' >&2; exit 254 ;;
  list-roles) printf 'shop-codebuild-role-dev\\tshop-admin\\n' ;;
esac`;
const environment = { PATH: process.env.PATH, AWS_REGION: 'eu-west-1' };

test('deploy names a role that earlier answers made, and no other', () => {
  const files = filesOf({ ...DEFAULT_ANSWERS, roles: ['task'], serviceLinkedRole: false });
  const repo = scriptRepo(files, environment, FAKE);
  const { stderr, writes } = done(repo, 'deploy-iam.sh', 'dev');
  repo.remove();
  expect(stderr).toMatch(/^warning: role shop-codebuild-role-dev is from earlier answers/);
  expect(stderr).not.toContain('shop-admin');
  expect(writes.join()).not.toContain('codebuild');
});

test('a role without a policy of its own is made in one call', () => {
  const files = filesOf({ ...DEFAULT_ANSWERS, roles: ['task'], serviceLinkedRole: false });
  const repo = scriptRepo(files, environment, FAKE);
  const { writes } = done(repo, 'deploy-iam.sh', 'dev');
  repo.remove();
  expect(writes).toHaveLength(1);
  expect(writes[0]).toContain('iam create-role --role-name shop-ecs-task-role-dev --path / ');
});
