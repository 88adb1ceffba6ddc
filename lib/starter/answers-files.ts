import {
  ANSWERS_FILE,
  answersSchemaText,
  SCHEMA_FILE,
  writeAnswersFile,
} from '../answers/answers-file.ts';
import type { Answers } from '../answers/types.ts';
import type { RenderedFile } from '../targets/types.ts';

/** The answers, and the schema that an editor checks them with. */
export function answersFiles(answers: Answers): readonly RenderedFile[] {
  return [
    { path: ANSWERS_FILE, contents: writeAnswersFile(answers), executable: false },
    { path: SCHEMA_FILE, contents: answersSchemaText(), executable: false },
  ];
}
