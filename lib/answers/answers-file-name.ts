/** The name of the answers file, and of the schema beside it. */
export const ANSWERS_FILE = 'ecs-iam.json';
