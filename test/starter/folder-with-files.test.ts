import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { generate, inEmptyFolder, states, tree } from './folder.ts';

const files = await renderStarter(buildService(DEFAULT_ANSWERS));

const THEIRS = {
  'README.md': '# Theirs\n',
  '.editorconfig': 'root = false\n',
  '.gitignore': 'theirs/\n',
  '.gitattributes': '*.png binary\n',
} as const;

test('a folder that has files already keeps every line of them', async () => {
  await inEmptyFolder(async (folder) => {
    for (const [path, text] of Object.entries(THEIRS)) writeFileSync(join(folder, path), text);
    await generate(folder, files);
    const written = tree(folder);
    expect(written).toMatchObject({
      'README.md': THEIRS['README.md'],
      '.editorconfig': THEIRS['.editorconfig'],
    });
    expect(written['.gitignore']).toMatch(
      /^theirs\/\n\n# >>> [\s\S]*^node_modules\/$[\s\S]*# <<< /m,
    );
    expect(written['.gitattributes']).toMatch(
      /^\*\.png binary\n\n# >>> [\s\S]*^\*\.sh text eol=lf$/m,
    );
    expect(written['docs/ecs-iam.md']).toMatch(/^# shop: IAM roles for Amazon ECS\n/);
    expect(new Set(Object.values(await states(folder, files)))).toEqual(new Set(['unchanged']));
  });
});

test('an empty folder gets the same files, the README in its place', async () => {
  await inEmptyFolder(async (folder) => {
    await generate(folder, files);
    const written = Object.keys(tree(folder));
    expect(written).toEqual(expect.arrayContaining(Object.keys(THEIRS)));
    expect(written).not.toContain('docs/ecs-iam.md');
  });
});
