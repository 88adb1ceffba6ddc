import { BACKSTAGE_FLAGS } from '../../lib/commands/backstage.ts';
import { BACKSTAGE_COMMAND } from '../../lib/commands/team-commands.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:backstage`. */
export default yeomanGenerator(BACKSTAGE_COMMAND, BACKSTAGE_FLAGS);
