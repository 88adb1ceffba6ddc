import { EXPLAIN_COMMAND } from '../../lib/commands/ask-commands.ts';
import { EXPLAIN_FLAGS } from '../../lib/commands/explain.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:explain [ROLE|ROLE.STATEMENT|ACTION|CONDITION-KEY]`. */
export default yeomanGenerator(EXPLAIN_COMMAND, EXPLAIN_FLAGS);
