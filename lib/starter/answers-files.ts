import type { Answers } from '../answers/types.ts';
import type { RenderedFile } from '../targets/types.ts';

/** ecs-iam.json. */
export function answersFiles(answers: Answers): readonly RenderedFile[] {
  const contents = `${JSON.stringify({ version: 1, ...answers }, null, 2)}\n`;
  return [{ path: 'ecs-iam.json', contents, executable: false }];
}
