import { ADOPT_FLAGS } from '../../lib/commands/adopt-flags.ts';
import { ADOPT_COMMAND } from '../../lib/commands/team-commands.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:adopt [DIR]`. */
export default yeomanGenerator(ADOPT_COMMAND, ADOPT_FLAGS);
