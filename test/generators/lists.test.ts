import { openTerminal, type Terminal } from '../support/terminal.ts';
import { describeWith } from '../support/tools.ts';

let one: Terminal;

afterEach(() => one.close());

describeWith(['tmux'], 'a long list on a small screen', () => {
  test('says that there is more, is searched, explains, and Enter unticks nothing', async () => {
    one = openTerminal(60, 24);
    await one.run('ecs-iam new repo --project shop --target cli --environments dev --deploy none');
    await one.shows(/\? A task definition/);
    await one.answer('Enter');
    await one.shows(/\? AWS features[\s\S]*↓ \d+ more below[\s\S]*letters search/);
    one.type('xray');
    await one.shows(/uses xray\n❯◯ .*X-Ray/);
    one.press('Space');
    await one.shows(/❯◉ .*X-Ray/);
    one.press('?');
    await one.shows(/Each feature ticked gives the task role/);
    one.press('BSpace', 'BSpace', 'BSpace', 'BSpace');
    one.type('qq');
    const screen = await one.shows(/Nothing fits/);
    expect(screen.split('\n').filter((line) => line.length > 60)).toEqual([]);
    one.press('Enter');
    expect(await one.shows(/✔ AWS features/)).toMatch(/✔ AWS features[^✔]*X-Ray/);
  }, 60_000);
});
