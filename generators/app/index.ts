import { NEW_FLAGS } from '../../lib/answers/flags.ts';
import { COMMANDS } from '../../lib/commands/commands.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam [DIR]`: writes a starter repo, or brings one up to date. */
export default yeomanGenerator(COMMANDS[0], NEW_FLAGS);
