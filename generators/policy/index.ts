import { POLICY_COMMAND } from '../../lib/commands/ask-commands.ts';
import { POLICY_FLAGS } from '../../lib/commands/policy.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:policy exec|pipeline|operator`. */
export default yeomanGenerator(POLICY_COMMAND, POLICY_FLAGS);
