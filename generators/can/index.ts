import { CAN_COMMAND } from '../../lib/commands/ask-commands.ts';
import { CAN_FLAGS } from '../../lib/commands/can-flags.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:can [ACTION] [RESOURCE]`. */
export default yeomanGenerator(CAN_COMMAND, CAN_FLAGS);
