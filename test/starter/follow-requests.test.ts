import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLock } from '../../lib/definition/load-definitions.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { followRequests } from '../../lib/starter/follow-requests.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { answeredRows } from '../../lib/validation/answered-rows.ts';
import { followDefinitions } from '../../lib/validation/follow-definitions.ts';
import { REQUESTS_FILE } from '../../lib/validation/render.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../support/answers.ts';
import { generate, inEmptyFolder, states } from './folder.ts';

const ROLE = 'iam/roles/task-execution.json';

/** Generates a repo with CLI files, edits one of its roles, and follows what it defines then. */
async function afterEdit(
  edit: (text: string) => string,
  work: (folder: string, service: Service, isEdited: boolean) => Promise<void> | void,
  editRequests: (text: string) => string = (text) => text,
): Promise<void> {
  await inEmptyFolder(async (folder) => {
    const service = buildService({ ...DEFAULT_ANSWERS, target: 'cli' });
    await generate(folder, await renderStarter(service));
    const change = (path: string, by: (text: string) => string) =>
      writeFileSync(join(folder, path), by(readFileSync(join(folder, path), 'utf8')));
    change(ROLE, edit);
    change(REQUESTS_FILE, editRequests);
    const { definitions } = await makeLock({ root: folder, service });
    await work(folder, service, followRequests(folder, service, definitions));
  });
}

function rowsIn(folder: string): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(readFileSync(join(folder, REQUESTS_FILE), 'utf8')).rows;
}

const moreActions = (text: string) =>
  text.replace('"ecr:BatchGetImage"', '"ecr:BatchGetImage", "ecr:DescribeImages"');

test.each([
  ['the defaults', DEFAULT_ANSWERS],
  ['every role and option', everythingAnswers()],
])('definitions as the answers have them change no request: %s', async (_, answers) => {
  await inEmptyFolder(async (folder) => {
    const service = buildService({ ...answers, target: 'cli' });
    await generate(folder, await renderStarter(service));
    const { definitions } = await makeLock({ root: folder, service });
    expect(followDefinitions(service, definitions)).toEqual(answeredRows(service));
  });
});

test('an action that was added is asked for in each environment', async () => {
  await afterEdit(moreActions, (folder, service) => {
    const added = rowsIn(folder).slice(answeredRows(service).length);
    expect(
      added.map(({ environment, role, action, allowed }) => [environment, role, action, allowed]),
    ).toEqual(
      ['dev', 'prod'].map((name) => [
        name,
        `shop-ecs-task-execution-role-${name}`,
        'ecr:DescribeImages',
        true,
      ]),
    );
  });
});

test('a request that an edit makes untrue goes', async () => {
  const allImages = (text: string) =>
    text.replace(/"Resource": "arn:[^"]*repository[^"]*"/, '"Resource": "*"');
  const openRole = (text: string) =>
    allImages(text).replace('"ecr:GetAuthorizationToken"', '"iam:*"');
  await afterEdit(openRole, (folder, service) => {
    const before = answeredRows(service).map(
      ({ action, role, allowed }) => `${role} ${action} ${allowed}`,
    );
    const after = rowsIn(folder).map(({ action, role, allowed }) => `${role} ${action} ${allowed}`);
    const gone = before.filter((row) => !after.includes(row));
    expect(gone.map((row) => row.split(' ').slice(1).join(' '))).toEqual([
      'ecr:GetAuthorizationToken true',
      'iam:CreateUser false',
      'iam:AttachRolePolicy false',
      'iam:PutRolePolicy false',
      'iam:PassRole false',
    ]);
  });
});

test('the generator afterwards keeps requests and edit, and knows the file as its own', async () => {
  await afterEdit(moreActions, async (folder, service) => {
    const rows = rowsIn(folder);
    const files = await renderStarter(service);
    await generate(folder, files, 'skip');
    expect(rowsIn(folder)).toEqual(rows);
    expect((await states(folder, files))[REQUESTS_FILE]).toBe('update');
  });
});

test('a file that the user edited stays', async () => {
  const ofMine = (text: string) => text.replace('"rows": [', '"rows": [ ');
  await afterEdit(
    moreActions,
    (folder, _, isEdited) => {
      expect(isEdited).toBe(true);
      expect(rowsIn(folder).filter(({ action }) => action === 'ecr:DescribeImages')).toEqual([]);
    },
    ofMine,
  );
});
