import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { courseIn, exerciseOf, OWN_COURSE } from '../../lib/learn/course.ts';
import { PROGRESS_FILE } from '../../lib/learn/files.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';
import { describeWith } from '../support/tools.ts';

/** Runs a command of the course; gives what it shows, in one line, once it ended with a code. */
async function learn(at: Terminal, words: string, code: number): Promise<string> {
  await at.run(`clear; ecs-iam learn ${words}; echo ended: $?`);
  const screen = await at.shows(new RegExp(`^(?!.*clear;)[\\s\\S]*ended: ${code}\\n`));
  return inOneLine(screen);
}

function inOneLine(text = ''): string {
  return text.replace(/\s+/g, ' ');
}

describeWith(['tmux'], 'a learner at a terminal', () => {
  test('goes through three exercises: a wrong fix, a hint, the solution', async () => {
    const one = openTerminal(120, 60);
    try {
      for (const [number, wrong] of [
        ['1', 'every-repository'],
        ['2', 'everybody'],
        ['3', 'every-secret'],
      ] as const) {
        const exercise = exerciseOf(courseIn(OWN_COURSE), number);
        const own = join(one.folder, exercise.name);
        expect(await learn(one, `start ${number}`, 0)).toContain(exercise.title);
        await one.run(`cd ${own}`);
        cpSync(join(exercise.folder, 'wrong', wrong), own, { recursive: true });
        const fits = exercise.checks.find(({ id }) => id === exercise.wrong[wrong]);
        expect(await learn(one, 'check', 2)).toContain(inOneLine(fits?.say));
        const said = `Hint 1 of ${exercise.hints.length}: ${inOneLine(exercise.hints[0])}`;
        expect(await learn(one, 'hint', 0)).toContain(said);

        await one.run('ecs-iam learn solution --write; echo ended: $?');
        await one.shows(/Write the solution over .*\(y\/N\)$/);
        one.type('y');
        one.press('Enter');
        await one.shows(/Wrote [\s\S]*ended: 0\n/);
        expect(await learn(one, 'check', 0)).toContain('Solved');
        const progress = JSON.parse(readFileSync(join(own, PROGRESS_FILE), 'utf8'));
        expect(progress).toEqual({
          ...{ exercise: exercise.name, hints: 1, checks: 2 },
          ...{ solved: true, sawSolution: true },
        });
      }
      expect((await learn(one, 'list', 0)).match(/min solved/g)).toHaveLength(3);
    } finally {
      one.close();
    }
  }, 120_000);
});
