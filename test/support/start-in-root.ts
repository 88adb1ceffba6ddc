import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// yeoman-test changes the working folder and may leave it changed; the next test file of the same
// process would then look for the repo's folders elsewhere.
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

// A draft of a conversation is kept in the user's state folder: tests have one of their own.
process.env.XDG_STATE_HOME = join(tmpdir(), 'ecs-iam test state');
