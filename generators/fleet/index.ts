import { FLEET_COMMAND } from '../../lib/commands/commands.ts';
import { FLEET_FLAGS } from '../../lib/commands/fleet.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:fleet init|new|…`. */
export default yeomanGenerator(FLEET_COMMAND, FLEET_FLAGS);
