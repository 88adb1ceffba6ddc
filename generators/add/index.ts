import { ADD_COMMAND } from '../../lib/commands/change-command.ts';
import { changeFlags } from '../../lib/commands/change-flags.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:add WHAT NAME…`. */
export default yeomanGenerator(ADD_COMMAND, changeFlags('add'));
