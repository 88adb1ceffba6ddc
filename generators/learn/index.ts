import { LEARN_COMMAND } from '../../lib/commands/ask-commands.ts';
import { LEARN_FLAGS } from '../../lib/commands/learn.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:learn list|start|hint|check|reset|solution`. */
export default yeomanGenerator(LEARN_COMMAND, LEARN_FLAGS);
