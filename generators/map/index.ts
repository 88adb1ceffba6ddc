import { MAP_COMMAND } from '../../lib/commands/ask-commands.ts';
import { MAP_FLAGS } from '../../lib/commands/map.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:map [DIR]`. */
export default yeomanGenerator(MAP_COMMAND, MAP_FLAGS);
