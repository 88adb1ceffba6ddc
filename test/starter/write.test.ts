import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Disk, realDisk } from '../../lib/starter/disk.ts';
import { planWrites } from '../../lib/starter/plan-writes.ts';
import { writeFiles } from '../../lib/starter/write.ts';
import { settleConflicts } from '../../lib/starter/write-plan.ts';
import { describeWrites, diffWrites, writesAsJson } from '../../lib/starter/write-words.ts';
import { file, generate, inEmptyFolder, states, tree } from './folder.ts';

const BEFORE = [
  file('README.md', 'one\n'),
  file('ecs-iam.json', '{"a":1}\n'),
  file('iam/old.yaml', 'old\n'),
];
const AFTER = [
  file('README.md', 'two\n'),
  file('ecs-iam.json', '{"a":2}\n'),
  { path: 'scripts/deploy.sh', contents: 'true\n', executable: true },
];

test('a first run writes every file and the marker, scripts executable', async () => {
  await inEmptyFolder(async (folder) => {
    const repo = join(folder, 'new', 'repo');
    await generate(repo, AFTER);
    expect(Object.keys(tree(repo))).toEqual([
      '.yo-rc.json',
      'README.md',
      'ecs-iam.json',
      'scripts/deploy.sh',
    ]);
    expect(statSync(join(repo, 'scripts/deploy.sh')).mode & 0o111).not.toBe(0);
    expect(statSync(join(repo, 'README.md')).mode & 0o111).toBe(0);
  });
});

test('a second run with the same files changes nothing, not even a time', async () => {
  await inEmptyFolder(async (folder) => {
    await generate(folder, AFTER);
    const times = Object.keys(tree(folder)).map((path) => statSync(join(folder, path)).mtimeMs);
    const before = tree(folder);
    await generate(folder, AFTER);
    expect(tree(folder)).toEqual(before);
    expect(Object.keys(before).map((path) => statSync(join(folder, path)).mtimeMs)).toEqual(times);
  });
});

test('what is no longer wanted goes, with the folder it leaves empty', async () => {
  await inEmptyFolder(async (folder) => {
    await generate(folder, BEFORE);
    await generate(folder, AFTER);
    expect(() => statSync(join(folder, 'iam'))).toThrow();
  });
});

test('a folder that holds a file of the user stays', async () => {
  await inEmptyFolder(async (folder) => {
    await generate(folder, BEFORE);
    writeFileSync(join(folder, 'iam/mine'), 'mine\n');
    await generate(folder, AFTER);
    expect(tree(folder)).toMatchObject({ 'iam/mine': 'mine\n' });
  });
});

test('what others keep in the marker stays', async () => {
  await inEmptyFolder(async (folder) => {
    const other = { 'generator-other': { x: 1 }, 'generator-ecs-iam': { note: 'mine' } };
    writeFileSync(join(folder, '.yo-rc.json'), JSON.stringify(other));
    await generate(folder, [file('a', 'a\n')]);
    expect(JSON.parse(readFileSync(join(folder, '.yo-rc.json'), 'utf8'))).toEqual({
      'generator-other': { x: 1 },
      'generator-ecs-iam': {
        note: 'mine',
        files: { a: '87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7' },
      },
    });
  });
});

describe('a conflict', () => {
  const edit = async (folder: string) => {
    await generate(folder, BEFORE);
    writeFileSync(join(folder, 'README.md'), 'mine\n');
    writeFileSync(join(folder, 'iam/old.yaml'), 'mine too\n');
  };

  test('aborts with every file listed, and nothing is written', async () => {
    await inEmptyFolder(async (folder) => {
      writeFileSync(join(folder, 'README.md'), 'mine\n');
      mkdirSync(join(folder, 'scripts'));
      writeFileSync(join(folder, 'scripts/deploy.sh'), 'mine\n');
      const before = tree(folder);
      await expect(generate(folder, AFTER)).rejects.toThrow(
        /README\.md is there and not ours\n {2}scripts\/deploy\.sh is there and not ours/,
      );
      expect(tree(folder)).toEqual(before);
    });
  });

  test('that is skipped stays a conflict at the next run', async () => {
    await inEmptyFolder(async (folder) => {
      await edit(folder);
      await generate(folder, AFTER, 'skip');
      expect(tree(folder)).toMatchObject({
        'README.md': 'mine\n',
        'iam/old.yaml': 'mine too\n',
        'scripts/deploy.sh': 'true\n',
      });
      expect(await states(folder, AFTER)).toMatchObject({ 'README.md': 'conflict' });
    });
  });

  test('that is overwritten is ours again', async () => {
    await inEmptyFolder(async (folder) => {
      await edit(folder);
      await generate(folder, AFTER, 'overwrite');
      expect(await states(folder, BEFORE)).toMatchObject({ 'README.md': 'update' });
    });
  });

  test('never costs a leftover that was edited', async () => {
    await inEmptyFolder(async (folder) => {
      await edit(folder);
      await generate(folder, AFTER, 'overwrite');
      expect(tree(folder)).toMatchObject({ 'iam/old.yaml': 'mine too\n' });
    });
  });

  test('with a folder in the way is not overwritten', async () => {
    await inEmptyFolder(async (folder) => {
      mkdirSync(join(folder, 'README.md'));
      await expect(generate(folder, AFTER, 'overwrite')).rejects.toMatchObject({
        name: 'PathBlocked',
      });
      await generate(folder, AFTER, 'skip');
      expect(tree(folder)).toMatchObject({ 'scripts/deploy.sh': 'true\n' });
    });
  });
});

test('a file that was saved after planning is kept, and nothing is written', async () => {
  await inEmptyFolder(async (folder) => {
    await generate(folder, BEFORE);
    const plan = settleConflicts(await planWrites(folder, AFTER), 'abort');
    writeFileSync(join(folder, 'README.md'), 'saved meanwhile\n');
    const before = tree(folder);
    await expect(writeFiles(plan)).rejects.toMatchObject({ name: 'FileChanged' });
    expect(tree(folder)).toEqual(before);
  });
});

test('a checkout with CRLF keeps its line endings through an update', async () => {
  await inEmptyFolder(async (folder) => {
    await generate(folder, BEFORE);
    writeFileSync(join(folder, 'README.md'), 'one\r\n');
    await generate(folder, AFTER);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('two\r\n');
    expect(await states(folder, BEFORE)).toMatchObject({ 'README.md': 'update' });
  });
});

describe('a run that is killed', () => {
  test('at any call leaves no half-written file, and the next run finishes it', async () => {
    let calls = 0;
    const counting = diskThatDiesAfter(Number.POSITIVE_INFINITY, () => calls++);
    await inEmptyFolder(async (folder) => {
      await generate(folder, BEFORE);
      await writeFiles(await planWrites(folder, AFTER), counting);
    });
    expect(calls).toBeGreaterThan(10);
    for (let survived = 0; survived < calls; survived++) await killAfter(survived);
  });

  async function killAfter(calls: number): Promise<void> {
    await inEmptyFolder(async (folder) => {
      await generate(folder, BEFORE);
      const plan = await planWrites(folder, AFTER);
      await expect(writeFiles(plan, diskThatDiesAfter(calls))).rejects.toThrow('killed');
      const wholes = [...BEFORE, ...AFTER].map(({ contents }) => contents);
      for (const [path, text] of Object.entries(tree(folder))) {
        if (!path.endsWith('.tmp') && path !== '.yo-rc.json') expect(wholes).toContain(text);
      }
      await generate(folder, AFTER);
      const { '.yo-rc.json': _, ...files } = tree(folder);
      expect(files).toEqual(Object.fromEntries(AFTER.map((one) => [one.path, one.contents])));
      expect(await states(folder, BEFORE)).not.toMatchObject({ 'README.md': 'conflict' });
    });
  }
});

test('the answers are written first and the hashes last, so that a killed run can be repeated', async () => {
  await inEmptyFolder(async (folder) => {
    const renamed: string[] = [];
    const listening: Disk = {
      ...realDisk,
      rename: async (from, to) => {
        renamed.push(basename(to));
        return realDisk.rename(from, to);
      },
    };
    await writeFiles(await planWrites(folder, AFTER), listening);
    expect(renamed).toEqual(['ecs-iam.json', 'README.md', 'deploy.sh', '.yo-rc.json']);
  });
});

test('a full disk is a clear error, nothing is written and nothing lies beside', async () => {
  await inEmptyFolder(async (folder) => {
    await generate(folder, BEFORE);
    const before = tree(folder);
    const full: Disk = {
      ...realDisk,
      write: async (place, text, mode) => {
        if (text !== 'true\n') return realDisk.write(place, text, mode);
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      },
    };
    await expect(writeFiles(await planWrites(folder, AFTER), full)).rejects.toMatchObject({
      name: 'CannotWrite',
      message: expect.stringContaining('no space left'),
    });
    expect(tree(folder)).toEqual(before);
  });
});

test('another run that is alive keeps the files it wrote beside', async () => {
  await inEmptyFolder(async (folder) => {
    const theirs = `.ecs-iam-${process.ppid}-0123456789ab.tmp`;
    writeFileSync(join(folder, theirs), 'half');
    await generate(folder, BEFORE);
    expect(tree(folder)).toHaveProperty([theirs]);
  });
});

describe('what a dry run shows', () => {
  const prepare = async (folder: string) => {
    await generate(folder, BEFORE);
    writeFileSync(join(folder, 'README.md'), 'mine\n');
    rmSync(join(folder, 'ecs-iam.json'));
    return planWrites(folder, AFTER);
  };

  test('lists each file with what happens to it', async () => {
    await inEmptyFolder(async (folder) => {
      expect(describeWrites(await prepare(folder))).toBe(
        [
          'conflict   README.md  (was edited)',
          'create     ecs-iam.json',
          'remove     iam/old.yaml',
          'create     scripts/deploy.sh',
          '',
        ].join('\n'),
      );
    });
  });

  test('has the same as JSON', async () => {
    await inEmptyFolder(async (folder) => {
      expect(writesAsJson(await prepare(folder))).toContainEqual({
        path: 'README.md',
        state: 'conflict',
        reason: 'was edited',
      });
    });
  });

  test('has unified diffs', async () => {
    await inEmptyFolder(async (folder) => {
      const diff = await diffWrites(await prepare(folder));
      expect(diff).toContain('--- a/README.md\n+++ b/README.md\n@@ -1,1 +1,1 @@\n-mine\n+two\n');
      expect(diff).toContain('--- a/iam/old.yaml\n+++ /dev/null\n');
      expect(diff).toContain('--- /dev/null\n+++ b/scripts/deploy.sh\n');
    });
  });
});

/** A disk on which every call fails once some have succeeded: as far as it goes, a killed process. */
function diskThatDiesAfter(calls: number, count: () => void = () => undefined): Disk {
  let left = calls;
  const dying =
    <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      count();
      if (left-- <= 0) throw new Error('killed');
      return call(...args);
    };
  return {
    makeFolder: dying(realDisk.makeFolder),
    // A kill in the middle of a write leaves half of the file beside.
    write: async (place, text, mode) => {
      count();
      if (left-- > 0) return realDisk.write(place, text, mode);
      if (left === -1) await realDisk.write(place, text.slice(0, text.length / 2), mode);
      throw new Error('killed');
    },
    rename: dying(realDisk.rename),
    remove: dying(realDisk.remove),
    removeEmptyFolder: dying(realDisk.removeEmptyFolder),
    list: dying(realDisk.list),
  };
}
