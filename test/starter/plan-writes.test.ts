import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markedBlock } from '../../lib/starter/marker.ts';
import { planWrites } from '../../lib/starter/plan-writes.ts';
import { settleConflicts } from '../../lib/starter/write-plan.ts';
import { file, generate, inEmptyFolder, states, tree } from './folder.ts';

const BEFORE = [file('README.md', 'one\ntwo\n'), file('iam/roles.yaml', 'roles\n')];
const AFTER = [file('README.md', 'one\n2\n'), file('iam/roles.yaml', 'roles\n')];

describe('what a second run does to a file', () => {
  test.each([
    ['is as it was written', 'update', () => undefined],
    ['has the new contents already', 'unchanged', (at: string) => writeFileSync(at, 'one\n2\n')],
    ['was edited', 'conflict', (at: string) => writeFileSync(at, 'mine\n')],
    ['was deleted', 'create', (at: string) => rmSync(at)],
    ['was emptied', 'conflict', (at: string) => writeFileSync(at, '')],
    ['was checked out with CRLF', 'update', (at: string) => writeFileSync(at, 'one\r\ntwo\r\n')],
    [
      'has the new contents with CRLF',
      'unchanged',
      (at: string) => writeFileSync(at, 'one\r\n2\r\n'),
    ],
    ['was edited in an editor that writes CRLF', 'conflict', (at: string) => crlfEdit(at)],
    ['has mixed line endings', 'conflict', (at: string) => writeFileSync(at, 'one\r\ntwo\n')],
    ['became a folder', 'conflict', (at: string) => becomeFolder(at)],
  ] as const)('that %s: %s', async (_, state, happen) => {
    await inEmptyFolder(async (folder) => {
      await generate(folder, BEFORE);
      happen(join(folder, 'README.md'));
      expect((await states(folder, AFTER))['README.md']).toBe(state);
    });
  });

  test.each([
    ['is as it was written', 'remove', () => undefined],
    ['was edited', 'left', (at: string) => writeFileSync(at, 'mine\n')],
    ['was deleted', undefined, (at: string) => rmSync(at)],
    ['became a folder', 'left', (at: string) => becomeFolder(at)],
  ] as const)('that is no longer wanted and %s: %s', async (_, state, happen) => {
    await inEmptyFolder(async (folder) => {
      await generate(folder, BEFORE);
      happen(join(folder, 'README.md'));
      expect((await states(folder, [file('iam/roles.yaml', 'roles\n')]))['README.md']).toBe(state);
    });
  });

  test('that lost its executable bit gets it back', async () => {
    const script = { path: 'a.sh', contents: 'true\n', executable: true };
    await inEmptyFolder(async (folder) => {
      await generate(folder, [script]);
      chmodSync(join(folder, 'a.sh'), 0o644);
      expect(await states(folder, [script])).toEqual({ 'a.sh': 'update' });
    });
  });
});

test('a file that was there before the first run is a conflict', async () => {
  await inEmptyFolder(async (folder) => {
    writeFileSync(join(folder, 'README.md'), 'mine\n');
    expect(await states(folder, BEFORE)).toEqual({
      'README.md': 'conflict',
      'iam/roles.yaml': 'create',
    });
  });
});

test('the answers file is input and never a conflict', async () => {
  await inEmptyFolder(async (folder) => {
    writeFileSync(join(folder, 'ecs-iam.json'), '{"mine":1}\n');
    expect(await states(folder, [file('ecs-iam.json', '{}\n')])).toEqual({
      'ecs-iam.json': 'update',
    });
  });
});

test('a file that differs from ours by letter case alone is a conflict', async () => {
  await inEmptyFolder(async (folder) => {
    writeFileSync(join(folder, 'readme.md'), 'mine\n');
    mkdirSync(join(folder, 'IAM'));
    expect(await states(folder, BEFORE)).toEqual({
      'README.md': 'conflict',
      'iam/roles.yaml': 'conflict',
    });
  });
});

test('a file where a folder is needed is a conflict', async () => {
  await inEmptyFolder(async (folder) => {
    writeFileSync(join(folder, 'iam'), 'mine\n');
    expect((await states(folder, BEFORE))['iam/roles.yaml']).toBe('conflict');
  });
});

test('planning writes nothing', async () => {
  await inEmptyFolder(async (folder) => {
    await planWrites(join(folder, 'new', 'repo'), BEFORE);
    expect(tree(folder)).toEqual({});
  });
});

describe('links', () => {
  test.each([
    ['the file itself', 'README.md'],
    ['a folder above the file', 'iam'],
  ])('out of the folder are refused: %s', async (_, name) => {
    await inEmptyFolder(async (outside) => {
      await inEmptyFolder(async (folder) => {
        writeFileSync(join(outside, 'roles.yaml'), 'theirs\n');
        const to = name === 'iam' ? outside : join(outside, 'roles.yaml');
        symlinkSync(to, join(folder, name));
        await expect(planWrites(folder, BEFORE)).rejects.toMatchObject({
          name: 'LinkLeavesFolder',
        });
        expect(tree(outside)).toEqual({ 'roles.yaml': 'theirs\n' });
      });
    });
  });

  test('that lead nowhere are refused', async () => {
    await inEmptyFolder(async (folder) => {
      symlinkSync('nowhere', join(folder, 'README.md'));
      await expect(planWrites(folder, BEFORE)).rejects.toThrow(/leads nowhere/);
    });
  });

  test('within the folder are conflicts, and overwriting replaces the link alone', async () => {
    await inEmptyFolder(async (folder) => {
      writeFileSync(join(folder, 'notes.md'), 'mine\n');
      symlinkSync('notes.md', join(folder, 'README.md'));
      expect((await states(folder, BEFORE))['README.md']).toBe('conflict');
      await generate(folder, BEFORE, 'overwrite');
      expect(tree(folder)).toMatchObject({ 'notes.md': 'mine\n', 'README.md': 'one\ntwo\n' });
    });
  });

  test('that an edited marker names are not removed through', async () => {
    await inEmptyFolder(async (outside) => {
      await inEmptyFolder(async (folder) => {
        writeFileSync(join(outside, 'a'), 'theirs\n');
        symlinkSync(outside, join(folder, 'out'));
        writeMarker(folder, { 'out/a': 'x' });
        await expect(planWrites(folder, BEFORE)).rejects.toMatchObject({
          name: 'LinkLeavesFolder',
        });
      });
    });
  });
});

test.each(['../x', '/etc/passwd', 'a/../../x', 'a//b', './a', 'C:/x', 'a\\..\\x', ''])(
  'a marker that names the path %j is refused',
  async (path) => {
    await inEmptyFolder(async (folder) => {
      writeMarker(folder, { [path]: 'x' });
      await expect(planWrites(folder, BEFORE)).rejects.toMatchObject({ name: 'PathLeavesFolder' });
    });
  },
);

test.each(['<<<<<<< HEAD\n{}', '[]', '"text"', ''])('a marker %j is refused', async (text) => {
  await inEmptyFolder(async (folder) => {
    writeFileSync(join(folder, '.yo-rc.json'), text);
    await expect(planWrites(folder, BEFORE)).rejects.toMatchObject({ name: 'MarkerBroken' });
  });
});

test('a folder or file of the name wanted twice is a bug that shows', async () => {
  await inEmptyFolder(async (folder) => {
    const twice = [file('A', ''), file('a', '')];
    await expect(planWrites(folder, twice)).rejects.toThrow(/Two files for one path/);
  });
});

test.each(['taken', 'taken/below'])('a folder that is a file is refused: %s', async (name) => {
  await inEmptyFolder(async (folder) => {
    writeFileSync(join(folder, 'taken'), 'mine\n');
    await expect(planWrites(join(folder, name), BEFORE)).rejects.toMatchObject({
      name: 'NotAFolder',
    });
  });
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)('a folder without the right to write is refused', async () => {
  await inEmptyFolder(async (folder) => {
    chmodSync(folder, 0o555);
    await expect(planWrites(folder, BEFORE)).rejects.toMatchObject({ name: 'FolderNotWritable' });
    chmodSync(folder, 0o755);
  });
});

function crlfEdit(at: string): void {
  writeFileSync(at, 'one\r\nmine\r\n');
}

function becomeFolder(at: string): void {
  rmSync(at);
  mkdirSync(at);
  writeFileSync(join(at, 'inside'), 'mine\n');
}

function writeMarker(folder: string, files: Readonly<Record<string, string>>): void {
  writeFileSync(join(folder, '.yo-rc.json'), JSON.stringify({ 'generator-ecs-iam': { files } }));
}

describe('a file that the user has lines in too', () => {
  const block = (lines: string) =>
    ({ ...file('.gitignore', markedBlock(lines)), block: true }) as const;
  const V1 = [block('old/\n')];
  const V2 = [block('new/\n')];
  const write = (folder: string, text: string) => writeFileSync(join(folder, '.gitignore'), text);

  test.each([
    ['nothing', '', 'a block alone', 'BLOCK'],
    ['their lines', 'theirs/\n', 'the block below', 'theirs/\n\nBLOCK'],
    ['a last line without an end', 'theirs/', 'the block below', 'theirs/\n\nBLOCK'],
    ['CRLF', 'theirs/\r\n', 'the block with CRLF', 'theirs/\r\n\r\nBLOCK'],
  ])('that holds %s (%j) gets %s', async (_, before, __, after) => {
    await inEmptyFolder(async (folder) => {
      write(folder, before);
      await generate(folder, V1);
      const written = markedBlock('old/\n');
      const own = after.includes('\r') ? written.replaceAll('\n', '\r\n') : written;
      expect(tree(folder)['.gitignore']).toBe(after.replace('BLOCK', own));
      expect(await states(folder, V1)).toEqual({ '.gitignore': 'unchanged' });
    });
  });

  test('has the block replaced, and the lines around it kept', async () => {
    await inEmptyFolder(async (folder) => {
      await generate(folder, V1);
      write(folder, `above/\n${markedBlock('old/\nedited/\n')}below/\n`);
      expect(await states(folder, V2)).toEqual({ '.gitignore': 'update' });
      await generate(folder, V2);
      expect(tree(folder)['.gitignore']).toBe(`above/\n${markedBlock('new/\n')}below/\n`);
      expect(tree(folder)['.yo-rc.json']).not.toContain('.gitignore');
    });
  });

  test.each([
    ['begins and does not end', (text: string) => text.replace(/# <<<.*\n/, '')],
    ['ends and does not begin', (text: string) => text.replace(/# >>>.*\n/, '')],
    ['stands there twice', (text: string) => text + text],
  ])('is never overwritten where the block %s', async (_, damage) => {
    await inEmptyFolder(async (folder) => {
      write(folder, damage(markedBlock('old/\n')));
      await expect(generate(folder, V2)).rejects.toMatchObject({ name: 'FileConflict' });
      await expect(generate(folder, V2, 'overwrite')).rejects.toMatchObject({
        name: 'PathBlocked',
      });
      await generate(folder, V2, 'skip');
      expect(tree(folder)['.gitignore']).toBe(damage(markedBlock('old/\n')));
    });
  });
});

describe('a file that gives way', () => {
  const README = [
    { ...file('README.md', 'ours\n'), elsewhere: { path: 'docs/ours.md', contents: 'moved\n' } },
  ];

  test('to one that was there is written elsewhere, and goes on to be', async () => {
    await inEmptyFolder(async (folder) => {
      writeFileSync(join(folder, 'README.md'), 'theirs\n');
      await generate(folder, README);
      expect(tree(folder)).toMatchObject({ 'README.md': 'theirs\n', 'docs/ours.md': 'moved\n' });
      expect(await states(folder, README)).toEqual({ 'docs/ours.md': 'unchanged' });
    });
  });

  test('takes its place once that is free', async () => {
    await inEmptyFolder(async (folder) => {
      writeFileSync(join(folder, 'README.md'), 'theirs\n');
      await generate(folder, README);
      rmSync(join(folder, 'README.md'));
      expect(await states(folder, README)).toEqual({
        'README.md': 'create',
        'docs/ours.md': 'remove',
      });
    });
  });

  test('stays in its place where it is ours, edited or not', async () => {
    await inEmptyFolder(async (folder) => {
      await generate(folder, README);
      expect(await states(folder, README)).toEqual({ 'README.md': 'unchanged' });
      rmSync(join(folder, '.yo-rc.json'));
      expect(await states(folder, README)).toEqual({ 'README.md': 'unchanged' });
      await generate(folder, README);
      writeFileSync(join(folder, 'README.md'), 'edited\n');
      expect(await states(folder, README)).toEqual({ 'README.md': 'conflict' });
    });
  });

  test('gives way to a name that differs by letter case alone', async () => {
    await inEmptyFolder(async (folder) => {
      writeFileSync(join(folder, 'readme.md'), 'theirs\n');
      expect(await states(folder, README)).toEqual({ 'docs/ours.md': 'create' });
    });
  });
});

describe('a file that is made from others', () => {
  const template = file('iam/roles.yaml', 'roles\n');
  const lock = { ...file('iam.lock.json', 'roles\n'), derivedFrom: ['iam/roles.yaml'] };
  const next = [file('iam/roles.yaml', 'more\n'), { ...lock, contents: 'more\n' }];

  test('is written again without a question, whoever wrote it last', async () => {
    await inEmptyFolder(async (folder) => {
      await generate(folder, [template, lock]);
      writeFileSync(join(folder, 'iam.lock.json'), 'written by its command\n');
      expect(await states(folder, next)).toEqual({
        'iam.lock.json': 'update',
        'iam/roles.yaml': 'update',
      });
    });
  });

  test('stays where one of those stays as it was edited', async () => {
    await inEmptyFolder(async (folder) => {
      await generate(folder, [template, lock]);
      writeFileSync(join(folder, 'iam/roles.yaml'), 'mine\n');
      writeFileSync(join(folder, 'iam.lock.json'), 'mine\n');
      const kept = settleConflicts(await planWrites(folder, next), 'skip');
      expect(kept.files.map(({ path, state }) => [path, state])).toEqual([
        ['iam.lock.json', 'unchanged'],
        ['iam/roles.yaml', 'skip'],
      ]);
      const taken = settleConflicts(await planWrites(folder, next), 'overwrite');
      expect(taken.files.map(({ path, state }) => [path, state])).toEqual([
        ['iam.lock.json', 'update'],
        ['iam/roles.yaml', 'overwrite'],
      ]);
    });
  });
});
