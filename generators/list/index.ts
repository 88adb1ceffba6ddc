import { LIST_COMMAND } from '../../lib/commands/ask-commands.ts';
import { LIST_FLAGS } from '../../lib/commands/list.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:list roles|grants|options|values [WORD]`. */
export default yeomanGenerator(LIST_COMMAND, LIST_FLAGS);
