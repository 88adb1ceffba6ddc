import { fileURLToPath } from 'node:url';

// yeoman-test changes the working folder and may leave it changed; the next test file of the same
// process would then look for the repo's folders elsewhere.
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
