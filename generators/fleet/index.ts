import { FLEET_FLAGS } from '../../lib/commands/fleet.ts';
import { FLEET_COMMAND } from '../../lib/commands/team-commands.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:fleet init|new|…`. */
export default yeomanGenerator(FLEET_COMMAND, FLEET_FLAGS);
