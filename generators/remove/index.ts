import { REMOVE_COMMAND } from '../../lib/commands/change-command.ts';
import { changeFlags } from '../../lib/commands/change-flags.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:remove WHAT NAME…`. */
export default yeomanGenerator(REMOVE_COMMAND, changeFlags('remove'));
