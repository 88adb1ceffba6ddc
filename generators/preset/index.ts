import { PRESET_FLAGS } from '../../lib/commands/preset.ts';
import { PRESET_COMMAND } from '../../lib/commands/team-commands.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:preset new|check FILE`. */
export default yeomanGenerator(PRESET_COMMAND, PRESET_FLAGS);
