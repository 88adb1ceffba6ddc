import { WHY_COMMAND } from '../../lib/commands/ask-commands.ts';
import { WHY_FLAGS } from '../../lib/commands/why.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:why [TEXT]`. */
export default yeomanGenerator(WHY_COMMAND, WHY_FLAGS);
